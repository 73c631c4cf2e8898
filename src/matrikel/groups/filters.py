"""In which groups people take which part: filters and columns for lists of people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.groups.rules import Part
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import Asked, Column, Condition, Filter, FilterKind, Offer, Option, Value

MOST_GROUPS = 500

# A group tells where somebody can be found: a protected person is in one only for whoever may know of the protection.
TAKES_PART = (
    "SELECT w.person_id FROM groups_participation w WHERE w.association_id = %(association)s"
    " AND w.starts_on <= %(on)s AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
)
SEEN = (
    " AND (%(may_reveal)s OR NOT EXISTS (SELECT 1 FROM people_person h WHERE h.association_id = w.association_id"
    " AND h.id = w.person_id AND h.protection <> 'NONE'))"
)
WITHIN = (
    " AND (%(scope)s::uuid[] IS NULL OR EXISTS (SELECT 1 FROM groups_group g"
    " WHERE g.association_id = w.association_id AND g.id = w.group_id AND g.unit_id = ANY (%(scope)s)))"
)


def _scope(viewer: Viewer) -> dict[str, Any]:
    return {
        "scope": list(viewer.unit_ids) if viewer.unit_ids is not None else None,
        "may_reveal": viewer.may(Right.PROTECTED_SEE),
    }


def _groups(viewer: Viewer) -> Sequence[Option]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.id, w.name, w.season FROM groups_group w WHERE w.association_id = %(association)s"
            " AND (%(scope)s::uuid[] IS NULL OR w.unit_id = ANY (%(scope)s))"
            " ORDER BY w.ends_on IS NOT NULL, w.sort_key, w.id LIMIT %(most)s",
            {"association": current_association(), "most": MOST_GROUPS, **_scope(viewer)},
        )
        return [
            Option(value=str(group_id), label=f"{name} {season}".strip())
            for group_id, name, season in cursor.fetchall()
        ]


def _in_group(asked: Asked) -> Condition:
    return Condition(
        people=f"{TAKES_PART} AND w.group_id = ANY (%(groups)s){SEEN}{WITHIN}",
        values={"groups": asked.ids, **_scope(asked.viewer)},
    )


def _takes_part(asked: Asked) -> Condition:
    parts = [value for value in asked.values if value in set(Part)]
    return Condition(
        people=f"{TAKES_PART} AND w.part = ANY (%(parts)s){SEEN}{WITHIN}",
        values={"parts": parts, **_scope(asked.viewer)},
    )


def _names(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.person_id, array_agg(DISTINCT n.name) FROM groups_participation w"  # noqa: S608
            " JOIN groups_group n ON n.association_id = w.association_id AND n.id = w.group_id"
            " WHERE w.association_id = %(association)s AND w.person_id = ANY (%(people)s)"
            " AND w.starts_on <= %(on)s AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
            f"{SEEN}{WITHIN} GROUP BY w.person_id",
            {
                "association": current_association(),
                "people": list(person_ids),
                "on": on,
                **_scope(viewer),
            },
        )
        return {person_id: tuple(found) for person_id, found in cursor.fetchall()}


FILTERS = (
    Filter(code="group", kind=FilterKind.CHOICE, options=_groups, condition=_in_group),
    Filter(
        code="part",
        kind=FilterKind.CHOICE,
        options=lambda _viewer: [Option(value=part.value) for part in Part],
        condition=_takes_part,
    ),
)

COLUMNS = (Column(code="groups", values=_names),)

OFFER = Offer(filters=FILTERS, columns=COLUMNS)
