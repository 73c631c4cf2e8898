"""Entries and their legs: debits are above zero, credits below, and together they make nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from matrikel.kernel.money import Money, nothing
from matrikel.ledger.rules.charts import Role

LONGEST_TEXT = 200
MOST_LEGS = 500
"""No entry that a person could check has more."""


class UnbalancedEntry(ValueError):
    """Code built an entry that does not balance: never anybody's typing, always a mistake of ours."""


class Wrong(StrEnum):
    """What can be wrong with an entry that somebody typed."""

    TEXT = "text"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    ZERO = "zero"
    CURRENCY = "currency"
    UNBALANCED = "unbalanced"


@dataclass(frozen=True, slots=True)
class NewLeg:
    """
    One line of an entry, made by `debit` or `credit` and in no other way.

    `account` is what an account is for, or its number. `party` is the random id under which books know somebody.
    """

    account: Role | str
    amount: Money
    party: UUID | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """
    Something that happened on a day, in one line of words and at least two legs.

    Whoever posts for a cause gives its kind and id: the same cause is never posted twice.
    """

    on: date
    text: str
    legs: Sequence[NewLeg]
    source_kind: str = ""
    source_id: UUID | None = None

    @property
    def currency(self) -> str:
        """Return the currency of the first leg; that of all, where nothing is wrong."""
        return self.legs[0].amount.currency


def debit(
    account: Role | str, amount: Money, *, party: UUID | None = None, unit_id: UUID | None = None
) -> NewLeg:
    """
    Return the leg that puts an amount on the debit side.

    :raises UnbalancedEntry: the amount is not above zero: what is negative belongs on the other side.
    """
    return NewLeg(account, _above_zero(amount), party, unit_id)


def credit(
    account: Role | str, amount: Money, *, party: UUID | None = None, unit_id: UUID | None = None
) -> NewLeg:
    """
    Return the leg that puts an amount on the credit side.

    :raises UnbalancedEntry: the amount is not above zero: what is negative belongs on the other side.
    """
    return NewLeg(account, -_above_zero(amount), party, unit_id)


def _above_zero(amount: Money) -> Money:
    if amount.minor <= 0:
        raise UnbalancedEntry("A leg has an amount above zero; its side says the rest.")
    return amount


def what_is_wrong(entry: NewEntry) -> Wrong | None:
    """Return the first thing that is wrong with an entry by itself, None where it can be posted."""
    text = entry.text
    # Amounts that are copied from our own pages hold spaces that do not break.
    if not text.strip() or len(text) > LONGEST_TEXT or not "".join(text.split("\u00a0")).isprintable():
        return Wrong.TEXT
    if len(entry.legs) < 2:
        return Wrong.TOO_FEW
    if len(entry.legs) > MOST_LEGS:
        return Wrong.TOO_MANY
    if not all(leg.amount for leg in entry.legs):
        return Wrong.ZERO
    if len({leg.amount.currency for leg in entry.legs}) > 1:
        return Wrong.CURRENCY
    return Wrong.UNBALANCED if out_of_balance(entry.legs) else None


def out_of_balance(legs: Sequence[NewLeg]) -> Money:
    """Return by how much the debits of legs in one currency exceed their credits."""
    return sum((leg.amount for leg in legs), nothing(legs[0].amount.currency))


def reversed_legs(legs: Sequence[NewLeg]) -> list[NewLeg]:
    """Return the legs that take these back: the same amounts on the other side."""
    return [NewLeg(leg.account, -leg.amount, leg.party, leg.unit_id) for leg in legs]
