"""Names the room to Django."""

from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The demonstration's people and clubs."""

    name = "matrikel.sandbox"
    label = "sandbox"
