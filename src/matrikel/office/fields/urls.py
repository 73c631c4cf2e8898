"""Addresses of the pages about fields and own words."""

from django.urls import path

from matrikel.office.fields import catalogue, editor, persons, texts

urlpatterns = [
    path("settings/fields/", catalogue.own_fields, name="settings_fields"),
    path("settings/fields/new/", editor.new_own_field, name="new_own_field"),
    path("settings/fields/order/", catalogue.order_own_fields, name="order_own_fields"),
    path("settings/fields/built-in/", catalogue.built_in_fields, name="built_in_fields"),
    path("settings/fields/<uuid:field_id>/", editor.own_field, name="own_field"),
    path("settings/fields/<uuid:field_id>/retire/", editor.retire_own_field, name="retire_own_field"),
    path("settings/texts/", texts.own_texts, name="settings_texts"),
    path("people/<uuid:person_id>/own-fields/", persons.person_own_fields, name="person_own_fields"),
    path(
        "people/<uuid:person_id>/own-fields/opened/",
        persons.person_own_fields_opened,
        name="person_own_fields_opened",
    ),
]
