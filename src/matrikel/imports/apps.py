"""Tells Django that the import room exists."""

from importlib import import_module

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The import room."""

    name = "matrikel.imports"
    label = "imports"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.imports.receivers")
