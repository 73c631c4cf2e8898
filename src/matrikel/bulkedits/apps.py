"""The room of bulk edits as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class BulkEditsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.bulkedits"
    label = "bulkedits"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.bulkedits.receivers")
