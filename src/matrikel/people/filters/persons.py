"""What is known of a person alone: branch, postcode, age, birthday, what is missing, language, kind, protection."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from matrikel.kernel.actors import Right, Viewer
from matrikel.organisations.queries import list_units
from matrikel.organisations.rules import LANGUAGES
from matrikel.people.filters.contacts import CONTACT_HOLDS
from matrikel.people.filters.offers import Asked, Condition, Filter, FilterKind, Option
from matrikel.people.models import ContactPoint, PersonKind, Protection
from matrikel.people.rules.genders import Gender

POSTCODES = re.compile(r"\s*([0-9A-Za-z ]{1,10}?)\s*(?:(?:[-–]|\.\.)\s*([0-9A-Za-z ]{1,10}?)\s*)?")
ANY_CONTACT = "ANY"
CONTACT = (
    "SELECT 1 FROM people_contactpoint c WHERE c.association_id = p.association_id AND c.person_id = p.id"  # noqa: S608
    f" AND {CONTACT_HOLDS}"
)

PERSONS = "SELECT q.association_id, q.id AS person_id, q.birth_date, q.is_deceased FROM people_person q"
"""People as a filter's `w`, for what is narrowed further."""


def _codes(*values: str) -> tuple[Option, ...]:
    return tuple(Option(value=value) for value in values)


def _branches(_viewer: Viewer) -> Sequence[Option]:
    language = (get_language() or "").split("-")[0]
    return [
        Option(value=str(unit.id), label=unit.name_in(language), depth=unit.depth) for unit in list_units()
    ]


def _in_branch(asked: Asked) -> Condition:
    units = with_branches_below(asked.ids)
    return Condition(where="p.unit_id = ANY (%(units)s)", is_indexed=True, values={"units": units})


def read_postcodes(text: str) -> str:
    """Return `67` or `67–69`, first and last as they begin; nothing for what is no postcode."""
    found = POSTCODES.fullmatch(text)
    if not found or not found[1]:
        return ""
    first, last = found[1].upper(), (found[2] or "").upper()
    return f"{first}–{last}" if last else first


def _in_postcodes(asked: Asked) -> Condition:
    first, _dash, last = asked.values[0].replace(" ", "").partition("–")
    return Condition(
        people=(
            "SELECT w.person_id FROM people_contactpoint w WHERE w.association_id = %(association)s"  # noqa: S608
            " AND w.kind = 'POSTAL' AND w.postcode >= %(first)s AND w.postcode < %(last)s"
            f" AND {CONTACT_HOLDS.replace('c.', 'w.')}"
        ),
        values={"first": first, "last": (last or first) + "\U0010ffff"},
    )


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=max(on.year - years, 1))
    except ValueError:  # 29 February
        return on.replace(year=max(on.year - years, 1), month=2, day=28)


def _aged(asked: Asked) -> Condition:
    # Of whom only the year is known counts with the age that is reached in the course of the year. The birth date
    # of a protected person stands nowhere in the open; the year does, for everybody to see.
    born_first = date.min if asked.last is None else _years_before(asked.on, asked.last + 1) + timedelta(1)
    born_last = date.max if asked.first is None else _years_before(asked.on, asked.first)
    return Condition(
        where=(
            "(p.birth_date >= %(born_first)s AND p.birth_date <= %(born_last)s OR p.birth_date IS NULL"
            " AND p.birth_year >= %(year_first)s AND p.birth_year <= %(year_last)s)"
        ),
        is_indexed=True,
        values={
            "born_first": born_first,
            "born_last": born_last,
            "year_first": 0 if asked.last is None else max(asked.on.year - asked.last, 0),
            "year_last": 9999 if asked.first is None else max(asked.on.year - asked.first, 0),
        },
    )


def _born_in_month(asked: Asked) -> Condition:
    return Condition(
        # Where hardly a birth date is known, those few are looked through.
        people=(
            f"SELECT w.person_id FROM ({PERSONS}) w WHERE w.association_id = %(association)s"  # noqa: S608
            " AND w.birth_date IS NOT NULL"
        ),
        where="extract(month FROM p.birth_date) = ANY (%(months)s)",
        values={"months": [int(value) for value in asked.values]},
    )


def _lacking(asked: Asked) -> Condition:
    kinds = [kind if kind == ANY_CONTACT else ContactPoint.Kind(kind).value for kind in asked.values]
    lacks = [
        f"NOT EXISTS ({CONTACT})" if kind == ANY_CONTACT else f"NOT EXISTS ({CONTACT} AND c.kind = '{kind}')"
        for kind in kinds
    ]
    # Nobody need look for the address of somebody who is protected; to whom that is not told, they look like others.
    told = "p.protection = 'NONE' AND " if asked.viewer.may(Right.PROTECTED_SEE) else ""
    return Condition(people=may_lack(*kinds), where=f"{told}({' OR '.join(lacks)})")


def may_lack(*kinds: str) -> str:
    """Return a statement of who may lack something of the kinds that rooms keep in people_lack."""
    any_of = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        "SELECT w.person_id FROM people_lack w"  # noqa: S608 - our own words only
        f" WHERE w.association_id = %(association)s AND w.what IN ({any_of})"
    )


def _speaking(asked: Asked) -> Condition:
    return Condition(
        where="p.language = ANY (%(languages)s)", is_indexed=True, values={"languages": list(asked.values)}
    )


def _of_gender(asked: Asked) -> Condition:
    return Condition(
        where="p.gender = ANY (%(genders)s)", is_indexed=True, values={"genders": list(asked.values)}
    )


def _of_kind(asked: Asked) -> Condition:
    return Condition(
        # Each kind by itself: the planner uses an index of one kind only where it reads that kind's name.
        where=" OR ".join(f"p.kind = '{PersonKind(kind).value}'" for kind in asked.values).join("()"),
        is_indexed=True,
    )


def _protected(asked: Asked) -> Condition:
    return Condition(
        where="p.protection = ANY (%(modes)s)", is_indexed=True, values={"modes": list(asked.values)}
    )


def _changed(asked: Asked) -> Condition:
    def instant(day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time.min))

    parts, values = [], {}
    if asked.first_day:
        parts.append("p.changed_at >= %(first)s")
        values["first"] = instant(asked.first_day)
    if asked.last_day and asked.last_day < date.max:
        parts.append("p.changed_at < %(last)s")
        values["last"] = instant(asked.last_day + timedelta(1))
    return Condition(where=" AND ".join(parts) or "true", is_indexed=True, values=values)


FILTERS = (
    Filter(code="unit", kind=FilterKind.CHOICE, options=_branches, condition=_in_branch),
    Filter(code="postcode", kind=FilterKind.TEXT, clean=read_postcodes, condition=_in_postcodes),
    Filter(code="age", kind=FilterKind.NUMBERS, condition=_aged),
    Filter(
        code="birth_month",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _codes(*(str(month) for month in range(1, 13))),
        condition=_born_in_month,
    ),
    Filter(
        code="missing",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _codes(*ContactPoint.Kind.values, ANY_CONTACT),
        condition=_lacking,
    ),
    Filter(
        code="language",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _codes(*LANGUAGES),
        condition=_speaking,
    ),
    Filter(
        code="gender", kind=FilterKind.CHOICE, options=lambda _viewer: _codes(*Gender), condition=_of_gender
    ),
    Filter(
        code="kind",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _codes(*PersonKind.values),
        condition=_of_kind,
    ),
    Filter(code="changed", kind=FilterKind.DAYS, condition=_changed),
    Filter(
        code="protection",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: _codes(*(mode for mode in Protection.values if mode != Protection.NONE)),
        condition=_protected,
        right=Right.PROTECTED_SEE,
    ),
)


def with_branches_below(unit_ids: Sequence[UUID]) -> list[UUID]:
    """Return branches with all that lie below them."""
    wanted = set(unit_ids)
    for unit in list_units():  # parents come before their children
        if unit.parent_id in wanted:
            wanted.add(unit.id)
    return sorted(wanted)
