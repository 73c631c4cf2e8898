"""The access room as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from matrikel.mail.kinds import LetterKind, register_kinds


class AccessConfig(AppConfig):
    """Names the room."""

    name = "matrikel.access"
    label = "access"

    def ready(self) -> None:
        """Start listening to the rooms below, and say which letters there are."""
        import_module("matrikel.access.receivers")
        register_kinds(
            LetterKind(code="access.access_ended", purpose="accountability"),
            LetterKind(code="access.given_on_server", purpose="accountability"),
            LetterKind(code="access.role_offered", purpose="accountability", lets_in=True),
            LetterKind(code="access.second_needed", purpose="accountability"),
        )
