"""How many: exact to ten thousand, then about."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.memberships import rules
from matrikel.selections.queries import conditions
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.rules import MEMBERS, Question


def count_people(*, question: Question, on: date, viewer: Viewer) -> tuple[int, bool]:
    """
    Return how many people a question finds (its words left aside), and whether that is about so many.

    :raises NotFound: as `conditions_of`.
    """
    where, values = conditions_of(question, on=on, viewer=viewer)
    return count_where(where, values, is_everybody=not question.is_narrowed)


def count_members(*, on: date, viewer: Viewer) -> tuple[int, bool]:
    """Return how many persons are members on a date, exact to 10,000, then about (and that it is about)."""
    return count_people(question=MEMBERS, on=on, viewer=viewer)


def count_where(where: str, values: dict[str, Any], *, is_everybody: bool = False) -> tuple[int, bool]:
    """Return how many people a condition keeps, and whether that is about so many."""
    statement = f"SELECT 1 FROM people_person p WHERE {where}"  # noqa: S608
    # How many belong to an association, the planner knows well: for the very large, nothing need be counted.
    expected = _expected(statement, values) if is_everybody else 0
    most = conditions.EXACT_TO
    if expected < 10 * most:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({statement} LIMIT {most + 1}) AS found", values)  # noqa: S608
            count: int = cursor.fetchone()[0]
        if count <= most:
            return count, False
        expected = expected or _expected(statement, values)
    return max(most, round(expected, -2)), True


def _expected(statement: str, values: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + statement, values)
        plan = cursor.fetchone()[0]
    return int((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])


def find_course(*, viewer: Viewer) -> rules.Course | None:
    """
    Return how the number of members has gone, or None where that would mean reading too much.

    Up to 10,000 people are read; a page that shows the answer costs the same however large an association grows.
    """
    where, values = conditions_of(Question(), on=date.min, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM people_person p WHERE {where}"  # noqa: S608
            f" LIMIT {conditions.EXACT_TO + 1}) AS found",
            values,
        )
        if cursor.fetchone()[0] > conditions.EXACT_TO:
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
