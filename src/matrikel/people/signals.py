"""What the people room announces."""

from django.dispatch import Signal

whereabouts_hidden = Signal()
"""Persons became protected; receivers empty what else tells where they are, in the same transaction: `person_ids`."""
