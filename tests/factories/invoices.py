"""Invoices to try things on."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from matrikel.billing.actions.issue_invoices import issue_invoices
from matrikel.billing.actions.record_payments import NewPayment, record_payments
from matrikel.billing.rules.orders import InvoiceOrder, OrderLine, Recipient
from matrikel.billing.rules.vat import Vat, VatCategory
from matrikel.ledger.rules.charts import Role
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.books import sek

OUTSIDE = Vat(category=VatCategory.OUTSIDE, reason="Membership")
FULL = Vat(category=VatCategory.STANDARD, rate=2500)


def a_line(minor: int = 35_000, *, vat: Vat = OUTSIDE, role: Role = Role.FEES, **more: object) -> OrderLine:
    """Return a line: the year's fee."""
    return OrderLine(text="Fee 2026", unit_price=sek(minor), vat=vat, role=role, **more)


def an_order(
    *lines: OrderLine, on: date = TODAY, person_id: UUID | None = None, **more: object
) -> InvoiceOrder:
    """Return an order for Anna Sköld, due in thirty days."""
    return InvoiceOrder(
        recipient=Recipient(name="Anna Sköld", address=("Storgatan 1", "753 20 Uppsala")),
        lines=lines or (a_line(),),
        issued_on=on,
        due_on=more.pop("due_on", None) or on + timedelta(days=30),
        language="sv",
        person_id=person_id,
        **more,
    )


def issue(*orders: InvoiceOrder) -> list[UUID]:
    """Issue invoices and return their ids."""
    return [each.id for each in issue_invoices(orders=orders or [an_order()], actor=ACTOR, at=AT)]


def pay(minor: int, *invoice_ids: UUID, role: Role = Role.BANK) -> UUID:
    """Record a payment and return its id."""
    (payment_id,) = record_payments(
        payments=[NewPayment(on=TODAY, amount=sek(minor), invoice_ids=invoice_ids, role=role)],
        actor=ACTOR,
        at=AT,
    )
    return payment_id


def opens(found: Sequence[object]) -> list[int]:
    """Return what is open of each, in öre."""
    return [row.open.minor for row in found]
