"""What of a payment goes to which invoice."""

from collections.abc import Mapping, Sequence
from uuid import UUID


def allocate(amount: int, invoice_ids: Sequence[UUID], opens: Mapping[UUID, int]) -> dict[UUID, int]:
    """
    Return how much of a payment each invoice gets, in minor units: in the given order, each up to what is open.

    What is left over goes to none of them; an invoice that gets nothing is not named.
    """
    given: dict[UUID, int] = {}
    for invoice_id in dict.fromkeys(invoice_ids):
        if part := min(amount, max(opens[invoice_id], 0)):
            given[invoice_id] = part
            amount -= part
    return given
