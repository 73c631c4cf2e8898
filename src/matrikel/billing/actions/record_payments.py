"""Record payments by hand: money that was handed over, or seen on the account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.billing.rules.payments import allocate
from matrikel.billing.storage.payments import WrittenPayment, write_payments
from matrikel.billing.storage.refusals import InvoiceRefused as InvoiceRefused
from matrikel.billing.storage.standing import Standing, standings_of
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_ids
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.money import Money
from matrikel.kernel.transactions import action
from matrikel.ledger.actions.post_entries import post_entries
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import NewEntry, NewLeg, credit, debit

SOURCE = "billing.payment"
"""What the books call the cause of a payment's entry."""
WHERE = (Role.BANK, Role.CASH, Role.SAVINGS)
"""Where money can come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """Money that came on a day, for one invoice or several; these are paid in their order."""

    on: date
    amount: Money
    invoice_ids: Sequence[UUID]
    role: Role = Role.BANK


@action
def record_payments(*, payments: Sequence[NewPayment], actor: Actor, at: datetime) -> list[UUID]:
    """
    Record payments, at most `CHUNK_ROWS` a transaction, and return their ids in the same order.

    What is above everything open stands as not allocated, for whom the first invoice is.

    :raises NotFound: an invoice does not exist, or is a credit note.
    :raises InvoiceRefused: a payment is of nothing, in another currency, or to no account for money; none is recorded.
    :raises EntryRefused: a day lies in no open fiscal year.
    """
    one_at_a_time("billing")
    if not payments:
        return []
    standings = standings_of([invoice_id for each in payments for invoice_id in each.invoice_ids])
    opens = {invoice_id: standing.open for invoice_id, standing in standings.items()}
    parts: list[dict[UUID, int]] = []
    for place, each in enumerate(payments):
        _check(each, standings, place)
        given = allocate(each.amount.minor, each.invoice_ids, opens)
        for invoice_id, minor in given.items():
            opens[invoice_id] -= minor
        parts.append(given)
    ids = new_ids(len(payments))
    posted = post_entries(
        entries=[
            NewEntry(
                on=each.on,
                text=_("Payment"),
                legs=_legs(each, given, standings),
                source_kind=SOURCE,
                source_id=payment_id,
            )
            for payment_id, each, given in zip(ids, payments, parts, strict=True)
        ],
        actor=actor,
        at=at,
    )
    write_payments(
        [
            WrittenPayment(
                id=payment_id,
                paid_on=each.on,
                role=each.role.value,
                party=standings[each.invoice_ids[0]].party,
                amount=each.amount,
                entry_id=entry.id,
                parts=given,
            )
            for payment_id, each, given, entry in zip(ids, payments, parts, posted, strict=True)
        ]
    )
    record(acts=[Act(action="billing.payments_recorded", header={"payments": len(ids)})], actor=actor, at=at)
    return ids


def _check(payment: NewPayment, standings: dict[UUID, Standing], place: int) -> None:
    if not payment.invoice_ids or any(invoice_id not in standings for invoice_id in payment.invoice_ids):
        raise NotFound
    currency = standings[payment.invoice_ids[0]].currency
    if payment.amount.currency != currency:
        raise InvoiceRefused(_("These books are kept in %(currency)s.") % {"currency": currency}, place=place)
    if payment.amount.minor <= 0 or payment.role not in WHERE:
        raise InvoiceRefused(
            _("A payment is more than nothing, and comes to a bank account or in cash."), place=place
        )


def _legs(payment: NewPayment, parts: dict[UUID, int], standings: dict[UUID, Standing]) -> list[NewLeg]:
    currency = payment.amount.currency
    legs = [debit(payment.role, payment.amount)]
    legs += [
        credit(Role.RECEIVABLES, Money(minor, currency), party=standings[invoice_id].party)
        for invoice_id, minor in parts.items()
    ]
    if rest := payment.amount.minor - sum(parts.values()):
        first = standings[payment.invoice_ids[0]].party
        legs.append(credit(Role.UNALLOCATED, Money(rest, currency), party=first))
    return legs
