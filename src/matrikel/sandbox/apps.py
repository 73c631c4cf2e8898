"""Names the room to Django."""

from django.apps import AppConfig

from matrikel.mail.kinds import LetterKind, register_kinds


class SandboxConfig(AppConfig):
    """The demonstration's people and clubs."""

    name = "matrikel.sandbox"
    label = "sandbox"

    def ready(self) -> None:
        """Make the demonstration's letters known."""
        register_kinds(LetterKind(code="sandbox.welcome"))
