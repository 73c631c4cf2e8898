"""What the access room announces."""

from django.dispatch import Signal

act_agreed = Signal()
"""
An act that two had to agree to was agreed to: sent in the same transaction, with `kind` and `concerns` (as of the act),
`actor` and `at`. The room whose act it is does it.
"""

access_ended = Signal()
"""
Somebody's access ended at once: sent in the same transaction, with `account_ids` (sequence of UUID), `association_id`,
`actor` and `at`.

The terms are over and the sessions worthless by then. Receivers take away what else would let them in or hand out
what they could reach here: sessions, remembered browsers, tokens, resets, queued exports, shared lists, feeds.
"""
