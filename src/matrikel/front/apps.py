"""The front door as a Django app, for its templates and for what it listens to."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """Names the door."""

    name = "matrikel.front"
    label = "front"

    def ready(self) -> None:
        """Listen."""
        from matrikel.front import receivers  # noqa: F401, PLC0415
