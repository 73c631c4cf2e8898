"""The ledger as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Names the room."""

    name = "matrikel.ledger"
    label = "ledger"
