"""Who carries a tag of the association's list."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.people.filters.offers import Asked, Column, Condition, Filter, FilterKind, Option, Value
from matrikel.people.models import Tag


def _tags(_viewer: Viewer) -> Sequence[Option]:
    tags = Tag.objects.filter(association_id=current_association()).order_by("name_key", "id")
    return [Option(value=str(tag_id), label=name) for tag_id, name in tags.values_list("id", "name")]


def _carrying(asked: Asked) -> Condition:
    return Condition(
        people=(
            "SELECT w.person_id FROM people_persontag w WHERE w.association_id = %(association)s"
            " AND w.tag_id = ANY (%(tags)s)"
        ),
        values={"tags": asked.ids},
    )


def _names(person_ids: Sequence[UUID], viewer: Viewer, on: date) -> Mapping[UUID, Value]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.person_id, array_agg(t.name ORDER BY t.name_key, t.id) FROM people_persontag w"
            " JOIN people_tag t ON t.association_id = w.association_id AND t.id = w.tag_id"
            " WHERE w.association_id = %(association)s AND w.person_id = ANY (%(ids)s) GROUP BY w.person_id",
            {"association": current_association(), "ids": list(person_ids)},
        )
        return {person_id: tuple(names) for person_id, names in cursor.fetchall()}


TAG_FILTER = Filter(code="tag", kind=FilterKind.CHOICE, options=_tags, condition=_carrying)
TAG_COLUMN = Column(code="tags", values=_names)
