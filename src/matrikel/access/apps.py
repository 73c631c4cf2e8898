"""The access room as a Django app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Names the room."""

    name = "matrikel.access"
    label = "access"
