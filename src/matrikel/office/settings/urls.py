"""Addresses of the pages about settings."""

from django.urls import path

from matrikel.office.settings import views

urlpatterns = [path("", views.settings, name="settings")]
