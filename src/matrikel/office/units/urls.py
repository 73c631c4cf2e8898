"""Addresses of the pages about branches."""

from django.urls import path

from matrikel.office.units import changing, views

urlpatterns = [
    path("", views.units, name="units"),
    path("new/", views.new_unit, name="new_unit"),
    path("<uuid:unit_id>/", views.edit_unit, name="unit"),
    path("<uuid:unit_id>/merge/", changing.merge, name="merge_unit"),
    path("<uuid:unit_id>/close/", changing.close, name="close_unit"),
    path("<uuid:unit_id>/open/", changing.open_again, name="open_unit"),
]
