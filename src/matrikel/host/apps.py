"""The host's door as a Django app, for its templates."""

from django.apps import AppConfig


class HostConfig(AppConfig):
    """Names the door."""

    name = "matrikel.host"
    label = "host"
