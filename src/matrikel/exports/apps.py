"""The exports room as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from matrikel.mail.kinds import LetterKind, register_kinds


class ExportsConfig(AppConfig):
    """Names the room."""

    name = "matrikel.exports"
    label = "exports"

    def ready(self) -> None:
        """Start listening to the rooms below, and say which letters there are."""
        import_module("matrikel.exports.receivers")
        register_kinds(
            LetterKind(code="exports.list_shared", lets_in=True),
            LetterKind(code="exports.list_code", lets_in=True),
        )
