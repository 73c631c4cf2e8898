"""The people room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Names the room."""

    name = "matrikel.people"
    label = "people"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.people.receivers")
