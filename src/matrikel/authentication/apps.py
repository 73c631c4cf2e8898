"""The authentication room as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from matrikel.mail.kinds import LetterKind, register_kinds


class AuthenticationConfig(AppConfig):
    """Names the room and the letters that it sends."""

    name = "matrikel.authentication"
    label = "authentication"

    def ready(self) -> None:
        """Make the room's letters known, and start listening to the rooms below."""
        register_kinds(
            LetterKind(code="authentication.code", purpose="sign_in"),
            LetterKind(code="authentication.news", purpose="sign_in"),
        )
        import_module("matrikel.authentication.receivers")
