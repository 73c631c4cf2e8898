"""The privacy room as a Django app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Names the room."""

    name = "matrikel.privacy"
    label = "privacy"
