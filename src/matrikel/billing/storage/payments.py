"""How payments are written, with what of them goes to which invoice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matrikel.billing.models import Allocation, Payment
from matrikel.kernel.bulk import insert_together
from matrikel.kernel.ids import new_ids
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association

COLUMNS = (
    "id",
    "association_id",
    "paid_on",
    "role",
    "party_id",
    "amount_minor",
    "currency",
    "entry_id",
    "undoes_id",
)
ALLOCATION_COLUMNS = ("id", "association_id", "payment_id", "invoice_id", "amount_minor")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPayment:
    """A payment whose entry is posted; `parts` are minor units by invoice."""

    id: UUID
    paid_on: date
    role: str
    party: UUID
    amount: Money
    entry_id: UUID
    parts: Mapping[UUID, int]
    undoes: UUID | None = None


def write_payments(payments: Sequence[WrittenPayment]) -> None:
    """Write payments with their parts, in one statement."""
    association_id = current_association()
    ids = iter(new_ids(sum(len(each.parts) for each in payments)))
    rows = [
        (
            each.id,
            association_id,
            each.paid_on,
            each.role,
            each.party,
            each.amount.minor,
            each.amount.currency,
            each.entry_id,
            each.undoes,
        )
        for each in payments
    ]
    parts = [
        (next(ids), association_id, each.id, invoice_id, minor)
        for each in payments
        for invoice_id, minor in each.parts.items()
    ]
    insert_together(
        [(Payment, COLUMNS, rows), (Allocation, ALLOCATION_COLUMNS, parts)]
        if parts
        else [(Payment, COLUMNS, rows)]
    )
