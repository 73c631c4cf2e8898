"""The room of bulk edits as a Django app."""

from django.apps import AppConfig


class BulkEditsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.bulkedits"
    label = "bulkedits"
