"""The groups room as a Django app."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.groups"
    label = "groups"
