"""Whom somebody chose from a list, as ids."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.rules.records import search_patterns
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.words import EVERY_HIT, search_all
from matrikel.selections.rules import Chosen, Question


def list_chosen(*, chosen: Chosen, on: date, viewer: Viewer, most: int = EVERY_HIT) -> list[UUID]:
    """
    Return the ids of up to `most` chosen people in alphabetical order.

    Ids that the viewer does not see are left out in silence, as if they were not there.

    :raises NotFound: the question names a filter that this viewer does not have, or a value that says nothing.
    """
    if chosen.question is None:
        return _in_order(chosen.ids, viewer, most)
    left_out = set(chosen.ids)
    found = _found(chosen.question, on=on, viewer=viewer, most=most + len(left_out))
    return [person_id for person_id in found if person_id not in left_out][:most]


def count_chosen(*, chosen: Chosen, on: date, viewer: Viewer) -> int:
    """
    Return how many people are chosen, exactly.

    :raises NotFound: as `list_chosen`.
    """
    if chosen.question is None or chosen.question.search:
        return len(list_chosen(chosen=chosen, on=on, viewer=viewer))
    where, values = conditions_of(chosen.question, on=on, viewer=viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM people_person p WHERE {where} AND p.id <> ALL (%(left_out)s)",  # noqa: S608
            {**values, "left_out": list(chosen.ids)},
        )
        return int(cursor.fetchone()[0])


def _in_order(ids: Sequence[UUID], viewer: Viewer, most: int) -> list[UUID]:
    where, values = (
        "p.association_id = %(association)s AND p.id = ANY (%(ids)s)",
        {
            "association": current_association(),
            "ids": list(ids),
        },
    )
    if viewer.unit_ids is not None:
        where += " AND p.unit_id = ANY (%(scope)s)"
        values["scope"] = list(viewer.unit_ids)
    return _ordered(where, values, most)


def _found(question: Question, *, on: date, viewer: Viewer, most: int) -> list[UUID]:
    where, values = conditions_of(question, on=on, viewer=viewer)
    if patterns := search_patterns(question.search):
        return search_all(patterns, (where, values), viewer, most)
    return _ordered(where, values, most)


def _ordered(where: str, values: dict[str, Any], most: int) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id FROM people_person p WHERE {where} ORDER BY p.sort_key, p.id LIMIT %(most)s",  # noqa: S608
            {**values, "most": most},
        )
        return [row[0] for row in cursor.fetchall()]
