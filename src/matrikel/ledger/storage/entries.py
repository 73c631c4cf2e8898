"""How entries are written: many in one statement with all their legs, numbered on from the last of their year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.kernel.bulk import insert_together
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_ids
from matrikel.kernel.scope import current_association
from matrikel.ledger.models import Account, Entry, FiscalYear, Leg
from matrikel.ledger.rules.charts import Role
from matrikel.ledger.rules.entries import NewEntry, what_is_wrong
from matrikel.ledger.wording import why_refused

ENTRY_COLUMNS = (
    "id",
    "association_id",
    "year_id",
    "number",
    "booked_on",
    "text",
    "source_kind",
    "source_id",
    "reverses_id",
    "posted_by",
    "posted_at",
)
LEG_COLUMNS = (
    "id",
    "association_id",
    "entry_id",
    "place",
    "account_id",
    "booked_on",
    "number",
    "amount_minor",
    "currency",
    "party",
    "unit",
)


class EntryRefused(Refusal):
    """An entry cannot be posted; `place` says which of those that were given, `field` the part that is wrong."""

    def __init__(self, message: str, *, place: int = 0, field: str = "legs") -> None:
        super().__init__(message)
        self.place = place
        self.field = field


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An entry as it stands in the books; not `is_new` where its cause had been posted before."""

    id: UUID
    number: int
    is_new: bool


def write_entries(
    entries: Sequence[NewEntry], *, reverses: Sequence[UUID] = (), posted_by: UUID | None, at: datetime
) -> list[Posted]:
    """
    Post entries in their order, and return them; `reverses` names for each the entry that it takes back.

    The fiscal years are locked first: whoever posts the same cause at the same time waits, and then finds it posted.

    :raises EntryRefused: one of them cannot be posted; then none is.
    """
    for place, entry in enumerate(entries):
        if wrong := what_is_wrong(entry):
            raise EntryRefused(why_refused(entry, wrong), place=place, field=wrong.value)
    if not entries:
        return []
    years = _lock_years(entries)
    accounts = _accounts()
    known = _posted_already(entries)
    association_id = current_association()
    next_number = {year.id: count(year.last_number + 1) for year in years}
    ids = iter(new_ids(len(entries) + sum(len(entry.legs) for entry in entries)))
    answer: list[Posted] = []
    entry_rows: list[tuple[object, ...]] = []
    leg_rows: list[tuple[object, ...]] = []
    for place, entry in enumerate(entries):
        cause = (entry.source_kind, entry.source_id)
        if entry.source_id is not None and cause in known:
            answer.append(known[cause])
            continue
        year = _year_for(entry, years, place)
        posted = Posted(id=next(ids), number=next(next_number[year.id]), is_new=True)
        answer.append(posted)
        if entry.source_id is not None:
            known[cause] = Posted(id=posted.id, number=posted.number, is_new=False)
        entry_rows.append(
            (
                posted.id,
                association_id,
                year.id,
                posted.number,
                entry.on,
                entry.text.strip(),
                *cause,
                reverses[place] if reverses else None,
                posted_by,
                at,
            )
        )
        for line, leg in enumerate(entry.legs, 1):
            if leg.account not in accounts:
                raise EntryRefused(
                    _("There is no account %(number)s.") % {"number": leg.account},
                    place=place,
                    field="account",
                )
            leg_rows.append(
                (
                    next(ids),
                    association_id,
                    posted.id,
                    line,
                    accounts[leg.account],
                    entry.on,
                    posted.number,
                    leg.amount.minor,
                    leg.amount.currency,
                    leg.party,
                    leg.unit_id,
                )
            )
    if entry_rows:
        insert_together([(Entry, ENTRY_COLUMNS, entry_rows), (Leg, LEG_COLUMNS, leg_rows)])
    return answer


def _lock_years(entries: Sequence[NewEntry]) -> list[FiscalYear]:
    days = [entry.on for entry in entries]
    return list(
        FiscalYear.objects.filter(
            association_id=current_association(), starts_on__lte=max(days), ends_on__gt=min(days)
        )
        .order_by("starts_on")
        .select_for_update()
    )


def _year_for(entry: NewEntry, years: Sequence[FiscalYear], place: int) -> FiscalYear:
    year = next((year for year in years if _holds(year, entry.on)), None)
    if year is None:
        raise EntryRefused(_("There is no fiscal year for that day yet."), place=place, field="on")
    if year.closed_at is not None:
        raise EntryRefused(_("The fiscal year of that day is closed."), place=place, field="on")
    if year.currency != entry.currency:
        raise EntryRefused(
            _("These books are kept in %(currency)s.") % {"currency": year.currency},
            place=place,
            field="currency",
        )
    return year


def _holds(year: FiscalYear, on: date) -> bool:
    return bool(year.starts_on <= on < year.ends_on)


def _accounts() -> dict[Role | str, UUID]:
    """Return the accounts by number and by what they are for; no number is a word."""
    found: dict[Role | str, UUID] = {}
    rows = Account.objects.filter(association_id=current_association()).values_list("id", "number", "role")
    for account_id, number, role in rows:
        found[number] = account_id
        if role:
            found[role] = account_id
    return found


def _posted_already(entries: Sequence[NewEntry]) -> dict[tuple[str, UUID | None], Posted]:
    causes = {entry.source_kind: set[UUID]() for entry in entries if entry.source_id is not None}
    for entry in entries:
        if entry.source_id is not None:
            causes[entry.source_kind].add(entry.source_id)
    if not causes:
        return {}
    rows = Entry.objects.filter(
        association_id=current_association(),
        source_kind__in=list(causes),
        source_id__in=set().union(*causes.values()),
    ).values_list("id", "number", "source_kind", "source_id")
    return {(kind, cause): Posted(id=id, number=number, is_new=False) for id, number, kind, cause in rows}
