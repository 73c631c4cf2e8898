"""Who lives with whom and who answers for whom: filters and columns for lists of people."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import (
    Asked,
    Column,
    Condition,
    Filter,
    FilterKind,
    Offer,
    Option,
    Value,
)
from matrikel.relations.rules.guardianship import AGE_OF_MAJORITY

_HOLDS = "(w.starts_on IS NULL OR w.starts_on <= %(on)s) AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
_LIVES = (
    "SELECT w.person_id FROM relations_householdmember w"  # noqa: S608 - our own words only
    f" WHERE w.association_id = %(association)s AND {_HOLDS}"
)
# Of whom only the year is known, the youngest that the person can be decides, as rules.is_of_age does.
_MAYBE_CHILD = (
    f"coalesce({{0}}.birth_date > (%(on)s::date - interval '{AGE_OF_MAJORITY} years')::date,"
    f" {{0}}.birth_year >= extract(year FROM %(on)s::date) - {AGE_OF_MAJORITY}, {{1}})"
)
_IS_CHILD = _MAYBE_CHILD.format("p", "false")
# Of whom nothing is known, a guardian who is written down answers.
_CAN_BE_CHILD = _MAYBE_CHILD.format("c", "true")
_GUARDED = (
    "SELECT w.person_id FROM relations_guardian w"  # noqa: S608 - our own words only
    f" WHERE w.association_id = %(association)s AND {_HOLDS}"
    " AND (w.kind = 'LEGAL' OR EXISTS (SELECT 1 FROM people_person c"
    f" WHERE c.association_id = w.association_id AND c.id = w.person_id AND {_CAN_BE_CHILD}))"
)
_GUARDS = (
    "SELECT w.guardian_id AS person_id FROM relations_guardian w"  # noqa: S608 - our own words only
    f" WHERE w.association_id = %(association)s AND {_HOLDS}"
    " AND (w.kind = 'LEGAL' OR EXISTS (SELECT 1 FROM people_person c"
    f" WHERE c.association_id = w.association_id AND c.id = w.person_id AND {_CAN_BE_CHILD}))"
)
_PAID_FOR = (
    "SELECT w.person_id FROM relations_payer w"  # noqa: S608
    f" WHERE w.association_id = %(association)s AND {_HOLDS}"
)


def _open(asked: Asked) -> str:
    """Whoever is protected must not be found by whom they live with, or who answers for them."""
    return "" if asked.viewer.may(Right.PROTECTED_SEE) else " AND p.protection = 'NONE'"


def _among(people: str) -> str:
    return f"EXISTS ({people} AND w.person_id = p.id)"


def _first_of(people: Mapping[str, str], values: Sequence[str]) -> str:
    """Return who could be meant by any of the values, if an index knows it of each."""
    if not all(value in people for value in values):
        return ""
    among = " UNION ALL ".join(
        f"SELECT w.association_id, {people[value][len('SELECT ') :]}" for value in values
    )
    return f"SELECT w.person_id FROM ({among}) w WHERE w.association_id = %(association)s"  # noqa: S608


_HOME = "home"
_HOME_CONDITIONS = {
    "any": _among(_LIVES),
    "none": f"NOT {_among(_LIVES)}",
    # One has at most one first home at a time.
    "two": (
        f"{_among(_LIVES + ' AND NOT w.is_primary')}"  # noqa: S608
        f" AND (SELECT count(*) FROM ({_LIVES} AND w.person_id = p.id) AS homes) > 1"
    ),
}
_HOME_PEOPLE = {"any": _LIVES, "two": f"{_LIVES} AND NOT w.is_primary"}


def _household(asked: Asked) -> Condition:
    parts = [f"({_HOME_CONDITIONS[value]})" for value in asked.values]
    return Condition(
        people=_first_of(_HOME_PEOPLE, asked.values),
        where=f"({' OR '.join(parts)}){_open(asked)}",
        takes="" if "none" in asked.values else _HOME,
        shuns=_HOME if set(asked.values) == {"none"} else "",
    )


_GUARDIAN_CONDITIONS = {
    "has": _among(_GUARDED),
    "child_without": f"p.kind = 'NATURAL' AND NOT p.is_deceased AND {_IS_CHILD} AND NOT {_among(_GUARDED)}",
    "is": f"EXISTS ({_GUARDS} AND w.guardian_id = p.id)",
}
_GUARDIAN_PEOPLE = {
    "has": _GUARDED,
    "child_without": (
        "SELECT w.person_id FROM (SELECT q.association_id, q.id AS person_id, q.birth_date, q.birth_year"  # noqa: S608
        " FROM people_person q) w WHERE w.association_id = %(association)s"
        f" AND (w.birth_date > (%(on)s::date - interval '{AGE_OF_MAJORITY} years')::date"
        f" OR w.birth_date IS NULL AND w.birth_year >= extract(year FROM %(on)s::date) - {AGE_OF_MAJORITY})"
    ),
    "is": _GUARDS,
}


def _guardian(asked: Asked) -> Condition:
    parts = [f"({_GUARDIAN_CONDITIONS[value]})" for value in asked.values]
    return Condition(
        people=_first_of(_GUARDIAN_PEOPLE, asked.values), where=f"({' OR '.join(parts)}){_open(asked)}"
    )


_PAYS = (
    "SELECT w.payer_id AS person_id FROM relations_payer w"  # noqa: S608
    f" WHERE w.association_id = %(association)s AND {_HOLDS}"
)
_PAYER_CONDITIONS = {"has": _among(_PAID_FOR), "is": f"EXISTS ({_PAYS} AND w.payer_id = p.id)"}
_PAYER_PEOPLE = {"has": _PAID_FOR, "is": _PAYS}


def _payer(asked: Asked) -> Condition:
    parts = [_PAYER_CONDITIONS[value] for value in asked.values]
    return Condition(
        people=_first_of(_PAYER_PEOPLE, asked.values), where=f"({' OR '.join(parts)}){_open(asked)}"
    )


# The largest of a person's homes, protected people not counted: a size must not tell of them.
_SIZE = (
    "(SELECT max((SELECT count(*) FROM relations_householdmember o"  # noqa: S608
    " JOIN people_person q ON q.association_id = o.association_id AND q.id = o.person_id"
    " AND q.protection = 'NONE'"
    " WHERE o.association_id = w.association_id AND o.household_id = w.household_id"
    " AND (o.starts_on IS NULL OR o.starts_on <= %(on)s) AND (o.ends_on IS NULL OR o.ends_on > %(on)s)))"
    " FROM relations_householdmember w WHERE w.association_id = %(association)s"
    f" AND w.person_id = p.id AND {_HOLDS})"
)
# Homes with so many names at some time or other: more than live there, and never fewer.
_IN_LARGE = (
    "SELECT w.person_id FROM relations_householdmember w WHERE w.association_id = %(association)s"
    " AND w.household_id = ANY (ARRAY(SELECT o.household_id FROM relations_householdmember o"
    " WHERE o.association_id = %(association)s GROUP BY o.household_id HAVING count(*) >= %(first)s))"
)


def _household_size(asked: Asked) -> Condition:
    first, last = asked.first or 1, asked.last if asked.last is not None else 1_000
    return Condition(
        people=_IN_LARGE,
        where=f"{_SIZE} BETWEEN %(first)s AND %(last)s{_open(asked)}",
        is_whole=True,
        takes=_HOME,
        values={"first": first, "last": last},
    )


def _choices(*codes: str) -> Sequence[Option]:
    return [Option(value=code) for code in codes]


FILTERS = (
    Filter(
        code="household",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _choices("any", "none", "two"),
        condition=_household,
    ),
    Filter(code="household_size", kind=FilterKind.NUMBERS, condition=_household_size),
    Filter(
        code="guardian",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _choices("has", "child_without", "is"),
        condition=_guardian,
    ),
    Filter(
        code="payer", kind=FilterKind.CHOICE, options=lambda _viewer: _choices("has", "is"), condition=_payer
    ),
)

_SHOWN = (
    "coalesce(nullif(p.preferred_name, ''), p.given_name) || ' ' ||"
    " CASE WHEN p.family_name_prefix = '' THEN '' ELSE p.family_name_prefix || ' ' END || p.family_name"
)


def _others(statement: str, person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    # Names of protected people stay out of lists, and so do lists about them.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.person_id, array_agg(DISTINCT r.name ORDER BY r.name)"  # noqa: S608 - our own words only
            f" FROM ({statement}) AS r JOIN people_person me ON me.association_id = %(association)s"
            " AND me.id = r.person_id AND me.protection = 'NONE' GROUP BY r.person_id",
            {
                "association": current_association(),
                "ids": list(person_ids),
                "on": on,
                "scope": _scope(viewer),
            },
        )
        return {person_id: tuple(name.strip() for name in found) for person_id, found in cursor.fetchall()}


def _scope(viewer: Viewer) -> list[UUID] | None:
    return list(viewer.unit_ids) if viewer.unit_ids is not None else None


_SEEN = "p.protection = 'NONE' AND (%(scope)s::uuid[] IS NULL OR p.unit_id = ANY (%(scope)s::uuid[]))"


def _housemates(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    return _others(
        f"SELECT w.person_id, {_SHOWN} AS name FROM relations_householdmember w"  # noqa: S608
        " JOIN relations_householdmember o ON o.association_id = w.association_id"
        " AND o.household_id = w.household_id AND o.person_id <> w.person_id"
        " AND (o.starts_on IS NULL OR o.starts_on <= %(on)s) AND (o.ends_on IS NULL OR o.ends_on > %(on)s)"
        f" JOIN people_person p ON p.association_id = o.association_id AND p.id = o.person_id AND {_SEEN}"
        f" WHERE w.association_id = %(association)s AND w.person_id = ANY (%(ids)s) AND {_HOLDS}",
        person_ids,
        viewer,
        on,
    )


def _guardians(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    return _others(
        f"SELECT w.person_id, {_SHOWN} AS name FROM relations_guardian w"  # noqa: S608
        f" JOIN people_person p ON p.association_id = w.association_id AND p.id = w.guardian_id AND {_SEEN}"
        " JOIN people_person c ON c.association_id = w.association_id AND c.id = w.person_id"
        f" WHERE w.association_id = %(association)s AND w.person_id = ANY (%(ids)s) AND {_HOLDS}"
        f" AND (w.kind = 'LEGAL' OR {_CAN_BE_CHILD})",
        person_ids,
        viewer,
        on,
    )


def _payers(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    return _others(
        f"SELECT w.person_id, {_SHOWN} AS name FROM relations_payer w"  # noqa: S608
        f" JOIN people_person p ON p.association_id = w.association_id AND p.id = w.payer_id AND {_SEEN}"
        f" WHERE w.association_id = %(association)s AND w.person_id = ANY (%(ids)s) AND {_HOLDS}",
        person_ids,
        viewer,
        on,
    )


def _sizes(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.person_id, max(s.size) FROM (SELECT w.person_id, count(*) AS size"
            " FROM relations_householdmember w"
            " JOIN people_person me ON me.association_id = w.association_id AND me.id = w.person_id"
            "   AND me.protection = 'NONE'"
            " JOIN relations_householdmember o ON o.association_id = w.association_id"
            "   AND o.household_id = w.household_id"
            "   AND (o.starts_on IS NULL OR o.starts_on <= %(on)s) AND (o.ends_on IS NULL OR o.ends_on > %(on)s)"
            " JOIN people_person p ON p.association_id = o.association_id AND p.id = o.person_id"
            "   AND p.protection = 'NONE'"
            " WHERE w.association_id = %(association)s AND w.person_id = ANY (%(ids)s)"
            "   AND (w.starts_on IS NULL OR w.starts_on <= %(on)s) AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
            " GROUP BY w.person_id, w.household_id) AS s GROUP BY s.person_id",
            {"association": current_association(), "ids": list(person_ids), "on": on},
        )
        return dict(cursor.fetchall())


COLUMNS = (
    Column(code="housemates", values=_housemates),
    Column(code="household_size", values=_sizes, is_numeric=True),
    Column(code="guardians", values=_guardians),
    Column(code="payer", values=_payers),
)

OFFER = Offer(filters=FILTERS, columns=COLUMNS)
