"""The office as a Django app, for its templates."""

from importlib import import_module

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Names the door."""

    name = "matrikel.office"
    label = "office"

    def ready(self) -> None:
        """Say how lists are worded, for the files that are made of them."""
        list_words = import_module("matrikel.office.exports.words").ListWords()
        import_module("matrikel.exports.words").register_words(list_words)
