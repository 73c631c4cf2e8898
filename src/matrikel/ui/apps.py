"""Registers the furniture with Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "matrikel.ui"
    label = "ui"
    verbose_name = "User interface"
