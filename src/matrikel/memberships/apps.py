"""The memberships room as a Django app."""

from django.apps import AppConfig


class MembershipsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.memberships"
    label = "memberships"
