"""The audit room as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Names the room."""

    name = "matrikel.audit"
    label = "audit"
