"""The selections room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class SelectionsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.selections"
    label = "selections"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.selections.receivers")
