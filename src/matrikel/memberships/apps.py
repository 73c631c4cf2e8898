"""The memberships room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.memberships"
    label = "memberships"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.memberships.receivers")
