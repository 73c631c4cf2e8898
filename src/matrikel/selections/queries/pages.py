"""One page of whom a question means, along an order or gathered, as the way to them says."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.asking import Ask
from matrikel.kernel.scope import current_association
from matrikel.selections.queries.conditions import WITHIN, Conditions
from matrikel.selections.queries.gathered import gathered_page
from matrikel.selections.queries.order import (
    PERSON,
    Mark,
    is_cut,
    marked,
    met,
    one_after_the_other,
    stretches_of,
    walked,
)
from matrikel.selections.queries.ways import Way
from matrikel.selections.rules import Sort


def find_page(
    way: Way, sort: Sort, mark: Mark | None, *, backwards: bool, rows: int, language: str
) -> tuple[list[tuple[Any, ...]], bool, tuple[int, bool] | None]:
    """Return the people of a page, whether there are more, and how many there are where that became known."""
    if way.gathered is not None:
        return _gathered(way, way.where, sort, mark, backwards, rows, language)
    stretches = stretches_of(sort, mark, backwards=backwards)
    steps, page = one_after_the_other(
        stretches,
        lambda each: walked(each, way.conditions) if way.budget else met(each, way.where),
    )
    values = {**way.values, **_for_a_page(mark, rows, language), "budget": way.budget}
    people = Ask(statement=_of(steps, page), values=values, read=list).answer()
    if way.budget and len(people) <= rows:
        with connection.cursor() as cursor:
            cursor.execute(is_cut(stretches), values)
            if cursor.fetchone()[0]:
                # They lie further along the order than they should: whoever is meant is gathered after all.
                where = way.conditions.where(way.otherwise)
                return _gathered(way, where, sort, mark, backwards, rows, language)
    return people[:rows], len(people) > rows, None


def ask_page_of_everybody(
    asked: Conditions, sort: Sort, mark: Mark | None, *, backwards: bool, rows: int, language: str
) -> Ask[tuple[list[tuple[Any, ...]], bool]]:
    """Ask for the people of a page and whether there are more, where no filter is on: there is but one way."""
    stretches = stretches_of(sort, mark, backwards=backwards)
    steps, page = one_after_the_other(stretches, lambda each: met(each, asked.where()))
    return Ask(
        statement=_of(steps, page),
        values={**asked.values, **_for_a_page(mark, rows, language)},
        read=lambda people: (people[:rows], len(people) > rows),
    )


def _of(steps: str, page: str) -> str:
    return f"WITH {steps} {PERSON} JOIN {page} ON page.id = p.id WHERE {WITHIN} ORDER BY page.place"


def _for_a_page(mark: Mark | None, rows: int, language: str) -> dict[str, Any]:
    return {**marked(mark), "most": rows + 1, "language": language}


def _gathered(
    way: Way, where: str, sort: Sort, mark: Mark | None, backwards: bool, rows: int, language: str
) -> tuple[list[tuple[Any, ...]], bool, tuple[int, bool] | None]:
    ids, more, people = gathered_page(where, way.values, sort, mark, backwards=backwards, rows=rows)
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
    return [person for person in map(found.get, person_ids) if person is not None]
