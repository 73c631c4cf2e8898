"""Tells Django that the import room exists."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """The import room."""

    name = "matrikel.imports"
    label = "imports"
