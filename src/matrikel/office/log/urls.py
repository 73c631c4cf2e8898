"""Addresses of the log."""

from django.urls import path

from matrikel.office.log import views

urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/<uuid:entry_id>/", views.log_entry, name="log_entry"),
    path("log/<uuid:entry_id>/opened/", views.log_entry_opened, name="log_entry_opened"),
]
