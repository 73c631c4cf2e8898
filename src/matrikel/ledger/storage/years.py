"""How fiscal years are begun and locked."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.ledger.models import FiscalYear
from matrikel.ledger.rules.years import Year, why_not_open
from matrikel.ledger.wording import why_year_refused


class YearRefused(Refusal):
    """A fiscal year cannot begin, or be closed."""


def begin_year(starts_on: date, ends_on: date, *, currency: str, others: Sequence[Year] = ()) -> UUID:
    """
    Write a fiscal year and return its id.

    :raises YearRefused: it may not begin so.
    """
    if wrong := why_not_open(starts_on, ends_on, others):
        raise YearRefused(why_year_refused(wrong))
    year = FiscalYear(
        id=new_id(),
        association_id=current_association(),
        during=DateRange(starts_on, ends_on),
        currency=currency,
    )
    year.save(force_insert=True)
    return year.id


def lock_years() -> list[Year]:
    """Return the fiscal years as the rules know them, and let nobody post until the transaction ends."""
    rows = (
        FiscalYear.objects.filter(association_id=current_association())
        .order_by("starts_on")
        .select_for_update()
        .values_list("id", "starts_on", "ends_on", "closed_at")
    )
    return [
        Year(id=year_id, starts_on=starts_on, ends_on=ends_on, is_closed=closed_at is not None)
        for year_id, starts_on, ends_on, closed_at in rows
    ]
