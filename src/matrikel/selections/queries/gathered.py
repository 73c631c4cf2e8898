"""A page of people who are gathered as a whole, because they are few, and how many they are: one question for both."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection


def gathered_page(
    where: str, values: Mapping[str, Any], mark_id: UUID | None, backwards: bool, rows: int
) -> tuple[list[UUID], bool, int]:
    """Return the ids of a page in alphabetical order, whether there are more, and how many there are on all pages."""
    direction = "DESC" if backwards else "ASC"
    beyond = ""
    if mark_id is not None:
        # A mark that is gone leads behind the last one, and so back to the beginning.
        mark = (
            "coalesce((SELECT k.sort_key FROM people_person k"
            " WHERE k.association_id = %(association)s AND k.id = %(mark)s), %(behind)s)"
        )
        beyond = f" WHERE (f.sort_key, f.id) {'<' if backwards else '>'} ({mark}, %(mark)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH found AS MATERIALIZED (SELECT p.id, p.sort_key FROM people_person p WHERE {where})"  # noqa: S608
            " SELECT counted.people, page.id FROM (SELECT count(*) AS people FROM found) AS counted LEFT JOIN"
            f" (SELECT f.id, f.sort_key FROM found f{beyond}"
            f" ORDER BY f.sort_key {direction}, f.id {direction} LIMIT %(rows)s) AS page ON true"
            f" ORDER BY page.sort_key {direction}, page.id {direction}",
            {**values, "mark": mark_id, "behind": "\U0010ffff", "rows": rows + 1},
        )
        found = cursor.fetchall()
    ids = [person_id for _people, person_id in found if person_id is not None]
    return ids[:rows], len(ids) > rows, found[0][0]
