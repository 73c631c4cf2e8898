"""The exports room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.exports"
    label = "exports"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.exports.receivers")
