"""Addresses of the member's own pages."""

from django.urls import path

from matrikel.portal import views
from matrikel.portal.own_details import own_details

app_name = "portal"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/details/", own_details, name="own_details"),
]
