"""Addresses of the member's own pages."""

from django.urls import path

from matrikel.portal import views

app_name = "portal"
urlpatterns = [path("me/", views.me, name="me")]
