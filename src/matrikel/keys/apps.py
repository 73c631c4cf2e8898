"""The room of keys as a Django app."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Names the room."""

    name = "matrikel.keys"
    label = "keys"
