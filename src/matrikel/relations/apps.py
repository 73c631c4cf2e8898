"""The relations room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.relations"
    label = "relations"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.relations.receivers")
