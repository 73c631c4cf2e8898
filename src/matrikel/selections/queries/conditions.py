"""A question about people as SQL, by the filters of all rooms."""

import re
from datetime import date
from typing import Any

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import (
    Asked,
    Condition,
    Filter,
    FilterKind,
    read_days,
    read_numbers,
)
from matrikel.selections.filters import filters_for
from matrikel.selections.rules import Question

EXACT_TO = 10_000
_PARAMETER = re.compile(r"%\((?!association\)|on\))(\w+)\)s")


def conditions_of(
    question: Question, *, on: date, viewer: Viewer, prefix: str = "f"
) -> tuple[str, dict[str, Any]]:
    """
    Return a condition on `people_person p`, with its parameters; two in one statement need two prefixes.

    A filter that the viewer may not use, or a value that says nothing, never widens the answer.

    :raises NotFound: there is no such filter for this viewer, or its value cannot be read.
    """
    day = question.on or on
    values: dict[str, Any] = {"association": current_association(), "on": day}
    parts = ["p.association_id = %(association)s"]
    if viewer.unit_ids is not None:
        parts.append("p.unit_id = ANY (%(scope)s)")
        values["scope"] = list(viewer.unit_ids)
    asked = {code: found for code, found in question.asked.items() if found}
    filters = filters_for(viewer, asked) if asked else {}
    for place, (code, wanted) in enumerate(asked.items()):
        if code not in filters or not (read := filters[code].read(wanted)):
            raise NotFound
        try:
            condition = filters[code].condition(_asked(filters[code], read, on=day, viewer=viewer))
        except ValueError as error:  # a code or an id that is none
            raise NotFound from error
        parts += _sql(condition, f"{prefix}{place}_", values)
    return " AND ".join(parts), values


def _asked(of: Filter, read: tuple[str, ...], *, on: date, viewer: Viewer) -> Asked:
    first_day, last_day = read_days(read[0]) if of.kind is FilterKind.DAYS else (None, None)
    first, last = read_numbers(read[0]) if of.kind is FilterKind.NUMBERS else (None, None)
    return Asked(
        values=read, on=on, viewer=viewer, first_day=first_day, last_day=last_day, first=first, last=last
    )


def _sql(condition: Condition, prefix: str, values: dict[str, Any]) -> list[str]:
    # Two filters may use the same name for a parameter.
    values |= {prefix + name: value for name, value in condition.values.items()}
    people, where = (_PARAMETER.sub(rf"%({prefix}\1)s", text) for text in (condition.people, condition.where))
    parts = []
    if people:
        if _are_few(people, values):
            parts.append(f"p.id = ANY (ARRAY({people}))")
        elif not where:
            parts.append(f"EXISTS ({people} AND w.person_id = p.id)")
    if where:
        parts.append(where)
        if condition.is_indexed:
            persons = f"SELECT p.id FROM people_person p WHERE p.association_id = %(association)s AND {where}"  # noqa: S608
            if _are_few(persons, values):
                parts[-1] = f"p.id = ANY (ARRAY({persons}))"
    return parts


def _are_few(people: str, values: dict[str, Any]) -> bool:
    # The planner expects matches to lie evenly along the alphabet and would walk a million people to find
    # that nobody lives in Kiruna. A few matches are therefore gathered first, many are met on the way.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({people} LIMIT {EXACT_TO + 1}) AS found", values)  # noqa: S608
        count: int = cursor.fetchone()[0]
    return count <= EXACT_TO
