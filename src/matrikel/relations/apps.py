"""The relations room as a Django app."""

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.relations"
    label = "relations"
