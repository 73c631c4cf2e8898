"""The access room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Names the room."""

    name = "matrikel.access"
    label = "access"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.access.receivers")
