"""What can stand about a person in a column: each answers for many people with one query."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.people.filters.offers import Column, Value, ValuesOf
from matrikel.people.rules.ages import age_on


def _ask(
    statement: str, person_ids: Sequence[UUID], on: date | None = None, **more: object
) -> list[tuple[Any, ...]]:
    values: dict[str, Any] = {"association": current_association(), "ids": list(person_ids), "on": on, **more}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _own(column: str, make: Callable[[Any], Value] = str) -> ValuesOf:
    statement = (
        f"SELECT p.id, p.{column} FROM people_person p"  # noqa: S608
        " WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)"
    )

    def values(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
        found = _ask(statement, person_ids)
        return {person_id: make(value) for person_id, value in found if value not in (None, "")}

    return values


# The contact point to use first on a day: the preferred one, else the one known longest.
_CONTACTS = (
    "SELECT DISTINCT ON (c.person_id, c.kind) c.person_id, c.kind, c.value,"  # noqa: S608
    " coalesce(nullif(c.normalised, ''), c.value), c.street, c.postcode, c.place"
    " FROM people_contactpoint c"
    " WHERE c.association_id = %(association)s AND c.person_id = ANY (%(ids)s) AND c.kind = ANY (%(kinds)s)"
    f" AND {CONTACT_HOLDS} ORDER BY c.person_id, c.kind, c.is_preferred DESC, c.id"
)
# Of which kind of contact point a column shows something, and where that stands in a row of the above.
_SHOWN = {
    "email": ("EMAIL", 2),
    "phone": ("PHONE", 3),
    "street": ("POSTAL", 4),
    "postcode": ("POSTAL", 5),
    "place": ("POSTAL", 6),
}


def _contacts(
    person_ids: Sequence[UUID], viewer: Viewer, on: date, codes: Sequence[str]
) -> Mapping[str, Mapping[UUID, Value]]:
    shown: dict[str, dict[UUID, Value]] = {code: {} for code in codes}
    of_kind: dict[str, list[tuple[int, dict[UUID, Value]]]] = {}
    for code, values in shown.items():
        kind, place = _SHOWN[code]
        of_kind.setdefault(kind, []).append((place, values))
    for row in _ask(_CONTACTS, person_ids, on, kinds=list(of_kind)):
        for place, values in of_kind[row[1]]:
            if row[place]:
                values[row[0]] = row[place]
    return shown


def _contact(code: str) -> Column:
    def values(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
        return _contacts(person_ids, viewer, on, (code,))[code]

    return Column(code=code, values=values, together=_contacts, is_numeric=code == "postcode")


def _born(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    # Of whom only the year is known, the year; a text, as it is no quantity.
    return {person_id: born or str(year) for person_id, born, year in _births(person_ids) if born or year}


def _ages(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    return {
        person_id: age_on(on, born) if born else on.year - year
        for person_id, born, year in _births(person_ids)
        if (born or year) and (born is None or born <= on)
    }


def _births(person_ids: Sequence[UUID]) -> list[tuple[Any, ...]]:
    return _ask(
        "SELECT p.id, p.birth_date, coalesce(p.birth_year, 0) FROM people_person p"
        " WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)",
        person_ids,
    )


def _branches(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    found = _ask(
        "SELECT p.id, u.name FROM people_person p JOIN organisations_unit u"
        " ON u.association_id = p.association_id AND u.id = p.unit_id"
        " WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)",
        person_ids,
    )
    return {person_id: str(name) for person_id, name in found}


def _external_numbers(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    found = _ask(
        "SELECT e.person_id, array_agg(e.system || ' ' || e.number ORDER BY e.system, e.number)"
        " FROM people_externalnumber e"
        " WHERE e.association_id = %(association)s AND e.person_id = ANY (%(ids)s) GROUP BY e.person_id",
        person_ids,
    )
    return {person_id: tuple(numbers) for person_id, numbers in found}


COLUMNS = (
    Column(code="number", values=_own("member_number"), is_numeric=True),
    Column(code="unit", values=_branches),
    *(_contact(code) for code in _SHOWN),
    Column(code="born", values=_born, is_numeric=True),
    Column(code="age", values=_ages, is_numeric=True),
    Column(code="gender", values=_own("gender")),
    Column(code="language", values=_own("language")),
    Column(code="kind", values=_own("kind")),
    Column(code="external", values=_external_numbers),
    Column(
        code="changed",
        values=_own("changed_at", timezone.localdate),
        is_numeric=True,
    ),
)
