"""The fields room as a Django app."""

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.fields"
    label = "fields"
