"""What the mail room announces."""

from django.dispatch import Signal

addresses_failed = Signal()
"""
Letters did not arrive, and no other will: `failed` are (address key, `rules.Reason`) pairs of the current association,
`at` is when. Receivers write down what follows from it, in the same transaction.
"""
