"""Addresses of the pages about the board and who has access."""

from django.urls import path

from matrikel.office.access import ending

urlpatterns = [
    path("<uuid:account_id>/end/", ending.end_access_now, name="end_access"),
]
