"""The people list, and who is a member of what since when."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.memberships import rules
from matrikel.memberships.models import Membership
from matrikel.people.rules import names
from matrikel.people.rules.records import search_patterns

PAGE_ROWS = 25
EXACT_TO = 10_000
SEARCH_HITS = 100
EVERY_HIT = 100_000_000
SEARCH_BATCHES = (150, 2_000, 40_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipTypeRow:
    """A membership type to choose from."""

    id: UUID
    name: str
    kind: str
    from_age: int | None
    to_age: int | None
    is_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRow:
    """One membership of a person."""

    id: UUID
    type_id: UUID
    type_name: str
    unit_id: UUID | None
    unit_name: str
    starts_on: date
    ends_on: date | None
    starts_precision: str
    end_reason: str
    decision: str
    channel: str


_TYPE_COLUMNS = tuple(column.name for column in fields(MembershipTypeRow))
_MEMBERSHIP_COLUMNS = tuple(column.name for column in fields(MembershipRow))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """
    What the people list is asked for; empty parts ask for nothing.

    `status` is a `rules.Status` value or empty for everybody; postcodes are inclusive prefixes
    (`67` to `69`); `unit_ids` are a branch with all below it.
    """

    search: str = ""
    status: str = ""
    type_id: UUID | None = None
    unit_ids: Sequence[UUID] = ()
    postcode_from: str = ""
    postcode_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the people list."""

    id: UUID
    display_name: str
    initials: str
    member_number: str
    is_protected: bool
    status: rules.Status
    type_names: str
    unit_name: str
    member_since: date | None
    since_precision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """One page of the list; the marks are person ids, from which the next or previous page goes on."""

    rows: Sequence[PersonRow]
    next_after: UUID | None
    previous_before: UUID | None
    count: int
    count_is_about: bool


def list_membership_types(*, offered_only: bool = False) -> list[MembershipTypeRow]:
    """Return the association's membership types in order of name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, kind, from_age, to_age, is_offered FROM memberships_membershiptype"
            " WHERE association_id = %s AND (is_offered OR NOT %s) ORDER BY name_key, id",
            [current_association(), offered_only],
        )
        return [
            MembershipTypeRow(**dict(zip(_TYPE_COLUMNS, values, strict=True))) for values in cursor.fetchall()
        ]


def list_memberships(*, person_ids: Sequence[UUID]) -> dict[UUID, list[MembershipRow]]:
    """Return the memberships of persons, newest first, by person."""
    # By hand, as every page of the list asks this; names by subselect, because the planner, which knows little of
    # small tables that many associations share, would join them first and look for each type's members.
    rows: dict[UUID, list[MembershipRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.person_id, m.id, m.type_id, (SELECT t.name FROM memberships_membershiptype t"
            " WHERE t.association_id = m.association_id AND t.id = m.type_id), m.unit_id,"
            " coalesce((SELECT u.name FROM organisations_unit u"
            " WHERE u.association_id = m.association_id AND u.id = m.unit_id), ''), m.starts_on, m.ends_on,"
            " m.starts_precision, m.end_reason, m.decision, m.channel"
            " FROM memberships_membership m WHERE m.association_id = %s AND m.person_id = ANY (%s)"
            " ORDER BY m.person_id, m.starts_on DESC, m.id",
            [current_association(), list(person_ids)],
        )
        for person_id, *values in cursor.fetchall():
            row = MembershipRow(**dict(zip(_MEMBERSHIP_COLUMNS, values, strict=True)))
            rows.setdefault(person_id, []).append(row)
    return rows


def facts_of(memberships: Sequence[MembershipRow]) -> list[rules.MembershipFacts]:
    """Return what the rules need to know of memberships."""
    return [
        rules.MembershipFacts(
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            is_mistake=row.end_reason == Membership.EndReason.MISTAKE,
        )
        for row in memberships
    ]


def count_members(*, on: date, viewer: Viewer) -> tuple[int, bool]:
    """Return how many persons are members on a date, exact to 10,000, then about (and that it is about)."""
    where, values = _conditions(PeopleFilter(status=rules.Status.MEMBER), on=on, viewer=viewer)
    return _count(where, values)


def find_course(*, viewer: Viewer) -> rules.Course | None:
    """
    Return how the number of members has gone, or None where that would mean reading too much.

    Up to 10,000 people are read; a page that shows the answer costs the same however large an association grows.
    """
    where, values = _conditions(PeopleFilter(), on=date.min, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM people_person p WHERE {where}"  # noqa: S608
            f" LIMIT {EXACT_TO + 1}) AS found",
            values,
        )
        if cursor.fetchone()[0] > EXACT_TO:
            return None
        cursor.execute(
            "SELECT m.person_id, m.starts_on, m.ends_on, p.is_deceased, p.deceased_on"  # noqa: S608
            " FROM memberships_membership m"
            " JOIN people_person p ON p.association_id = m.association_id AND p.id = m.person_id"
            f" WHERE m.association_id = %(association)s AND m.end_reason <> 'MISTAKE' AND {where}",
            values,
        )
        facts: dict[UUID, list[rules.MembershipFacts]] = {}
        for person_id, starts_on, ends_on, is_deceased, deceased_on in cursor.fetchall():
            if is_deceased:
                ends_on = min(ends_on or date.max, deceased_on or date.min)
            facts.setdefault(person_id, []).append(
                rules.MembershipFacts(starts_on=starts_on, ends_on=ends_on)
            )
    return rules.Course(facts.values())


NO_ANSWER = (
    "p.protection = 'NONE' AND NOT EXISTS (SELECT 1 FROM people_contactpoint c"
    " WHERE c.association_id = p.association_id AND c.person_id = p.id{kind})"
)


def count_members_without_contact(*, on: date, viewer: Viewer, only_email: bool = False) -> int:
    """
    Return how many members cannot be reached in any way, or not by e-mail; protected people are not counted.

    Reads every member: ask only where `find_course` has an answer.
    """
    where, values = _conditions(PeopleFilter(status=rules.Status.MEMBER), on=on, viewer=viewer)
    where += " AND " + NO_ANSWER.format(kind=" AND c.kind = 'EMAIL'" if only_email else "")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_person p WHERE {where}", values)  # noqa: S608
        return int(cursor.fetchone()[0])


def list_members_without_contact(*, on: date, viewer: Viewer, most: int) -> list[PersonRow]:
    """Return members who cannot be reached in any way, in order of name; protected people are left out."""
    where, values = _conditions(PeopleFilter(status=rules.Status.MEMBER), on=on, viewer=viewer)
    where += " AND " + NO_ANSWER.format(kind="")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id FROM people_person p WHERE {where} ORDER BY p.sort_key, p.id LIMIT %(most)s",  # noqa: S608
            {**values, "most": most},
        )
        ids = [row[0] for row in cursor.fetchall()]
    return _rows(_people(ids), on=on, viewer=viewer)


def _is_filtered(wanted: PeopleFilter) -> bool:
    """Say whether anything but the search narrows the list; an empty list of branches does not."""
    return any(getattr(wanted, column.name) for column in fields(PeopleFilter) if column.name != "search")


def list_people(
    *,
    wanted: PeopleFilter,
    on: date,
    viewer: Viewer,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
) -> PeoplePage:
    """
    Return one page of people in the association's alphabetical order.

    The cost does not grow with the association: keyset paging, counts to a limit, a constant number of queries.
    """
    backwards, mark_id = before is not None, before or after
    where, values = _conditions(wanted, on=on, viewer=viewer)
    if patterns := search_patterns(wanted.search):
        keep = (where, values) if _is_filtered(wanted) else None
        ids, more, count, about = _search(patterns, keep, viewer, mark_id, backwards, rows)
        people = _people(ids)
    else:
        people, more = _page(where, values, mark_id, backwards, rows)
        count, about = _count(where, values, is_everybody=not _is_filtered(wanted))
    if not people and mark_id is not None:
        # Whoever was the mark is gone, or was the last one: begin again rather than show an empty page.
        return list_people(wanted=wanted, on=on, viewer=viewer, rows=rows)
    if backwards:
        people.reverse()
    ids = [person[0] for person in people]
    found = _rows(people, on=on, viewer=viewer)
    has_previous = more if backwards else mark_id is not None
    has_next = True if backwards else more
    return PeoplePage(
        rows=found,
        next_after=ids[-1] if ids and has_next else None,
        previous_before=ids[0] if ids and has_previous else None,
        count=count,
        count_is_about=about,
    )


CURRENT = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on > %(on)s) AND m.end_reason <> 'MISTAKE'"
)
EVER = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on <= %(on)s AND m.end_reason <> 'MISTAKE' AND (m.ends_on IS NULL OR m.ends_on > m.starts_on)"
)
COMING = (
    "SELECT 1 FROM memberships_membership m WHERE m.association_id = p.association_id AND m.person_id = p.id"
    " AND m.starts_on > %(on)s AND m.end_reason <> 'MISTAKE'"
)
OF_TYPE = (
    "SELECT w.person_id FROM memberships_membership w WHERE w.association_id = %(association)s"
    " AND w.type_id = %(type)s AND w.starts_on <= %(on)s AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
    " AND w.end_reason <> 'MISTAKE'"
)
IN_POSTCODES = (
    "SELECT w.person_id FROM people_contactpoint w WHERE w.association_id = %(association)s"
    " AND w.kind = 'POSTAL' AND w.postcode >= %(pc_from)s AND w.postcode < %(pc_to)s"
)
# Mirrors rules.status_on; a test compares the two over generated facts.
STATUS_CONDITION = {
    rules.Status.MEMBER: f"NOT p.is_deceased AND EXISTS ({CURRENT})",
    rules.Status.COMING: f"NOT p.is_deceased AND NOT EXISTS ({CURRENT}) AND EXISTS ({COMING})",
    rules.Status.FORMER: (
        f"NOT p.is_deceased AND NOT EXISTS ({CURRENT}) AND NOT EXISTS ({COMING}) AND EXISTS ({EVER})"
    ),
    rules.Status.CONTACT: f"NOT p.is_deceased AND NOT EXISTS ({EVER}) AND NOT EXISTS ({COMING})",
    rules.Status.DECEASED: "p.is_deceased",
}


def _conditions(wanted: PeopleFilter, *, on: date, viewer: Viewer) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"association": current_association(), "on": on}
    parts = ["p.association_id = %(association)s"]
    if viewer.unit_ids is not None:
        parts.append("p.unit_id = ANY (%(scope)s)")
        values["scope"] = list(viewer.unit_ids)
    if wanted.status:
        parts.append(STATUS_CONDITION[rules.Status(wanted.status)])
    if wanted.type_id is not None:
        values["type"] = wanted.type_id
        parts.append(_among(OF_TYPE, values))
    if wanted.unit_ids:
        parts.append("p.unit_id = ANY (%(units)s)")
        values["units"] = list(wanted.unit_ids)
    if wanted.postcode_from or wanted.postcode_to:
        first = wanted.postcode_from or wanted.postcode_to
        last = wanted.postcode_to or wanted.postcode_from
        values |= {"pc_from": first, "pc_to": last + "\U0010ffff"}
        parts.append(_among(IN_POSTCODES, values))
    return " AND ".join(parts), values


def _among(people: str, values: dict[str, Any]) -> str:
    # The planner expects matches to lie evenly along the alphabet and would walk a million people to find
    # that nobody lives in Kiruna. A few matches are therefore gathered first, many are met on the way.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({people} LIMIT {EXACT_TO + 1}) AS found", values)  # noqa: S608
        few = cursor.fetchone()[0] <= EXACT_TO
    return f"p.id = ANY (ARRAY({people}))" if few else f"EXISTS ({people} AND w.person_id = p.id)"


PERSON = (
    "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"
    " coalesce(p.member_number, ''), p.protection, p.is_deceased, coalesce(u.name, '')"
    " FROM people_person p LEFT JOIN organisations_unit u"
    " ON u.association_id = p.association_id AND u.id = p.unit_id"
)
# A mark is a person's id, so that no name stands in an address; its place in the alphabet is looked up.
MARK = "(SELECT k.sort_key FROM people_person k WHERE k.association_id = %(association)s AND k.id = %(mark)s)"


def _page(
    where: str, values: dict[str, Any], mark_id: UUID | None, backwards: bool, rows: int
) -> tuple[list[tuple[Any, ...]], bool]:
    if mark_id is not None:
        where += f" AND (p.sort_key, p.id) {'<' if backwards else '>'} ({MARK}, %(mark)s)"
        values = {**values, "mark": mark_id}
    order = "p.sort_key DESC, p.id DESC" if backwards else "p.sort_key, p.id"
    with connection.cursor() as cursor:
        cursor.execute(
            f"{PERSON} WHERE {where} ORDER BY {order} LIMIT %(most)s", {**values, "most": rows + 1}
        )
        people = cursor.fetchall()
    return people[:rows], len(people) > rows


def _people(ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    if not ids:
        return []
    values: dict[str, Any] = {"association": current_association(), "ids": list(ids)}
    with connection.cursor() as cursor:
        cursor.execute(f"{PERSON} WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)", values)
        found = {person[0]: person for person in cursor.fetchall()}
    return [found[person_id] for person_id in ids]


def _search(
    patterns: list[str],
    keep: tuple[str, dict[str, Any]] | None,
    viewer: Viewer,
    mark_id: UUID | None,
    backwards: bool,
    rows: int,
) -> tuple[list[UUID], bool, int, bool]:
    found = partial(_hits, patterns, keep, viewer)
    if mark_id is None:
        kept, exhausted = found(None, backwards=False, most=rows + 1 if keep else max(SEARCH_HITS, rows) + 1)
        counted = kept
    else:
        mark = (_sort_key(mark_id), mark_id)
        kept, _is_end = found(mark, backwards=backwards, most=rows + 1)
        # However far one has paged, the count is that of the first page.
        counted, exhausted = found(None, backwards=False, most=rows + 1 if keep else SEARCH_HITS + 1)
    return (
        kept[:rows],
        len(kept) > rows,
        min(len(counted), SEARCH_HITS),
        len(counted) > SEARCH_HITS or not exhausted,
    )


def _hits(
    patterns: list[str],
    keep: tuple[str, dict[str, Any]] | None,
    viewer: Viewer,
    mark: tuple[str, UUID] | None,
    *,
    backwards: bool,
    most: int,
) -> tuple[list[UUID], bool]:
    """Return at least `most` hits where there are so many, and whether there are no others."""
    scope = list(viewer.unit_ids) if viewer.unit_ids is not None else None
    kept: list[UUID] = []
    # The first hits answer most questions; a rare filter over a common needle asks for more, a few times.
    for batch in SEARCH_BATCHES if keep else (most,):
        key, person_id = mark or (None, None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT person_id, person_sort_key FROM app.search_people(%s, %s, %s, %s, %s, %s)",
                [patterns, scope, key, person_id, backwards, batch],
            )
            hits = cursor.fetchall()
        ids = [row[0] for row in hits]
        kept += _filtered(ids, *keep) if keep else ids
        if len(hits) < batch:
            return kept, True
        if len(kept) >= most:
            return kept, False
        mark = (hits[-1][1], hits[-1][0])
    return kept + _remaining(patterns, keep, scope, mark, backwards, most) if keep else kept, False


def _remaining(
    patterns: list[str],
    keep: tuple[str, dict[str, Any]],
    scope: list[UUID] | None,
    mark: tuple[str, UUID] | None,
    backwards: bool,
    most: int,
) -> list[UUID]:
    # Tens of thousands of hits, and hardly one that the filter keeps: the rest is sifted in the database.
    where, values = keep
    key, person_id = mark or (None, None)
    direction = "DESC" if backwards else "ASC"
    statement = (
        "SELECT p.id FROM app.search_people(%(patterns)s, %(within)s, %(key)s, %(person)s, %(backwards)s, %(all)s) s"  # noqa: S608
        f" JOIN people_person p ON p.id = s.person_id WHERE {where}"
        f" ORDER BY p.sort_key {direction}, p.id {direction} LIMIT %(most)s"
    )
    asked = {"patterns": patterns, "within": scope, "key": key, "person": person_id, "backwards": backwards}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, **asked, "all": EVERY_HIT, "most": most})
        return [row[0] for row in cursor.fetchall()]


def _sort_key(person_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sort_key FROM people_person WHERE association_id = %s AND id = %s",
            [current_association(), person_id],
        )
        found = cursor.fetchone()
    # A mark that is gone leads behind the last one, and so back to the beginning.
    return found[0] if found else "\U0010ffff"


def _filtered(ids: Sequence[UUID], where: str, values: dict[str, Any]) -> list[UUID]:
    statement = f"SELECT p.id FROM people_person p WHERE {where} AND p.id = ANY (%(ids)s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "ids": list(ids)})
        kept = {row[0] for row in cursor.fetchall()}
    return [person_id for person_id in ids if person_id in kept]


def _count(where: str, values: dict[str, Any], *, is_everybody: bool = False) -> tuple[int, bool]:
    statement = f"SELECT 1 FROM people_person p WHERE {where}"  # noqa: S608
    # How many belong to an association, the planner knows well: for the very large, nothing need be counted.
    expected = _expected(statement, values) if is_everybody else 0
    if expected < 10 * EXACT_TO:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({statement} LIMIT {EXACT_TO + 1}) AS found", values)  # noqa: S608
            count: int = cursor.fetchone()[0]
        if count <= EXACT_TO:
            return count, False
        expected = expected or _expected(statement, values)
    return max(EXACT_TO, round(expected, -2)), True


def _expected(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement, values)
        plan = cursor.fetchone()[0]
    return int((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])


def _rows(people: Sequence[tuple[Any, ...]], *, on: date, viewer: Viewer) -> list[PersonRow]:
    memberships = list_memberships(person_ids=[person[0] for person in people]) if people else {}
    may_reveal = viewer.may(Right.PROTECTED_SEE)
    rows = []
    for person_id, given, prefix, family, preferred, number, protection, is_deceased, unit in people:
        own = memberships.get(person_id, [])
        facts = facts_of(own)
        since = rules.member_since(facts, on)
        current = [row for row, fact in zip(own, facts, strict=True) if fact.holds_on(on)]
        oldest = min(current, key=lambda row: row.starts_on) if current else None
        rows.append(
            PersonRow(
                id=person_id,
                display_name=names.display_name(given, prefix, family, preferred),
                initials=names.initials(given, family),
                member_number=number,
                is_protected=may_reveal and protection != "NONE",
                status=rules.status_on(on, facts, deceased_on=date.min if is_deceased else None),
                type_names=", ".join(dict.fromkeys(row.type_name for row in current)),
                unit_name=unit,
                member_since=since,
                since_precision=oldest.starts_precision if oldest else "",
            )
        )
    return rows
