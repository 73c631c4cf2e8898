"""The selections room as a Django app."""

from django.apps import AppConfig


class SelectionsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.selections"
    label = "selections"
