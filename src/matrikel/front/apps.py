"""The front door as a Django app, for its templates."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Names the door."""

    name = "matrikel.front"
    label = "front"
