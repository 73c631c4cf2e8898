"""Addresses of the member's own pages."""

from django.urls import path

from matrikel.portal import own_fields, views

app_name = "portal"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/details/", own_fields.own_details, name="own_details"),
]
