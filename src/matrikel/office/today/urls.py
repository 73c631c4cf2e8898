"""Addresses of the first page, and of the lists that it alone leads to."""

from django.urls import path

from matrikel.office.today import views

urlpatterns = [
    path("", views.today, name="today"),
]
