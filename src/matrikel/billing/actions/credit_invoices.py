"""Credit invoices: take each back as a whole, by a credit note with a number of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.billing.models import Invoice, InvoiceLine
from matrikel.billing.rules.orders import OrderLine
from matrikel.billing.rules.sheets import SheetKind
from matrikel.billing.rules.vat import Vat, VatCategory
from matrikel.billing.storage.invoices import NewInvoice, read_recipients, write_invoices
from matrikel.billing.storage.refusals import InvoiceRefused as InvoiceRefused
from matrikel.billing.storage.series import next_numbers
from matrikel.billing.storage.standing import standings_of
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_ids
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.actions.reverse_entries import Reversal, reverse_entries
from matrikel.ledger.rules.charts import Role


@action
def credit_invoices(
    *, invoice_ids: Sequence[UUID], on: date, reason: str, actor: Actor, at: datetime
) -> list[UUID]:
    """
    Issue the credit notes that take invoices back, and return their ids in the same order.

    What had been paid of an invoice is owed back from then on.

    :raises NotFound: one is no invoice of this association.
    :raises InvoiceRefused: one is credited already, or the day lies in no fiscal year; none is credited.
    :raises EntryRefused: the fiscal year of the day is closed.
    """
    one_at_a_time("billing")
    if not invoice_ids:
        return []
    standings = standings_of(invoice_ids)
    for place, invoice_id in enumerate(invoice_ids):
        if invoice_id not in standings:
            raise NotFound
        if standings[invoice_id].credited or invoice_id in invoice_ids[:place]:
            raise InvoiceRefused(_("This invoice is credited already."), place=place)
    found = Invoice.objects.in_bulk(list(invoice_ids))
    invoices = [found[invoice_id] for invoice_id in invoice_ids]
    numbers = next_numbers([on] * len(invoices))
    posted = reverse_entries(
        reversals=[
            Reversal(entry_id=invoice.entry_id, on=on, text=numbered.printed)
            for invoice, numbered in zip(invoices, numbers, strict=True)
        ],
        actor=actor,
        at=at,
    )
    lines = _opposite_lines(invoices)
    notes = [
        NewInvoice(
            id=note_id,
            kind=SheetKind.CREDIT_NOTE,
            numbered=numbered,
            party=invoice.party_id,
            recipient=recipient,
            language=invoice.language,
            issued_on=on,
            due_on=on,
            total=-Money(invoice.total_minor, invoice.currency),
            tax=-Money(invoice.tax_minor, invoice.currency),
            entry_id=entry.id,
            lines=lines[invoice.id],
            credits=invoice.id,
            reason=reason.strip(),
        )
        for note_id, invoice, recipient, numbered, entry in zip(
            new_ids(len(invoices)), invoices, read_recipients(invoices), numbers, posted, strict=True
        )
    ]
    write_invoices(notes)
    record(
        acts=[Act(action="billing.invoices_credited", header={"invoices": len(notes)})], actor=actor, at=at
    )
    return [note.id for note in notes]


def _opposite_lines(invoices: Sequence[Invoice]) -> dict[UUID, list[OrderLine]]:
    currencies = {invoice.id: invoice.currency for invoice in invoices}
    found: dict[UUID, list[OrderLine]] = {invoice_id: [] for invoice_id in currencies}
    rows = InvoiceLine.objects.filter(association_id=current_association(), invoice_id__in=list(found))
    for line in rows.order_by("invoice_id", "place"):
        found[line.invoice_id].append(
            OrderLine(
                text=line.text,
                unit_price=Money(line.unit_price_minor, currencies[line.invoice_id]),
                quantity=-line.quantity,
                vat=Vat(category=VatCategory(line.vat_category), rate=line.vat_rate, reason=line.vat_reason),
                role=Role(line.role),
                code=line.code,
                facts=line.facts,
                unit_id=line.unit,
            )
        )
    return found
