"""What the organisations room announces."""

from django.dispatch import Signal

association_created = Signal()
"""An association came into existence; receivers run in the same transaction, with `association` and `at`."""

association_recast = Signal()
"""
An association changed its kind, profile or country; sent in the same transaction, with `association` as it is now,
`before` as it was, and `at`. A receiver that cannot let it happen raises a `Refusal`.
"""
