"""The privacy room as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from matrikel.mail.gates import register_gate


class PrivacyConfig(AppConfig):
    """Names the room."""

    name = "matrikel.privacy"
    label = "privacy"

    def ready(self) -> None:
        """Start listening to the rooms below."""
        import_module("matrikel.privacy.receivers")
        # Tables are there only now, and so is the question that reads them.
        queries = import_module("matrikel.privacy.queries")
        register_gate(queries.keep_letters)
