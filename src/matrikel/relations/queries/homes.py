"""Where people live: one household, a person's homes, and the list of all households."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.rules.records import search_patterns
from matrikel.relations.queries.seeing import (
    PERSON_COLUMNS,
    PERSON_WIDTH,
    RelatedPerson,
    read_person,
    seen_by,
)
from matrikel.relations.rules.homes import Stay
from matrikel.relations.rules.records import HomeAddress

T = TypeVar("T")

PAGE_ROWS = 25
EXACT_TO = 10_000
FEW = 2_000
SEARCH_HITS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMemberRow:
    """Somebody in a household, since and until when, and whether the post goes there."""

    member_id: UUID
    person: RelatedPerson
    starts_on: date | None
    ends_on: date | None
    is_primary: bool

    def lives_there_on(self, on: date) -> bool:
        """Say whether the person lives there on a day."""
        return (self.starts_on is None or self.starts_on <= on) and not self.has_left_on(on)

    def has_left_on(self, on: date) -> bool:
        """Say whether the person lived there before."""
        return self.ends_on is not None and self.ends_on <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdDetails:
    """
    A household as the viewer may see it.

    Where somebody protected lives, the address is empty; `is_sealed` says so only to a viewer who may reveal it.
    `members` live there or will, in order of age; `former` did.
    """

    id: UUID
    name: str
    address: HomeAddress
    is_sealed: bool
    version: int
    members: Sequence[HouseholdMemberRow]
    former: Sequence[HouseholdMemberRow]

    @property
    def everybody(self) -> Sequence[HouseholdMemberRow]:
        """Return those who live there and those who did."""
        return [*self.members, *self.former]


_HOUSEHOLD = "h.id, h.name, h.care_of, h.street, h.postcode, h.place, h.country, h.version"
_HOUSEHOLD_WIDTH = 8


def get_household(*, household_id: UUID, on: date, viewer: Viewer) -> HouseholdDetails:
    """
    Return one household with everybody whom the viewer may see in it.

    :raises NotFound: there is no such household, or nobody in it whom the viewer may see.
    """
    found = get_households([household_id], on=on, viewer=viewer)
    if household_id not in found:
        raise NotFound
    return found[household_id]


def reaches_beyond(*, household_id: UUID, on: date, viewer: Viewer) -> bool:
    """Say whether somebody lives in a household, or will, who is outside the viewer's branches."""
    if viewer.unit_ids is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM relations_householdmember m"
            " JOIN people_person p ON p.association_id = m.association_id AND p.id = m.person_id"
            " WHERE m.association_id = %s AND m.household_id = %s AND (m.ends_on IS NULL OR m.ends_on > %s)"
            " AND (p.unit_id IS NULL OR p.unit_id <> ALL (%s)))",
            [current_association(), household_id, on, list(viewer.unit_ids)],
        )
        found: bool = cursor.fetchone()[0]
        return found


def homes_of(
    *, person_ids: Sequence[UUID], on: date, viewer: Viewer
) -> Ask[dict[UUID, list[HouseholdDetails]]]:
    """Ask for the households in which persons live or will, by person, the primary home of the day first."""

    def read(rows: Rows) -> dict[UUID, list[HouseholdDetails]]:
        found = _read_households(rows, on=on, viewer=viewer)
        # Whoever may not be seen is in no row, and has no home either.
        wanted = set(person_ids)
        stays = [
            (row, household)
            for household in found.values()
            for row in household.members
            if row.person.id in wanted
        ]
        stays.sort(key=lambda stay: _first_home_first(stay[0], on))
        homes: dict[UUID, list[HouseholdDetails]] = {}
        for row, household in stays:
            homes.setdefault(row.person.id, []).append(household)
        return homes

    return _households(
        "SELECT o.household_id FROM relations_householdmember o WHERE o.association_id = %(association)s"
        " AND o.person_id = ANY (%(people)s) AND (o.ends_on IS NULL OR o.ends_on > %(on)s)",
        {"people": list(person_ids), "on": on},
        viewer=viewer,
        read=read,
    )


def list_homes(*, person_id: UUID, on: date, viewer: Viewer) -> list[HouseholdDetails]:
    """Return the households in which a person lives or will, the primary home of the day first."""
    return list_homes_of(person_ids=[person_id], on=on, viewer=viewer).get(person_id, [])


def list_homes_of(
    *, person_ids: Sequence[UUID], on: date, viewer: Viewer
) -> dict[UUID, list[HouseholdDetails]]:
    """Return what `homes_of` asks for."""
    return homes_of(person_ids=person_ids, on=on, viewer=viewer).answer()


def _first_home_first(row: HouseholdMemberRow, on: date) -> tuple[object, ...]:
    begins = row.starts_on
    return (begins is not None and begins > on, not row.is_primary, begins or date.max, row.member_id)


def _households(which: str, values: dict[str, Any], *, viewer: Viewer, read: Callable[[Rows], T]) -> Ask[T]:
    seen, seen_values = seen_by(viewer)
    return Ask(
        statement=(
            f"SELECT {_HOUSEHOLD}, EXISTS (SELECT 1 FROM relations_sealedhome s"  # noqa: S608
            " WHERE s.association_id = h.association_id AND s.household_id = h.id),"
            f" m.id, m.starts_on, m.ends_on, m.is_primary, {PERSON_COLUMNS}"
            " FROM relations_household h"
            " JOIN relations_householdmember m ON m.association_id = h.association_id AND m.household_id = h.id"
            " JOIN people_person p ON p.association_id = m.association_id AND p.id = m.person_id"
            f" WHERE h.association_id = %(association)s AND h.id = ANY (ARRAY({which})) AND {seen}"
            " ORDER BY h.id, p.birth_year, p.birth_date, p.sort_key, m.starts_on, m.id"
        ),
        values={**seen_values, **values, "association": current_association()},
        read=read,
    )


def get_households(
    household_ids: Sequence[UUID], *, on: date, viewer: Viewer
) -> dict[UUID, HouseholdDetails]:
    """Return households with everybody whom the viewer may see in them; one in which that is nobody is left out."""
    return _households(
        "SELECT unnest(%(ids)s::uuid[])",
        {"ids": list(household_ids)},
        viewer=viewer,
        read=lambda rows: _read_households(rows, on=on, viewer=viewer),
    ).answer()


def _read_households(rows: Rows, *, on: date, viewer: Viewer) -> dict[UUID, HouseholdDetails]:
    heads: dict[UUID, tuple[Any, ...]] = {}
    members: dict[UUID, list[HouseholdMemberRow]] = {}
    for row in rows:
        heads[row[0]] = row[: _HOUSEHOLD_WIDTH + 1]
        member_id, starts_on, ends_on, is_primary = row[_HOUSEHOLD_WIDTH + 1 : -PERSON_WIDTH]
        members.setdefault(row[0], []).append(
            HouseholdMemberRow(
                member_id=member_id,
                person=read_person(row[-PERSON_WIDTH:]),
                starts_on=starts_on,
                ends_on=ends_on,
                is_primary=is_primary,
            )
        )
    may_know = viewer.may(Right.PROTECTED_SEE)
    return {
        household_id: HouseholdDetails(
            id=household_id,
            name=head[1],
            address=HomeAddress(
                care_of=head[2], street=head[3], postcode=head[4], place=head[5], country=head[6]
            ),
            version=head[7],
            is_sealed=may_know and head[8],
            members=[row for row in members[household_id] if not row.has_left_on(on)],
            former=[row for row in members[household_id] if row.has_left_on(on)],
        )
        for household_id, head in heads.items()
    }


def stays_of(homes: Sequence[HouseholdDetails], person_id: UUID) -> list[Stay]:
    """Return a person's time in these homes, as the rules know it."""
    return [
        Stay(household_id=home.id, starts_on=row.starts_on, ends_on=row.ends_on, is_primary=row.is_primary)
        for home in homes
        for row in home.everybody
        if row.person.id == person_id
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdsPage:
    """One page of the list; the marks are household ids, from which the next or previous page goes on."""

    rows: Sequence[HouseholdDetails]
    next_after: UUID | None
    previous_before: UUID | None
    count: int
    count_is_about: bool


_MARK = "(SELECT k.sort_key FROM relations_household k WHERE k.association_id = %(association)s AND k.id = %(mark)s)"


def list_households(
    *,
    search: str = "",
    on: date,
    viewer: Viewer,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
) -> HouseholdsPage:
    """
    Return one page of households in which somebody lives on a day, in order of their names.

    The cost does not grow with the association: keyset paging, counts to 10,000, a constant number of queries.
    """
    backwards, mark_id = before is not None, before or after
    seen, values = seen_by(viewer)
    values |= {"association": current_association(), "on": on}
    lives = (
        "SELECT 1 FROM relations_householdmember m"  # noqa: S608 - our own words only
        " JOIN people_person p ON p.association_id = m.association_id AND p.id = m.person_id"
        " WHERE m.association_id = h.association_id AND m.household_id = h.id"
        f" AND (m.ends_on IS NULL OR m.ends_on > %(on)s) AND {seen}"
    )
    where = f"h.association_id = %(association)s AND EXISTS ({lives})"
    if patterns := search_patterns(search):
        where += " AND h.id = ANY (%(hits)s)"
        values["hits"] = _with_whom(patterns, seen, values)
    marked = where
    if mark_id is not None:
        marked += f" AND (h.sort_key, h.id) {'<' if backwards else '>'} ({_MARK}, %(mark)s)"
        values["mark"] = mark_id
    order = "h.sort_key DESC, h.id DESC" if backwards else "h.sort_key, h.id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT h.id FROM relations_household h WHERE {marked} ORDER BY {order} LIMIT %(most)s",  # noqa: S608
            {**values, "most": rows + 1},
        )
        ids = [row[0] for row in cursor.fetchall()]
        more, ids = len(ids) > rows, ids[:rows]
        if backwards:
            ids.reverse()
        # Whether somebody lives there is asked of each household only where they are few.
        cursor.execute(
            "SELECT CASE WHEN every.rows > %(few)s AND NOT %(is_search)s THEN every.rows ELSE"  # noqa: S608
            " (SELECT count(*) FROM (SELECT 1 FROM relations_household h"
            f" WHERE {where} LIMIT {EXACT_TO + 1}) AS inhabited)"
            " END FROM (SELECT count(*) AS rows FROM (SELECT 1 FROM relations_household h"
            f" WHERE h.association_id = %(association)s LIMIT {EXACT_TO + 1}) AS counted) AS every",
            {**values, "few": FEW, "is_search": bool(patterns) or viewer.unit_ids is not None},
        )
        count = cursor.fetchone()[0]
    if not ids and mark_id is not None:
        # Whatever was the mark is gone, or was the last one: begin again rather than show an empty page.
        return list_households(search=search, on=on, viewer=viewer, rows=rows)
    found = get_households(ids, on=on, viewer=viewer) if ids else {}
    has_next = True if backwards else more
    has_previous = more if backwards else mark_id is not None
    return HouseholdsPage(
        rows=[found[household_id] for household_id in ids],
        next_after=ids[-1] if ids and has_next else None,
        previous_before=ids[0] if ids and has_previous else None,
        count=min(count, EXACT_TO),
        count_is_about=count > EXACT_TO,
    )


def _with_whom(patterns: list[str], seen: str, values: dict[str, Any]) -> list[UUID]:
    """Return the households of the first people whom a search finds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT m.household_id"  # noqa: S608
            " FROM app.search_people(%(patterns)s, %(within)s, NULL, NULL, false, %(hit_count)s) s"
            " JOIN people_person p ON p.id = s.person_id"
            " JOIN relations_householdmember m ON m.association_id = p.association_id AND m.person_id = p.id"
            f" WHERE {seen} AND (m.ends_on IS NULL OR m.ends_on > %(on)s)",
            {
                **values,
                "patterns": patterns,
                "within": values.get("scope"),
                "hit_count": SEARCH_HITS,
            },
        )
        return [row[0] for row in cursor.fetchall()]


def list_people_at(*, person_id: UUID, viewer: Viewer, limit: int = 10) -> list[RelatedPerson]:
    """Return other living people who gave the same street and postcode as a person, in order of age."""
    seen, values = seen_by(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {PERSON_COLUMNS}, p.sort_key FROM people_contactpoint mine"  # noqa: S608
            " JOIN people_contactpoint c ON c.association_id = mine.association_id AND c.kind = 'POSTAL'"
            " AND c.postcode = mine.postcode AND lower(c.street) = lower(mine.street)"
            " AND c.person_id <> mine.person_id"
            " JOIN people_person p ON p.association_id = c.association_id AND p.id = c.person_id"
            " WHERE mine.association_id = %(association)s AND mine.person_id = %(person)s"
            " AND mine.kind = 'POSTAL' AND mine.postcode <> '' AND mine.street <> ''"
            f" AND NOT p.is_deceased AND p.kind = 'NATURAL' AND {seen}"
            " ORDER BY p.birth_year, p.sort_key, p.id LIMIT %(most)s",
            {**values, "association": current_association(), "person": person_id, "most": limit},
        )
        return [read_person(row[:PERSON_WIDTH]) for row in cursor.fetchall()]


def list_related_people(*, person_ids: Sequence[UUID], viewer: Viewer) -> list[RelatedPerson]:
    """Return persons by their ids, in the order given; whom the viewer may not see is left out."""
    seen, values = seen_by(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {PERSON_COLUMNS} FROM people_person p"  # noqa: S608
            f" WHERE p.id = ANY (%(ids)s) AND {seen}",
            {**values, "association": current_association(), "ids": list(person_ids)},
        )
        found = {row[0]: read_person(row) for row in cursor.fetchall()}
    return [found[person_id] for person_id in person_ids if person_id in found]


def find_people(
    *, words: str, viewer: Viewer, limit: int = 8, with_companies: bool = False
) -> list[RelatedPerson]:
    """Return the first people whom words find, to be chosen for a relation; companies only where they can be."""
    patterns = search_patterns(words)
    if not patterns:
        return []
    seen, values = seen_by(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {PERSON_COLUMNS}"  # noqa: S608
            " FROM app.search_people(%(patterns)s, %(within)s, NULL, NULL, false, %(most)s) s"
            f" JOIN people_person p ON p.id = s.person_id WHERE {seen}"
            " AND (p.kind = 'NATURAL' OR %(with_companies)s) AND NOT p.is_deceased ORDER BY p.sort_key, p.id",
            {
                **values,
                "association": current_association(),
                "patterns": patterns,
                "within": values.get("scope"),
                "most": limit,
                "with_companies": with_companies,
            },
        )
        return [read_person(row) for row in cursor.fetchall()]
