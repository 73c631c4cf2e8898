"""Questions about entries: the journal page by page, and one entry with its legs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.errors import NotFound
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association

PAGE_ROWS = 50
COUNTED_TO = 10_000
"""Counts are exact so far; what is beyond is shown as about so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry in the journal; `amount` is the sum of its debits."""

    id: UUID
    number: int
    booked_on: date
    text: str
    amount: Money
    reverses_number: int | None
    reversed_by_number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """One page of the journal, newest number first; a mark is the number from which the next or previous page goes on."""

    rows: Sequence[EntryRow]
    next_after: int | None
    previous_before: int | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegRow:
    """A line of an entry: the account and the signed amount, debits above zero."""

    account_id: UUID
    account_number: str
    account_names: Mapping[str, str]
    account_name: str
    amount: Money
    party: UUID | None
    unit_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetails:
    """An entry with its legs, and with what it takes back or is taken back by."""

    id: UUID
    year_id: UUID
    number: int
    booked_on: date
    text: str
    source_kind: str
    posted_by: UUID | None
    posted_at: datetime
    year_is_closed: bool
    reverses: tuple[UUID, int] | None
    reversed_by: tuple[UUID, int] | None
    legs: Sequence[LegRow]

    @property
    def may_be_reversed(self) -> bool:
        """Say whether another entry can still take this one back."""
        return self.reverses is None and self.reversed_by is None


def list_entries(
    *,
    year_id: UUID,
    search: str = "",
    after: int | None = None,
    before: int | None = None,
    rows: int = PAGE_ROWS,
) -> EntryPage:
    """
    Return one page of a fiscal year's journal; two queries however many entries there are.

    What is searched for is a number, else a part of the text in any case.
    """
    backwards, mark = before is not None, before if before is not None else after
    values: dict[str, Any] = {"association": current_association(), "year": year_id, "most": rows + 1}
    kept = "e.association_id = %(association)s AND e.year_id = %(year)s"
    if search.strip().isdecimal():
        kept += " AND e.number = %(number)s"
        values["number"] = min(int(search.strip()), 2**62)
    elif search.strip():
        kept += " AND strpos(lower(e.text), lower(%(search)s)) > 0"
        values["search"] = search.strip()
    beyond = ""
    if mark is not None:
        beyond = f" AND e.number {'>' if backwards else '<'} %(mark)s"
        values["mark"] = mark
    way = "ASC" if backwards else "DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT e.id, e.number, e.booked_on, e.text, d.amount, d.currency, back.number, again.number
            FROM (SELECT e.* FROM ledger_entry e WHERE {kept}{beyond} ORDER BY e.number {way} LIMIT %(most)s) e
            CROSS JOIN LATERAL (SELECT sum(l.amount_minor)::bigint AS amount, min(l.currency) AS currency
              FROM ledger_leg l WHERE l.association_id = e.association_id AND l.entry_id = e.id AND l.amount_minor > 0) d
            LEFT JOIN ledger_entry back ON back.association_id = e.association_id AND back.id = e.reverses_id
            LEFT JOIN ledger_entry again ON again.association_id = e.association_id AND again.reverses_id = e.id
            ORDER BY e.number {way}
            """,  # noqa: S608 - our own words only
            values,
        )
        found = cursor.fetchall()
        cursor.execute(
            f"SELECT count(*) FROM (SELECT FROM ledger_entry e WHERE {kept} LIMIT {COUNTED_TO + 1}) c",  # noqa: S608
            values,
        )
        (count,) = cursor.fetchone()
    more, found = len(found) > rows, found[:rows]
    if backwards:
        found.reverse()
    has_previous, has_next = (more, True) if backwards else (mark is not None, more)
    return EntryPage(
        rows=[
            EntryRow(
                id=id,
                number=number,
                booked_on=booked_on,
                text=text,
                amount=Money(minor, currency),
                reverses_number=back,
                reversed_by_number=again,
            )
            for id, number, booked_on, text, minor, currency, back, again in found
        ],
        next_after=found[-1][1] if found and has_next else None,
        previous_before=found[0][1] if found and has_previous else None,
        count=count,
    )


def get_entry(*, entry_id: UUID) -> EntryDetails:
    """
    Return an entry with its legs; two queries.

    :raises NotFound: there is none such in this association.
    """
    values = {"association": current_association(), "entry": entry_id}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT e.id, e.year_id, e.number, e.booked_on, e.text, e.source_kind, e.posted_by, e.posted_at,
              y.closed_at IS NOT NULL, back.id, back.number, again.id, again.number
            FROM ledger_entry e
            JOIN ledger_fiscalyear y ON y.association_id = e.association_id AND y.id = e.year_id
            LEFT JOIN ledger_entry back ON back.association_id = e.association_id AND back.id = e.reverses_id
            LEFT JOIN ledger_entry again ON again.association_id = e.association_id AND again.reverses_id = e.id
            WHERE e.association_id = %(association)s AND e.id = %(entry)s
            """,
            values,
        )
        found = cursor.fetchone()
        if found is None:
            raise NotFound
        cursor.execute(
            """
            SELECT a.id, a.number, a.names, a.name, l.amount_minor, l.currency, l.party, l.unit
            FROM ledger_leg l JOIN ledger_account a ON a.association_id = l.association_id AND a.id = l.account_id
            WHERE l.association_id = %(association)s AND l.entry_id = %(entry)s ORDER BY l.place
            """,
            values,
        )
        legs = cursor.fetchall()
    return EntryDetails(
        id=found[0],
        year_id=found[1],
        number=found[2],
        booked_on=found[3],
        text=found[4],
        source_kind=found[5],
        posted_by=found[6],
        posted_at=found[7],
        year_is_closed=found[8],
        reverses=(found[9], found[10]) if found[9] else None,
        reversed_by=(found[11], found[12]) if found[11] else None,
        legs=[
            LegRow(
                account_id=account_id,
                account_number=number,
                account_names=json.loads(names),
                account_name=name,
                amount=Money(minor, currency),
                party=party,
                unit_id=unit_id,
            )
            for account_id, number, names, name, minor, currency, party, unit_id in legs
        ],
    )
