"""What the fields room asks of the rooms above."""

from django.dispatch import Signal

exits_asked = Signal()
"""Who of `person_ids` has left before the day `on`? Receivers return {person id: first day after the last membership}."""
