"""Questions about fiscal years."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.ledger.models import FiscalYear
from matrikel.ledger.rules.years import year_name


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A fiscal year; `ends_on` is the day after its last, `entries` how many it has."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date
    currency: str
    entries: int
    closed_at: datetime | None


def list_years() -> list[YearRow]:
    """Return the fiscal years, the latest first."""
    years = FiscalYear.objects.filter(association_id=current_association()).order_by("-starts_on")
    return [_row(year) for year in years]


def get_year(*, year_id: UUID) -> YearRow:
    """
    Return a fiscal year.

    :raises NotFound: there is none such in this association.
    """
    year = FiscalYear.objects.filter(association_id=current_association(), id=year_id).first()
    if year is None:
        raise NotFound
    return _row(year)


def _row(year: FiscalYear) -> YearRow:
    return YearRow(
        id=year.id,
        name=year_name(year.starts_on, year.ends_on),
        starts_on=year.starts_on,
        ends_on=year.ends_on,
        currency=year.currency,
        # Numbers begin at one and have no gaps.
        entries=year.last_number,
        closed_at=year.closed_at,
    )
