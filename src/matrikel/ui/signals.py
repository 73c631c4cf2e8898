"""What the furniture announces."""

from django.dispatch import Signal

language_chosen = Signal()
"""Sent when somebody has chosen a language; receivers get `request` and `language`."""
