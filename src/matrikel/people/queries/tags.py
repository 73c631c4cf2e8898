"""Questions about tags: the association's list, and what persons carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.asking import Ask, Rows
from matrikel.kernel.scope import current_association
from matrikel.people.models import PersonTag, Tag

COUNTED_TO = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRow:
    """A tag of the association's list."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTag:
    """A tag and how many persons within reach carry it: exact to 10,000, then about."""

    id: UUID
    name: str
    count: int
    count_is_about: bool


def list_tags() -> list[TagRow]:
    """Return the association's tags in order of name."""
    tags = Tag.objects.filter(association_id=current_association()).order_by("name_key", "id")
    return [TagRow(id=tag.id, name=tag.name) for tag in tags]


def tags_around(*, person_id: UUID) -> Ask[tuple[list[TagRow], list[TagRow]]]:
    """Ask for the association's tags in order of name: those that a person carries, and the others."""

    def read(rows: Rows) -> tuple[list[TagRow], list[TagRow]]:
        carried: list[TagRow] = []
        others: list[TagRow] = []
        for tag_id, name, is_carried in rows:
            (carried if is_carried else others).append(TagRow(id=tag_id, name=name))
        return carried, others

    return Ask(
        statement=(
            "SELECT t.id, t.name, EXISTS (SELECT 1 FROM people_persontag w WHERE w.association_id = t.association_id"
            " AND w.tag_id = t.id AND w.person_id = %(person)s)"
            " FROM people_tag t WHERE t.association_id = %(association)s ORDER BY t.name_key, t.id"
        ),
        values={"association": current_association(), "person": person_id},
        read=read,
    )


def list_counted_tags(*, viewer: Viewer) -> list[CountedTag]:
    """Return the association's tags in order of name, each with how many carry it; one query, however many do."""
    within = "" if viewer.unit_ids is None else " AND p.unit_id = ANY (%(units)s)"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.id, t.name, (SELECT count(*) FROM (SELECT 1 FROM people_persontag w"  # noqa: S608
            + (
                " JOIN people_person p ON p.association_id = w.association_id AND p.id = w.person_id"
                if within
                else ""
            )
            + f" WHERE w.association_id = t.association_id AND w.tag_id = t.id{within}"
            " LIMIT %(most)s) AS found) FROM people_tag t"
            " WHERE t.association_id = %(association)s ORDER BY t.name_key, t.id",
            {
                "association": current_association(),
                "units": list(viewer.unit_ids or ()),
                "most": COUNTED_TO + 1,
            },
        )
        return [
            CountedTag(id=tag_id, name=name, count=min(count, COUNTED_TO), count_is_about=count > COUNTED_TO)
            for tag_id, name, count in cursor.fetchall()
        ]


def list_tags_of(*, person_ids: Sequence[UUID]) -> dict[UUID, list[TagRow]]:
    """Return the tags of persons in order of name, by person; one query for all of them."""
    carried = (
        PersonTag.objects.filter(association_id=current_association(), person_id__in=list(person_ids))
        .order_by("tag__name_key", "tag_id")
        .values_list("person_id", "tag_id", "tag__name")
    )
    found: dict[UUID, list[TagRow]] = {}
    for person_id, tag_id, name in carried:
        found.setdefault(person_id, []).append(TagRow(id=tag_id, name=name))
    return found
