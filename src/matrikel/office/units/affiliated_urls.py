"""Addresses of the pages about associations that belong together."""

from django.urls import path

from matrikel.office.units import views

urlpatterns = [path("", views.associations, name="affiliated")]
