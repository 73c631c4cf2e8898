"""Books to try things on: opened for a Swedish club, with entries as a treasurer posts them."""

from datetime import date
from uuid import UUID

from matrikel.kernel.money import Money
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.actions.post_entries import Posted, post_entries
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import NewEntry, credit, debit
from tests.conftest import ACTOR, AT, TODAY


def sek(minor: int) -> Money:
    """Return an amount in öre."""
    return Money(minor, "SEK")


def an_entry(minor: int = 35_000, *, on: date = TODAY, text: str = "Fees", **more: object) -> NewEntry:
    """Return an entry: money from fees came onto the bank account."""
    legs = more.pop("legs", None) or [debit(Role.BANK, sek(minor)), credit(Role.FEES, sek(minor))]
    return NewEntry(on=on, text=text, legs=legs, **more)


def books() -> UUID:
    """Open the books for the calendar year 2026 and return the year's id."""
    return open_books(actor=ACTOR, at=AT)


def post(*entries: NewEntry) -> list[Posted]:
    """Post entries."""
    return post_entries(entries=list(entries), actor=ACTOR, at=AT)
