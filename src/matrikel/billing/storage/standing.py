"""What is still open of invoices."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An invoice's party, and in minor units what it came to, and what was paid and credited of it."""

    party: UUID
    currency: str
    total: int
    paid: int
    credited: int

    @property
    def open(self) -> int:
        """Return what is still owed; below zero where what was paid is owed back."""
        return self.total - self.paid - self.credited


def standings_of(invoice_ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Return where invoices stand; one query however many there are. Credit notes are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT i.id, i.party_id, i.currency, i.total_minor,
              (SELECT coalesce(sum(a.amount_minor), 0)::bigint FROM billing_allocation a
                WHERE a.association_id = i.association_id AND a.invoice_id = i.id),
              (SELECT coalesce(-sum(c.total_minor), 0)::bigint FROM billing_invoice c
                WHERE c.association_id = i.association_id AND c.credits_id = i.id)
            FROM billing_invoice i
            WHERE i.association_id = %(association)s AND i.id = ANY (%(ids)s) AND i.credits_id IS NULL
            """,
            {"association": current_association(), "ids": list(invoice_ids)},
        )
        return {
            row[0]: Standing(party=row[1], currency=row[2], total=row[3], paid=row[4], credited=row[5])
            for row in cursor.fetchall()
        }
