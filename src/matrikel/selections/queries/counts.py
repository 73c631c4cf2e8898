"""How many: exact to ten thousand, then about."""

from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.memberships import rules
from matrikel.selections.queries import conditions
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.ways import Way, find_way
from matrikel.selections.rules import MEMBERS, Question


def count_people(*, question: Question, on: date, viewer: Viewer) -> tuple[int, bool]:
    """
    Return how many people a question finds (its words left aside), and whether that is about so many.

    :raises NotFound: as `conditions_of`.
    """
    return count_way(find_way(conditions_of(question, on=on, viewer=viewer)))


def count_members(*, on: date, viewer: Viewer) -> tuple[int, bool]:
    """Return how many persons are members on a date, exact to 10,000, then about (and that it is about)."""
    return count_people(question=MEMBERS, on=on, viewer=viewer)


def count_way(way: Way) -> tuple[int, bool]:
    """Return how many people are found in a way, and whether that is about so many."""
    return way.count or ask_count(way).answer()


def ask_count(way: Way) -> Ask[tuple[int, bool]]:
    """Ask how many people are found in a way that does not say so itself, and whether that is about so many."""
    most = conditions.EXACT_TO

    def read(rows: Rows) -> tuple[int, bool]:
        count: int = rows[0][0]
        return (count, False) if count <= most else (max(most, way.expected), True)

    return Ask(
        statement=f"SELECT count(*) FROM ({_everybody(way)} LIMIT {most + 1}) AS found",  # noqa: S608 - our own words
        values=dict(way.values),
        read=read,
    )


def _everybody(way: Way) -> str:
    """Return a statement of all whom a way finds, one row each."""
    part = way.gathered or way.otherwise
    if part is not None and part.decides and len(way.conditions.parts) == 1:
        # What an index knows need not be looked up among the people again.
        return f"SELECT DISTINCT w.id FROM ({part.among}) AS w(id)"  # noqa: S608 - our own words only
    return f"SELECT 1 FROM people_person p WHERE {way.conditions.where(part)}"  # noqa: S608


def find_course(*, viewer: Viewer) -> rules.Course | None:
    """
    Return how the number of members has gone, or None where that would mean reading too much.

    Up to 10,000 people are read; a page that shows the answer costs the same however large an association grows.
    """
    asked = conditions_of(Question(), on=date.min, viewer=viewer)
    where, values = asked.where(), dict(asked.values)
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
