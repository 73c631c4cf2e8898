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
from matrikel.selections.queries.order import Mark, walk_order
from matrikel.selections.queries.ways import find_way
from matrikel.selections.queries.words import EVERY_HIT, search_all
from matrikel.selections.rules import BY_NAME, Chosen, Question


def list_chosen(
    *, chosen: Chosen, on: date, viewer: Viewer, most: int = EVERY_HIT, without: Question | None = None
) -> list[UUID]:
    """
    Return the ids of up to `most` chosen people as the list stood, without those whom a question finds.

    Ids that the viewer does not see are left out in silence, as if they were not there.

    :raises NotFound: the question names a filter that this viewer does not have, or a value that says nothing.
    """
    if without is not None:
        chosen = _as_of(chosen, on, viewer)
    where, values = _chosen(chosen, on=on, viewer=viewer, most=most)
    if without is not None:
        apart = conditions_of(without, on=on, viewer=viewer, prefix="w")
        where, values = f"{where} AND NOT ({apart.where()})", {**apart.values, **values}
    return [mark.id for mark in walk_order(where, values, chosen.sort, None, most=most)]


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
    Yield the ids of all chosen people as the list stood, so many at a time.

    Each step asks anew, so that each may have its own transaction: it costs the same wherever it is in the order,
    and whoever comes or goes meanwhile is met or not.

    :raises NotFound: as `list_chosen`.
    """
    where, values = _chosen(chosen, on=on, viewer=viewer)
    mark: Mark | None = None
    while True:
        found = walk_order(where, values, chosen.sort, mark, most=rows)
        if found:
            yield [each.id for each in found]
        if len(found) < rows:
            return
        mark = found[-1]


def _as_of(chosen: Chosen, on: date, viewer: Viewer) -> Chosen:
    """People chosen as of another day, one by one: what is asked about them beside is asked for today."""
    if chosen.question is None or chosen.question.on in (None, on):
        return chosen
    return Chosen(ids=tuple(list_chosen(chosen=chosen, on=on, viewer=viewer)), sort=chosen.sort)


def _chosen(chosen: Chosen, *, on: date, viewer: Viewer, most: int = EVERY_HIT) -> tuple[str, dict[str, Any]]:
    """Whom somebody chose, as a condition on `p`; words that were searched are asked at once."""
    if chosen.question is None:
        return _among(chosen.ids, on, viewer)
    way = find_way(conditions_of(chosen.question, on=on, viewer=viewer))
    if patterns := search_patterns(chosen.question.search):
        left_out = set(chosen.ids)
        # The first in the alphabet are the first in no other order.
        wanted = most + len(left_out) if chosen.sort == BY_NAME else EVERY_HIT
        found = search_all(patterns, way, viewer, wanted)
        ids = [person_id for person_id in found if person_id not in left_out]
        return _among(ids, chosen.question.on or on, viewer)
    return f"{way.where} AND p.id <> ALL (%(left_out)s)", {**way.values, "left_out": list(chosen.ids)}


def _among(ids: Sequence[UUID], on: date, viewer: Viewer) -> tuple[str, dict[str, Any]]:
    where = "p.association_id = %(association)s AND p.id = ANY (%(ids)s)"
    values: dict[str, Any] = {"association": current_association(), "ids": list(ids), "on": on}
    if viewer.unit_ids is not None:
        where += " AND p.unit_id = ANY (%(scope)s)"
        values["scope"] = list(viewer.unit_ids)
    return where, values
