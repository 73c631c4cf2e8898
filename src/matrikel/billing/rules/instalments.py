"""An invoice paid in parts, each with its own day, that add up to it exactly."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matrikel.kernel.money import Money

MOST_PARTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """A part of an invoice and the day on which it is due."""

    due_on: date
    amount: Money


class InstalmentsRefused(ValueError):
    """The days do not follow one another, there are too many, or a part would be nothing."""


def instalments(
    whole: Money, due_on: Sequence[date], *, weights: Sequence[int] | None = None
) -> tuple[Instalment, ...]:
    """
    Return an amount in parts due on days, equal to the minor unit or by weights (50, 30, 20).

    What is left over after rounding down goes to the first of them, or to those who lost most by it.

    :raises InstalmentsRefused: there are no days or more than sixty, a day does not come after the one before it, there
        are not as many weights, or a part would be nothing or less.
    """
    shares = [1] * len(due_on) if weights is None else list(weights)
    follow = all(one < later for one, later in pairwise(due_on))
    if not 1 <= len(due_on) <= MOST_PARTS or not follow or len(shares) != len(due_on) or min(shares) < 1:
        raise InstalmentsRefused
    parts = tuple(
        Instalment(due_on=day, amount=part) for day, part in zip(due_on, whole.split(shares), strict=True)
    )
    if any(part.amount.minor < 1 for part in parts):
        raise InstalmentsRefused
    return parts


def monthly(first: date, parts: int, *, months: int = 1) -> tuple[date, ...]:
    """Return so many days, a month (or several) apart; where a month is shorter, its last day."""
    found = []
    for part in range(parts):
        year, month = divmod(first.year * 12 + first.month - 1 + part * months, 12)
        found.append(date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])))
    return tuple(found)
