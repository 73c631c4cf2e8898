"""One page of whom a question means, along the alphabet or gathered, as the way to them says."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.scope import current_association
from matrikel.selections.queries.conditions import WITHIN
from matrikel.selections.queries.gathered import gathered_page
from matrikel.selections.queries.order import PERSON
from matrikel.selections.queries.ways import Way

# A mark is a person's id, so that no name stands in an address; its place in the alphabet is looked up.
MARK = "(SELECT k.sort_key FROM people_person k WHERE k.association_id = %(association)s AND k.id = %(mark)s)"


def find_page(
    way: Way, mark_id: UUID | None, *, backwards: bool, rows: int, language: str
) -> tuple[list[tuple[Any, ...]], bool, tuple[int, bool] | None]:
    """Return the people of a page, whether there are more, and how many there are where that became known."""
    if way.gathered is not None:
        return _gathered(way, way.where, mark_id, backwards, rows, language)
    beyond, values = "", {**way.values, "most": rows + 1, "budget": way.budget, "language": language}
    if mark_id is not None:
        beyond = f" AND (p.sort_key, p.id) {'<' if backwards else '>'} ({MARK}, %(mark)s)"
        values["mark"] = mark_id
    direction = "DESC" if backwards else "ASC"
    in_order = f" ORDER BY p.sort_key {direction}, p.id {direction}"
    along = f"FROM people_person p WHERE {WITHIN}{beyond}{in_order} LIMIT "
    found = f"SELECT p.id FROM people_person p WHERE {way.where}{beyond}"  # noqa: S608 - our own words only
    if way.budget:
        found = (
            f"SELECT p.id FROM (SELECT p.id, p.sort_key, {way.conditions.one_by_one()} AS is_meant"  # noqa: S608
            f" FROM (SELECT p.* {along}%(budget)s) AS p{in_order} OFFSET 0) AS p WHERE p.is_meant"
        )
    with connection.cursor() as cursor:
        cursor.execute(
            f"{PERSON} JOIN ({found}{in_order} LIMIT %(most)s) AS f ON f.id = p.id WHERE {WITHIN}{in_order}",
            values,
        )
        people = cursor.fetchall()
        if way.budget and len(people) <= rows:
            cursor.execute(f"SELECT 1 {along}1 OFFSET %(budget)s", values)
            if cursor.fetchone() is not None:
                # They lie further along the alphabet than they should: whoever is meant is gathered after all.
                return _gathered(way, way.conditions.where(way.otherwise), mark_id, backwards, rows, language)
    return people[:rows], len(people) > rows, None


def _gathered(
    way: Way, where: str, mark_id: UUID | None, backwards: bool, rows: int, language: str
) -> tuple[list[tuple[Any, ...]], bool, tuple[int, bool] | None]:
    ids, more, people = gathered_page(where, way.values, mark_id, backwards, rows)
    return people_of(ids, language), more, way.count or (people, False)


def people_of(person_ids: Sequence[UUID], language: str) -> list[tuple[Any, ...]]:
    """Return people in the order given; whoever is gone is left out."""
    if not person_ids:
        return []
    values: dict[str, Any] = {
        "association": current_association(),
        "ids": list(person_ids),
        "language": language,
    }
    with connection.cursor() as cursor:
        cursor.execute(f"{PERSON} WHERE p.association_id = %(association)s AND p.id = ANY (%(ids)s)", values)
        found = {person[0]: person for person in cursor.fetchall()}
    return [found[person_id] for person_id in person_ids if person_id in found]
