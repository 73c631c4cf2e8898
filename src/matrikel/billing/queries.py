"""Questions about invoices: what they say and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matrikel.billing.models import Invoice
from matrikel.billing.rules.orders import Recipient
from matrikel.billing.rules.references import Reference, Scheme
from matrikel.billing.rules.sheets import SheetKind
from matrikel.billing.rules.states import InvoiceState, state_of
from matrikel.billing.storage.invoices import read_recipients
from matrikel.billing.storage.standing import standings_of
from matrikel.kernel.money import Money, nothing
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow:
    """
    An invoice or credit note; `number` is as it is printed.

    `open` is what is still owed, below zero where money is owed back; a credit note has nothing open and no state.
    """

    id: UUID
    kind: SheetKind
    number: str
    party: UUID
    recipient: Recipient
    issued_on: date
    due_on: date
    reference: Reference
    total: Money
    tax: Money
    open: Money
    state: InvoiceState | None


def find_invoices(*, invoice_ids: Sequence[UUID], on: date) -> list[InvoiceRow]:
    """Return those of these invoices and credit notes that exist, as they stand on a day, in the order of issue."""
    invoices = list(
        Invoice.objects.filter(association_id=current_association(), id__in=invoice_ids)
        .select_related("series")
        .order_by("reference_number")
    )
    standings = standings_of([invoice.id for invoice in invoices])
    rows = []
    for invoice, recipient in zip(invoices, read_recipients(invoices), strict=True):
        standing = standings.get(invoice.id)
        rows.append(
            InvoiceRow(
                id=invoice.id,
                kind=SheetKind(invoice.kind),
                number=f"{invoice.series.name}-{invoice.number}",
                party=invoice.party_id,
                recipient=recipient,
                issued_on=invoice.issued_on,
                due_on=invoice.due_on,
                reference=Reference(scheme=Scheme(invoice.reference_scheme), value=invoice.reference),
                total=Money(invoice.total_minor, invoice.currency),
                tax=Money(invoice.tax_minor, invoice.currency),
                open=Money(standing.open, invoice.currency) if standing else nothing(invoice.currency),
                state=state_of(
                    is_credited=bool(standing.credited),
                    paid_minor=standing.paid,
                    open_minor=standing.open,
                    due_on=invoice.due_on,
                    on=on,
                )
                if standing
                else None,
            )
        )
    return rows
