"""A page of people who are gathered as a whole, because they are few, and how many they are: one question for both."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.selections.queries.order import Mark, gathered, marked, one_after_the_other, stretches_of
from matrikel.selections.rules import Sort


def gathered_page(
    where: str, values: Mapping[str, Any], sort: Sort, mark: Mark | None, *, backwards: bool, rows: int
) -> tuple[list[UUID], bool, int]:
    """Return the ids of a page in an order, whether there are more, and how many there are on all pages."""
    steps, page = one_after_the_other(stretches_of(sort, mark, backwards=backwards), gathered)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT p.id FROM people_person p WHERE {where}), {steps}"  # noqa: S608
            f" SELECT counted.people, page.id FROM (SELECT count(*) AS people FROM found) AS counted LEFT JOIN {page}"
            " ON true ORDER BY page.place",
            {**values, **marked(mark), "most": rows + 1},
        )
        found = cursor.fetchall()
    ids = [person_id for _people, person_id in found if person_id is not None]
    return ids[:rows], len(ids) > rows, found[0][0]
