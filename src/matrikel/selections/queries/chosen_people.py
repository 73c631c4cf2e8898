"""Whom somebody chose from a list, as ids."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.rules.records import search_patterns
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.ways import find_way
from matrikel.selections.queries.words import EVERY_HIT, search_all
from matrikel.selections.rules import Chosen, Question


def list_chosen(
    *, chosen: Chosen, on: date, viewer: Viewer, most: int = EVERY_HIT, without: Question | None = None
) -> list[UUID]:
    """
    Return the ids of up to `most` chosen people in alphabetical order, without those whom a question finds.

    Ids that the viewer does not see are left out in silence, as if they were not there.

    :raises NotFound: the question names a filter that this viewer does not have, or a value that says nothing.
    """
    if without is not None:
        chosen = _as_of(chosen, on, viewer)
    where, values = _chosen(chosen, on=on, viewer=viewer, most=most)
    if without is not None:
        apart = conditions_of(without, on=on, viewer=viewer, prefix="w")
        where, values = f"{where} AND NOT ({apart.where()})", {**apart.values, **values}
    return _ordered(where, values, most)


def count_chosen(*, chosen: Chosen, on: date, viewer: Viewer, among: Question | None = None) -> int:
    """
    Return how many people are chosen, exactly; with `among`, how many of those whom a question finds.

    :raises NotFound: as `list_chosen`.
    """
    if among is not None:
        chosen = _as_of(chosen, on, viewer)
    where, values = _chosen(chosen, on=on, viewer=viewer)
    if among is not None:
        only = conditions_of(among, on=on, viewer=viewer, prefix="w")
        where, values = f"{where} AND {only.where()}", {**only.values, **values}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM people_person p WHERE {where}", values)  # noqa: S608
        return int(cursor.fetchone()[0])


def count_where_chosen(
    *, chosen: Chosen, on: date, viewer: Viewer, where: str, values: Mapping[str, Any]
) -> int:
    """
    Return for how many of the chosen people a condition on `people_person p` holds, too.

    :raises NotFound: as `list_chosen`.
    """
    among, whom = _chosen(chosen, on=on, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM people_person p WHERE {among} AND {where}",  # noqa: S608
            {"on": on, **whom, **values},
        )
        return int(cursor.fetchone()[0])


def walk_chosen(*, chosen: Chosen, on: date, viewer: Viewer, rows: int) -> Iterator[list[UUID]]:
    """
    Yield the ids of all chosen people in alphabetical order, so many at a time.

    Each step asks anew, so that each may have its own transaction: it costs the same wherever it is in the alphabet,
    and whoever comes or goes meanwhile is met or not.

    :raises NotFound: as `list_chosen`.
    """
    where, values = _chosen(chosen, on=on, viewer=viewer)
    values, after = {**values, "rows": rows}, ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT p.id, p.sort_key FROM people_person p WHERE {where}{after}"  # noqa: S608
                " ORDER BY p.sort_key, p.id LIMIT %(rows)s",
                values,
            )
            found = cursor.fetchall()
        if found:
            yield [row[0] for row in found]
        if len(found) < rows:
            return
        after = " AND (p.sort_key, p.id) > (%(key)s, %(mark)s)"
        values |= {"mark": found[-1][0], "key": found[-1][1]}


def _as_of(chosen: Chosen, on: date, viewer: Viewer) -> Chosen:
    """People chosen as of another day, one by one: what is asked about them beside is asked for today."""
    if chosen.question is None or chosen.question.on in (None, on):
        return chosen
    return Chosen(ids=tuple(list_chosen(chosen=chosen, on=on, viewer=viewer)))


def _chosen(chosen: Chosen, *, on: date, viewer: Viewer, most: int = EVERY_HIT) -> tuple[str, dict[str, Any]]:
    """Whom somebody chose, as a condition on `p`; words that were searched are asked at once."""
    if chosen.question is None:
        return _among(chosen.ids, viewer)
    way = find_way(conditions_of(chosen.question, on=on, viewer=viewer))
    if patterns := search_patterns(chosen.question.search):
        left_out = set(chosen.ids)
        found = search_all(patterns, way, viewer, most + len(left_out))
        return _among([person_id for person_id in found if person_id not in left_out], viewer)
    return f"{way.where} AND p.id <> ALL (%(left_out)s)", {**way.values, "left_out": list(chosen.ids)}


def _among(ids: Sequence[UUID], viewer: Viewer) -> tuple[str, dict[str, Any]]:
    where = "p.association_id = %(association)s AND p.id = ANY (%(ids)s)"
    values: dict[str, Any] = {"association": current_association(), "ids": list(ids)}
    if viewer.unit_ids is not None:
        where += " AND p.unit_id = ANY (%(scope)s)"
        values["scope"] = list(viewer.unit_ids)
    return where, values


def _ordered(where: str, values: dict[str, Any], most: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id FROM people_person p WHERE {where} ORDER BY p.sort_key, p.id LIMIT %(most)s",  # noqa: S608
            {**values, "most": most},
        )
        return [row[0] for row in cursor.fetchall()]
