"""Which number an invoice gets: the next of its fiscal year's series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from matrikel.billing.models import Invoice, Series
from matrikel.billing.storage.refusals import InvoiceRefused
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.ledger.queries.years import YearRow, list_years

FIRST_REFERENCE = 1000
"""References are made from numbers of four digits and more, which every country's scheme takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The number that an invoice gets, and the one from which its reference is made."""

    series_id: UUID
    number: int
    printed: str
    reference_number: int
    currency: str


def next_numbers(days: Sequence[date]) -> list[Numbered]:
    """
    Return a number for each day's invoice, in their order; nobody else gets any until the transaction ends.

    :raises InvoiceRefused: a day lies in no fiscal year.
    """
    one_at_a_time("billing.numbers")
    association_id = current_association()
    years = list_years()
    series = {each.year_id: each for each in Series.objects.filter(association_id=association_id)}
    highest = Invoice.objects.filter(association_id=association_id).aggregate(most=Max("reference_number"))
    references = count((highest["most"] or FIRST_REFERENCE - 1) + 1)
    numbers: dict[UUID, Iterator[int]] = {}
    answer = []
    for place, day in enumerate(days):
        year = next((year for year in years if year.starts_on <= day < year.ends_on), None)
        if year is None:
            raise InvoiceRefused(_("There is no fiscal year for that day yet."), place=place)
        if year.id not in series:
            series[year.id] = _begin(year, {each.name for each in series.values()})
        own = series[year.id]
        number = next(numbers.setdefault(year.id, count(own.last_number + 1)))
        answer.append(
            Numbered(
                series_id=own.id,
                number=number,
                printed=f"{own.name}-{number}",
                reference_number=next(references),
                currency=year.currency,
            )
        )
    return answer


def _begin(year: YearRow, taken: set[str]) -> Series:
    name = f"{year.starts_on:%Y}"
    if name in taken:
        # A message drops the hyphen, and no number begins with a nought: 20260701-7 is never mistaken for 2026-….
        name = f"{year.starts_on:%Y}0{year.starts_on:%m%d}"
    one = Series(id=new_id(), association_id=current_association(), year_id=year.id, name=name)
    one.save(force_insert=True)
    return one
