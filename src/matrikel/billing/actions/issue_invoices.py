"""Issue invoices: many at once, numbered and in the books, all or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.billing.models import Invoice
from matrikel.billing.rules.orders import InvoiceOrder, legs_of, totals_of_order, what_is_wrong
from matrikel.billing.rules.sheets import SheetKind
from matrikel.billing.storage.invoices import NewInvoice, write_invoices
from matrikel.billing.storage.parties import parties_of
from matrikel.billing.storage.refusals import InvoiceRefused as InvoiceRefused
from matrikel.billing.storage.series import next_numbers
from matrikel.billing.wording import why_not_issued
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_ids
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.actions.post_entries import post_entries
from matrikel.ledger.rules.entries import NewEntry
from matrikel.organisations.queries import get_association

SOURCE = "billing.invoice"
"""What the books call the cause of an invoice's entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """An invoice as it was issued; not `is_new` where its cause had been invoiced before."""

    id: UUID
    is_new: bool


@action
def issue_invoices(*, orders: Sequence[InvoiceOrder], actor: Actor, at: datetime) -> list[Issued]:
    """
    Issue invoices, at most `CHUNK_ROWS` a transaction, and return them in the same order.

    Each is posted in the same transaction: what is owed against income and VAT. Numbers go on from the last of each
    fiscal year without gaps, whatever is rolled back. What has a cause that was invoiced before is not issued again.

    :raises InvoiceRefused: an order is wrong, or its day lies in no fiscal year; none is issued.
    :raises EntryRefused: the fiscal year of a day is closed.
    :raises VatRefused: the lines of an order cannot stand on one invoice.
    """
    one_at_a_time("billing")
    answer: dict[int, Issued] = {}
    known = _issued_already(orders)
    ids = new_ids(len(orders))
    fresh: dict[int, tuple[UUID, InvoiceOrder]] = {}
    for place, (invoice_id, order) in enumerate(zip(ids, orders, strict=True)):
        cause = (order.source_kind, order.source_id)
        if order.source_id is not None and cause in known:
            answer[place] = Issued(id=known[cause], is_new=False)
            continue
        known[cause] = invoice_id
        answer[place] = Issued(id=invoice_id, is_new=True)
        fresh[place] = (invoice_id, order)
    if fresh:
        _check(fresh)
        _issue(list(fresh.values()), actor=actor, at=at)
    return list(answer.values())


def _check(fresh: Mapping[int, tuple[UUID, InvoiceOrder]]) -> None:
    currency = get_association().currency
    for place, (_id, order) in fresh.items():
        if wrong := what_is_wrong(order, currency):
            raise InvoiceRefused(why_not_issued(wrong, currency), place=place)


def _issue(fresh: Sequence[tuple[UUID, InvoiceOrder]], *, actor: Actor, at: datetime) -> None:
    numbers = next_numbers([order.issued_on for _id, order in fresh])
    parties = parties_of([order.person_id for _id, order in fresh])
    totals = [
        totals_of_order(order, numbered.currency)
        for (_id, order), numbered in zip(fresh, numbers, strict=True)
    ]
    posted = post_entries(
        entries=[
            NewEntry(
                on=order.issued_on,
                text=numbered.printed,
                legs=legs_of(order, sums, party=party),
                source_kind=SOURCE,
                source_id=invoice_id,
            )
            for (invoice_id, order), numbered, sums, party in zip(
                fresh, numbers, totals, parties, strict=True
            )
        ],
        actor=actor,
        at=at,
    )
    write_invoices(
        [
            NewInvoice(
                id=invoice_id,
                kind=SheetKind.INVOICE,
                numbered=numbered,
                party=party,
                recipient=order.recipient,
                language=order.language,
                issued_on=order.issued_on,
                due_on=order.due_on,
                total=sums.gross,
                tax=sums.tax,
                entry_id=entry.id,
                lines=order.lines,
                source_kind=order.source_kind,
                source_id=order.source_id,
            )
            for (invoice_id, order), numbered, sums, party, entry in zip(
                fresh, numbers, totals, parties, posted, strict=True
            )
        ]
    )
    record(acts=[Act(action="billing.invoices_issued", header={"invoices": len(fresh)})], actor=actor, at=at)


def _issued_already(orders: Sequence[InvoiceOrder]) -> dict[tuple[str, UUID | None], UUID]:
    causes = [(order.source_kind, order.source_id) for order in orders if order.source_id is not None]
    if not causes:
        return {}
    rows = Invoice.objects.filter(
        association_id=current_association(),
        source_kind__in={kind for kind, _id in causes},
        source_id__in={cause for _kind, cause in causes},
    ).values_list("id", "source_kind", "source_id")
    return {(kind, cause): invoice_id for invoice_id, kind, cause in rows}
