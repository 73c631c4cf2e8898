"""One page of people in an order: by keyset along one index, whichever way it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.selections.rules import Sort, SortBy

KEYS = {
    SortBy.NAME: "sort_key",
    SortBy.NUMBER: "number_key",
    SortBy.BORN: "born_by",
    SortBy.CHANGED: "changed_at",
}
ALWAYS_THERE = (SortBy.NAME, SortBy.CHANGED)

PERSON = (
    "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"
    " coalesce(p.member_number, ''), p.protection, p.is_deceased, p.deceased_on,"
    " coalesce(u.names->>%(language)s, u.name, ''), p.audit_subject"
    " FROM people_person p LEFT JOIN organisations_unit u"
    " ON u.association_id = p.association_id AND u.id = p.unit_id"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """People who follow upon one another along the index: those who have a key, or those who have none."""

    condition: str
    order: str


def read_page(
    where: str,
    values: dict[str, Any],
    sort: Sort,
    mark_id: UUID | None,
    *,
    backwards: bool,
    rows: int,
    language: str = "",
) -> tuple[list[tuple[Any, ...]], bool]:
    """
    Return the people after a mark (before it, read backwards, the nearest first), and whether there are more.

    A mark is a person's id, so that no name stands in an address; its place in the order is looked up.
    """
    key = KEYS[sort.by]
    mark = None
    if mark_id is not None:
        # A mark that is gone begins at the beginning, as no page would follow upon it.
        mark = _key_of(mark_id, key, values)
        if mark is None:
            return [], False
        values = {**values, "mark": mark_id, "mark_key": mark[0]}
    parts = _parts(sort, key, mark, backwards=backwards)
    statement = _statement(where, parts)
    with connection.cursor() as cursor:
        cursor.execute(statement, {**values, "most": rows + 1, "language": language})
        people = cursor.fetchall()
    return people[:rows], len(people) > rows


def _key_of(mark_id: UUID, key: str, values: dict[str, Any]) -> tuple[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.{key} FROM people_person p WHERE p.association_id = %(association)s AND p.id = %(mark)s",  # noqa: S608
            {**values, "mark": mark_id},
        )
        found: tuple[Any] | None = cursor.fetchone()
    return found


def _parts(sort: Sort, key: str, mark: tuple[Any] | None, *, backwards: bool) -> Sequence[_Part]:
    is_down = sort.is_descending != backwards
    way, beyond = ("DESC", "<") if is_down else ("ASC", ">")
    with_key = _Part(f"p.{key} IS NOT NULL", f"p.{key} {way}, p.id {way}")
    if sort.by in ALWAYS_THERE:
        with_key = _Part("true", with_key.order)
    if mark is not None and mark[0] is not None:
        with_key = _Part(f"(p.{key}, p.id) {beyond} (%(mark_key)s, %(mark)s)", with_key.order)
    if sort.by in ALWAYS_THERE:
        return [with_key]
    # Those without a key stand last in either direction, the longest in the register first.
    way, beyond = ("DESC", "<") if backwards else ("ASC", ">")
    without = _Part(f"p.{key} IS NULL", f"p.id {way}")
    if mark is not None and mark[0] is None:
        without = _Part(f"p.{key} IS NULL AND p.id {beyond} %(mark)s", without.order)
        return [without, with_key] if backwards else [without]
    return [with_key] if backwards and mark is not None else [with_key, without]


def _statement(where: str, parts: Sequence[_Part]) -> str:
    pages = [
        f"{PERSON} WHERE {where} AND {part.condition} ORDER BY {part.order} LIMIT %(most)s" for part in parts
    ]
    if len(pages) == 1:
        return pages[0]
    # The second part is read only as far as the first leaves room on the page: not at all, on most pages.
    return (
        f"WITH begun AS MATERIALIZED ({pages[0]}), rest AS MATERIALIZED ("  # noqa: S608
        f"SELECT * FROM ({pages[1]}) r LIMIT greatest(0, %(most)s - (SELECT count(*) FROM begun)))"
        " SELECT * FROM begun UNION ALL SELECT * FROM rest"
    )
