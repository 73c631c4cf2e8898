"""The checks room as a Django app."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """Names the room."""

    name = "matrikel.checks"
    label = "checks"
