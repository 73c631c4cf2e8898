"""What is to be invoiced, what it comes to, and how it stands in the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from matrikel.billing.rules.vat import MOST_RATE, Totals, Vat, VatLine, totals_of
from matrikel.kernel.money import Money, nothing
from matrikel.ledger.rules.charts import KIND_OF, Kind, Role
from matrikel.ledger.rules.entries import NewLeg, credit, debit

LONGEST_TEXT = 200


class OrderWrong(StrEnum):
    """Why something cannot be invoiced."""

    NOTHING = "nothing"
    TEXT = "text"
    ROLE = "role"
    CURRENCY = "currency"
    DUE = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """
    Whom an invoice is addressed to, as it will stand on paper: a name, and the lines of an address or none.

    Whoever is protected has none: the register's normal columns, from which it is read, are empty then.
    """

    name: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """Something to be paid for; `unit_price` holds the VAT, and is below zero for a reduction."""

    text: str
    unit_price: Money
    vat: Vat
    role: Role
    quantity: int = 1
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    unit_id: UUID | None = None

    @property
    def total(self) -> Money:
        """Return what the line comes to, with VAT."""
        return self.unit_price * self.quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceOrder:
    """
    One invoice to be issued, to a person of the register or (`person_id` None) to anybody.

    Whoever orders for a cause gives its kind and id: the same cause is never invoiced twice.
    """

    recipient: Recipient
    lines: Sequence[OrderLine]
    issued_on: date
    due_on: date
    language: str
    person_id: UUID | None = None
    source_kind: str = ""
    source_id: UUID | None = None


def what_is_wrong(order: InvoiceOrder, currency: str) -> OrderWrong | None:
    """Return the first thing that is wrong with an order, None where it can be issued in books of this currency."""
    if order.due_on < order.issued_on:
        return OrderWrong.DUE
    if any(line.unit_price.currency != currency for line in order.lines):
        return OrderWrong.CURRENCY
    for line in order.lines:
        if not line.text.strip() or len(line.text) > LONGEST_TEXT or not line.text.isprintable():
            return OrderWrong.TEXT
        if KIND_OF[line.role] is not Kind.INCOME:
            return OrderWrong.ROLE
    return None if totals_of_order(order, currency).gross > nothing(currency) else OrderWrong.NOTHING


def totals_of_order(order: InvoiceOrder, currency: str) -> Totals:
    """
    Return what an order comes to.

    :raises VatRefused: its lines cannot stand on one invoice.
    """
    lines = [VatLine(vat=line.vat, amount=line.total) for line in order.lines]
    return totals_of(lines, currency, tax_included=True)


def legs_of(order: InvoiceOrder, totals: Totals, *, party: UUID) -> list[NewLeg]:
    """
    Return how an invoice stands in the books: what is owed, against income for each purpose and branch, and VAT.

    The tax of a rate is a sum of its own; its last purpose carries what rounding leaves.
    """
    legs = [debit(Role.RECEIVABLES, totals.gross, party=party)]
    for each in totals.sums:
        gross: dict[tuple[Role, UUID | None], Money] = {}
        for line in order.lines:
            if line.vat == each.vat:
                where = (line.role, line.unit_id)
                gross[where] = gross.get(where, nothing(each.net.currency)) + line.total
        left = each.net
        for place, ((role, unit_id), amount) in enumerate(gross.items(), 1):
            net = amount - amount.share(Fraction(each.vat.rate, MOST_RATE + each.vat.rate))
            net = left if place == len(gross) else net
            left -= net
            legs += _earned(role, net, unit_id)
        legs += _earned(Role.VAT_OUT, each.tax, None)
    return legs


def _earned(role: Role, amount: Money, unit_id: UUID | None) -> list[NewLeg]:
    if not amount:
        return []
    side = credit if amount.minor > 0 else debit
    return [side(role, abs(amount), unit_id=unit_id)]
