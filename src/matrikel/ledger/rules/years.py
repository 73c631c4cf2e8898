"""Fiscal years: how long one may be, where the next begins, and when one can be closed."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

MOST_MONTHS = 18
"""SE bokföringslagen 3:3, NO regnskapsloven § 1-7, FI kirjanpitolaki 1:4: at most 18 months when it begins or moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A fiscal year from its first day to the day after its last."""

    id: UUID
    starts_on: date
    ends_on: date
    is_closed: bool = False

    def has(self, on: date) -> bool:
        """Say whether a day lies in the year."""
        return self.starts_on <= on < self.ends_on


class YearWrong(StrEnum):
    """Why a fiscal year cannot begin, or be closed, as asked."""

    TOO_LONG = "too_long"
    EMPTY = "empty"
    NOT_NEXT = "not_next"
    NOT_OVER = "not_over"
    EARLIER_OPEN = "earlier_open"
    CLOSED = "closed"


def year_name(starts_on: date, ends_on: date) -> str:
    """Return what people call a fiscal year that ends before a day: `2026`, or `2026/27`."""
    last = ends_on - timedelta(1)
    return str(last.year) if last.year == starts_on.year else f"{starts_on.year}/{last.year % 100:02}"


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; where the month is shorter, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_year(on: date, first_month: int = 1) -> tuple[date, date]:
    """Return the year of twelve months around a day that begins with a month."""
    starts_on = date(on.year if on.month >= first_month else on.year - 1, first_month, 1)
    return starts_on, months_later(starts_on, 12)


def why_not_open(starts_on: date, ends_on: date, years: Sequence[Year]) -> YearWrong | None:
    """Return why a year cannot begin: there is a gap to the last one, it overlaps it, or it has a strange length."""
    if ends_on <= starts_on:
        return YearWrong.EMPTY
    if ends_on > months_later(starts_on, MOST_MONTHS):
        return YearWrong.TOO_LONG
    if years and starts_on != max(year.ends_on for year in years):
        return YearWrong.NOT_NEXT
    return None


def why_not_close(year: Year, years: Sequence[Year], today: date) -> YearWrong | None:
    """Return why a year cannot be closed: it is, it goes on, or one before it is still open."""
    if year.is_closed:
        return YearWrong.CLOSED
    if today < year.ends_on:
        return YearWrong.NOT_OVER
    if any(not other.is_closed and other.ends_on <= year.starts_on for other in years):
        return YearWrong.EARLIER_OPEN
    return None


def year_of(on: date, years: Sequence[Year]) -> Year | None:
    """Return the fiscal year in which a day lies."""
    return next((year for year in years if year.has(on)), None)
