"""How invoices are written: with all their lines in one statement, after their entries in the books."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from matrikel.billing.models import Invoice, InvoiceLine
from matrikel.billing.rules.orders import OrderLine, Recipient
from matrikel.billing.rules.references import Terms, default_scheme, make_reference
from matrikel.billing.rules.sheets import SheetKind
from matrikel.billing.storage.series import Numbered
from matrikel.kernel.bulk import insert_together
from matrikel.kernel.ids import new_ids
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal, unseal
from matrikel.organisations.queries import get_association

RECIPIENT = "billing_invoice.sealed_recipient"
COLUMNS = (
    "id",
    "association_id",
    "kind",
    "series_id",
    "number",
    "party_id",
    "sealed_recipient",
    "language",
    "issued_on",
    "due_on",
    "reference_number",
    "reference_scheme",
    "reference",
    "currency",
    "total_minor",
    "tax_minor",
    "source_kind",
    "source_id",
    "entry_id",
    "credits_id",
    "reason",
)
LINE_COLUMNS = (
    "id",
    "association_id",
    "invoice_id",
    "place",
    "text",
    "quantity",
    "unit_price_minor",
    "total_minor",
    "vat_category",
    "vat_rate",
    "vat_reason",
    "role",
    "code",
    "facts",
    "unit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvoice:
    """An invoice or credit note whose entry is posted."""

    id: UUID
    kind: SheetKind
    numbered: Numbered
    party: UUID
    recipient: Recipient
    language: str
    issued_on: date
    due_on: date
    total: Money
    tax: Money
    entry_id: UUID
    lines: Sequence[OrderLine]
    source_kind: str = ""
    source_id: UUID | None = None
    credits: UUID | None = None
    reason: str = ""


def write_invoices(invoices: Sequence[NewInvoice]) -> None:
    """Write invoices with their lines and references, the recipients sealed."""
    association_id = current_association()
    terms = Terms(scheme=default_scheme(get_association().country))
    sealed = seal(
        [
            (_place(each.id, each.party), json.dumps(asdict(each.recipient)).encode("utf-8"))
            for each in invoices
        ]
    )
    ids = iter(new_ids(sum(len(each.lines) for each in invoices)))
    rows: list[tuple[object, ...]] = []
    line_rows: list[tuple[object, ...]] = []
    for each, recipient in zip(invoices, sealed, strict=True):
        numbered = each.numbered
        reference = make_reference(numbered.reference_number, terms, invoice_number=numbered.printed)
        rows.append(
            (
                each.id,
                association_id,
                each.kind.value,
                numbered.series_id,
                numbered.number,
                each.party,
                recipient,
                each.language,
                each.issued_on,
                each.due_on,
                numbered.reference_number,
                reference.scheme.value,
                reference.value,
                each.total.currency,
                each.total.minor,
                each.tax.minor,
                each.source_kind,
                each.source_id,
                each.entry_id,
                each.credits,
                each.reason,
            )
        )
        line_rows += [
            (next(ids), association_id, each.id, place, *_line(line))
            for place, line in enumerate(each.lines, 1)
        ]
    insert_together([(Invoice, COLUMNS, rows), (InvoiceLine, LINE_COLUMNS, line_rows)])


def read_recipients(invoices: Sequence[Invoice]) -> list[Recipient]:
    """Return to whom invoices are addressed, in their order."""
    opened = unseal([(_place(each.id, each.party_id), bytes(each.sealed_recipient)) for each in invoices])
    said = [json.loads(value) for value in opened]
    return [Recipient(name=each["name"], address=tuple(each["address"])) for each in said]


def _place(invoice_id: UUID, party: UUID) -> Place:
    return Place(column=RECIPIENT, row=invoice_id, subject=party)


def _line(line: OrderLine) -> tuple[object, ...]:
    return (
        line.text.strip(),
        line.quantity,
        line.unit_price.minor,
        line.total.minor,
        line.vat.category.value,
        line.vat.rate,
        line.vat.reason,
        line.role.value,
        line.code,
        json.dumps(dict(line.facts)),
        line.unit_id,
    )
