"""The groups room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.groups"
    label = "groups"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.groups.receivers")
