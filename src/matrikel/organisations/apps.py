"""The organisations room as a Django app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.organisations"
    label = "organisations"
