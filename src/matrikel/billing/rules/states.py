"""Where an invoice stands: computed from what was credited and paid, and from the day."""

from datetime import date
from enum import StrEnum


class InvoiceState(StrEnum):
    """Where an invoice stands on a day."""

    OPEN = "open"
    PART_PAID = "part_paid"
    OVERDUE = "overdue"
    PAID = "paid"
    CREDITED = "credited"


def state_of(*, is_credited: bool, paid_minor: int, open_minor: int, due_on: date, on: date) -> InvoiceState:
    """Return where an invoice stands; what is partly paid and past its day is overdue."""
    if is_credited:
        return InvoiceState.CREDITED
    if open_minor <= 0:
        return InvoiceState.PAID
    if due_on < on:
        return InvoiceState.OVERDUE
    return InvoiceState.PART_PAID if paid_minor else InvoiceState.OPEN
