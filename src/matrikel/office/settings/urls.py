"""Addresses of the pages about settings."""

from django.urls import path

from matrikel.office.settings import types, views
from matrikel.office.settings.parts import PARTS

urlpatterns = [
    path("", views.settings, name="settings"),
    *(
        path(f"{part.code}/", views.page_of(part), name=part.address)
        for part in PARTS.values()
        if part.form is not None
    ),
    path("looks/colour/", views.colour, name="settings_colour"),
    path("types/", types.types, name="settings_types"),
    path("types/new/", types.new_type, name="new_type"),
    path("types/order/", types.order, name="order_types"),
    path("types/<uuid:type_id>/", types.edit_type, name="type"),
    path("types/<uuid:type_id>/merge/", types.merge, name="merge_type"),
    path("types/<uuid:type_id>/remove/", types.remove, name="remove_type"),
]
