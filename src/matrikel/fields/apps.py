"""The fields room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class FieldsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.fields"
    label = "fields"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.fields.receivers")
