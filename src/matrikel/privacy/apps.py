"""The privacy room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Names the room."""

    name = "matrikel.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.privacy.receivers")
