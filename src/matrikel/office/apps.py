"""The office as a Django app, for its templates."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the door."""

    name = "matrikel.office"
    label = "office"
