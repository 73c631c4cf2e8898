"""The checks room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """Names the room."""

    name = "matrikel.checks"
    label = "checks"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.checks.receivers")
