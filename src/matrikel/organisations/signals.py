"""What the organisations room announces."""

from django.dispatch import Signal

association_created = Signal()
"""An association came into existence; receivers run in the same transaction, with `association` and `at`."""
