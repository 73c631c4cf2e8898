"""The mail room as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Names the room."""

    name = "matrikel.mail"
    label = "mail"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.mail.receivers")
