"""Addresses of the pages about branches."""

from django.urls import path

from matrikel.office.units import views

urlpatterns = [
    path("", views.units, name="units"),
    path("new/", views.new_unit, name="new_unit"),
    path("<uuid:unit_id>/", views.edit_unit, name="unit"),
]
