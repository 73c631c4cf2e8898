"""The people list: one page of those whom a question finds, in the association's alphabetical order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.memberships import rules
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.people.rules import names
from matrikel.people.rules.records import search_patterns
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.counts import count_where
from matrikel.selections.queries.words import search_page
from matrikel.selections.rules import Question

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One line of the people list."""

    id: UUID
    audit_subject: UUID
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


def list_people(
    *,
    question: Question,
    on: date,
    viewer: Viewer,
    after: UUID | None = None,
    before: UUID | None = None,
    rows: int = PAGE_ROWS,
) -> PeoplePage:
    """
    Return one page of people in the association's alphabetical order.

    The cost does not grow with the association: keyset paging, counts to a limit, a constant number of queries.

    :raises NotFound: the question names a filter that this viewer does not have, or a value that says nothing.
    """
    backwards, mark_id = before is not None, before or after
    where, values = conditions_of(question, on=on, viewer=viewer)
    if patterns := search_patterns(question.search):
        keep = (where, values) if question.is_narrowed else None
        ids, more, count, about = search_page(patterns, keep, viewer, mark_id, backwards, rows)
        people = _people(ids)
    else:
        people, more = _page(where, values, mark_id, backwards, rows)
        count, about = count_where(where, values, is_everybody=not question.is_narrowed)
    if not people and mark_id is not None:
        # Whoever was the mark is gone, or was the last one: begin again rather than show an empty page.
        return list_people(question=question, on=on, viewer=viewer, rows=rows)
    if backwards:
        people.reverse()
    ids = [person[0] for person in people]
    found = _rows(people, on=question.on or on, viewer=viewer)
    has_previous = more if backwards else mark_id is not None
    has_next = True if backwards else more
    return PeoplePage(
        rows=found,
        next_after=ids[-1] if ids and has_next else None,
        previous_before=ids[0] if ids and has_previous else None,
        count=count,
        count_is_about=about,
    )


def list_rows(*, person_ids: Sequence[UUID], on: date, viewer: Viewer) -> list[PersonRow]:
    """Return lines for people, in the order given; whoever is gone is left out."""
    return _rows(_people(person_ids), on=on, viewer=viewer)


PERSON = (
    "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"
    " coalesce(p.member_number, ''), p.protection, p.is_deceased, p.deceased_on, coalesce(u.name, ''),"
    " p.audit_subject"
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
    return [found[person_id] for person_id in ids if person_id in found]


def _rows(people: Sequence[tuple[Any, ...]], *, on: date, viewer: Viewer) -> list[PersonRow]:
    memberships = list_memberships(person_ids=[person[0] for person in people]) if people else {}
    may_reveal = viewer.may(Right.PROTECTED_SEE)
    rows = []
    for person in people:
        person_id, given, prefix, family, preferred, number, protection, is_deceased, died_on, unit = person[
            :10
        ]
        own = memberships.get(person_id, [])
        facts = facts_of(own)
        since = rules.member_since(facts, on)
        current = [row for row, fact in zip(own, facts, strict=True) if fact.holds_on(on)]
        oldest = min(current, key=lambda row: row.starts_on) if current else None
        rows.append(
            PersonRow(
                id=person_id,
                audit_subject=person[10],
                display_name=names.display_name(given, prefix, family, preferred),
                initials=names.initials(given, family),
                member_number=number,
                is_protected=may_reveal and protection != "NONE",
                status=rules.status_on(on, facts, deceased_on=(died_on or date.min) if is_deceased else None),
                type_names=", ".join(dict.fromkeys(row.type_name for row in current)),
                unit_name=unit,
                member_since=since,
                since_precision=oldest.starts_precision if oldest else "",
            )
        )
    return rows
