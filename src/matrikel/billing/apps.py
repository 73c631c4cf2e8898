"""The billing as a Django app."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Names the room."""

    name = "matrikel.billing"
    label = "billing"
