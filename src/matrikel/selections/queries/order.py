"""People in an order: by keyset along the indexes of its runs, whichever way they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.people.filters.offers import Run
from matrikel.selections.filters import order_by
from matrikel.selections.queries.conditions import WITHIN, Conditions
from matrikel.selections.rules import Sort

PERSON = (
    "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name,"
    " coalesce(p.member_number, ''), p.protection, p.is_deceased, p.deceased_on,"
    " coalesce(u.names->>%(language)s, u.name, ''), p.audit_subject, f.id"
    " FROM people_person p LEFT JOIN organisations_unit u"
    " ON u.association_id = p.association_id AND u.id = p.unit_id"
    " LEFT JOIN people_portrait f ON f.association_id = p.association_id AND f.person_id = p.id"
    " AND p.protection = 'NONE' AND p.kind <> 'LEGAL'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Somebody's place in an order: in which run, with which key as PostgreSQL writes it, and who."""

    run: int
    key: str | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is left of one run, and how it is read; `k` is what the run calls its key where it was read already."""

    run: Run
    place: int
    beyond: str
    is_down: bool

    def order(self, key: str, person_id: str) -> str:
        """Return what stands behind ORDER BY; `key` counts where there is one."""
        way = "DESC" if self.is_down else "ASC"
        return f"{key} {way}, {person_id} {way}" if key else f"{person_id} {way}"

    @property
    def in_order(self) -> str:
        """Return what stands behind ORDER BY as the index has it."""
        return self.order(self.run.key or self.run.held, self.run.id)

    @property
    def key(self) -> str:
        """Return the key of a row, or that there is none."""
        return self.run.key or "NULL"

    @property
    def along(self) -> str:
        """Return everybody in the run who is left, in order; LIMIT and OFFSET follow."""
        return (
            f"FROM {self.run.source} WHERE {WITHIN} AND {self.run.where}{self.beyond}"
            f" ORDER BY {self.in_order}"
        )


def find_mark(sort: Sort, person_id: UUID, values: Mapping[str, Any]) -> Mark | None:
    """Return where a person stands in an order; nothing for whoever is gone."""
    runs = order_by(sort.by).runs
    places = [
        f"SELECT {place} AS run, ({run.key or 'NULL'})::text AS k FROM {run.source}"  # noqa: S608 - our own words only
        f" WHERE {WITHIN} AND {run.where} AND {run.floor} AND p.id = %(mark)s"
        for place, run in enumerate(runs)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(places), {**values, "mark": person_id})
        found = cursor.fetchone()
    return Mark(run=found[0], key=found[1], id=person_id) if found else None


def stretches_of(sort: Sort, mark: Mark | None, *, backwards: bool) -> list[Stretch]:
    """Return what lies beyond a mark, the nearest first; without one, everybody."""
    runs = list(enumerate(order_by(sort.by).runs))
    if mark is not None:
        runs = runs[: mark.run + 1] if backwards else runs[mark.run :]
    if backwards:
        runs.reverse()
    found = []
    for place, run in runs:
        # Whoever has no key stands last in either direction, the longest in the register first.
        is_down = (sort.is_descending != backwards) if run.key else backwards
        beyond = f" AND {run.floor}"
        if mark is not None and place == mark.run:
            sign = "<" if is_down else ">"
            past = (
                f" AND ({run.key}, {run.id}) {sign} (%(mark_key)s, %(mark)s)"
                if run.key
                else f" AND {run.id} {sign} %(mark)s"
            )
            beyond = beyond + past if is_down else past
        found.append(Stretch(run, place, beyond, is_down))
    return found


def marked(mark: Mark | None) -> dict[str, Any]:
    """Return the parameters that belong to a mark."""
    return {"mark": mark.id, "mark_key": mark.key} if mark is not None else {}


def met(stretch: Stretch, where: str) -> str:
    """Return whoever is met along a stretch and meant, as `id` and `k`; the planner says how."""
    return (
        f"SELECT p.id, {stretch.key} AS k FROM {stretch.run.source}"  # noqa: S608 - our own words only
        f" WHERE {where} AND {stretch.run.where}{stretch.beyond}"
        f" ORDER BY {stretch.in_order} LIMIT %(most)s"
    )


def walked(stretch: Stretch, conditions: Conditions) -> str:
    """Return whoever is met among the next `budget` people and meant, asked one after the other."""
    in_order = stretch.order("p.k" if stretch.run.key else "", "p.id")
    return (
        f"SELECT p.id, p.k FROM (SELECT p.id, p.k, {conditions.one_by_one()} AS is_meant"  # noqa: S608
        f" FROM (SELECT p.*, {stretch.key} AS k {stretch.along} LIMIT %(budget)s) AS p"
        f" ORDER BY {in_order} OFFSET 0) AS p WHERE p.is_meant ORDER BY {in_order} LIMIT %(most)s"
    )


def gathered(stretch: Stretch) -> str:
    """Return those of `found` who stand in a stretch: all are looked at, as they are few, and then put in order."""
    return (
        f"SELECT g.id, g.k FROM (SELECT p.id, {stretch.key} AS k FROM {stretch.run.source}"  # noqa: S608
        f" JOIN found ON found.id = p.id WHERE {WITHIN} AND {stretch.run.where}{stretch.beyond} OFFSET 0) AS g"
        f" ORDER BY {stretch.order('g.k' if stretch.run.key else '', 'g.id')} LIMIT %(most)s"
    )


def one_after_the_other(stretches: Sequence[Stretch], read: Callable[[Stretch], str]) -> tuple[str, str]:
    """
    Return WITH and FROM of a statement whose rows `page` (`run`, `k`, `id`, `place`) are the first `most` people.

    A later stretch is read only as far as those before it leave room: not at all, on most pages.
    """
    steps: list[str] = []
    names: list[str] = []
    for number, stretch in enumerate(stretches):
        name = f"step{number}"
        step = f"SELECT {stretch.place} AS run, s.k::text AS k, s.id FROM ({read(stretch)}) AS s"  # noqa: S608
        if names:
            read_already = " + ".join(f"(SELECT count(*) FROM {each})" for each in names)  # noqa: S608
            step += f" LIMIT greatest(0, %(most)s - ({read_already}))"
        steps.append(f"{name} AS MATERIALIZED ({step})")
        names.append(name)
    together = " UNION ALL ".join(f"SELECT run, k, id FROM {each}" for each in names)  # noqa: S608
    return (
        ", ".join(steps),
        f"(SELECT u.run, u.k, u.id, row_number() OVER () AS place FROM ({together}) AS u) AS page",  # noqa: S608
    )


def is_cut(stretches: Sequence[Stretch]) -> str:
    """Return a statement that says whether more than `budget` people are left in any of the stretches."""
    longer = (f"EXISTS (SELECT 1 {each.along} LIMIT 1 OFFSET %(budget)s)" for each in stretches)
    return f"SELECT {' OR '.join(longer)}"


def walk_order(
    where: str, values: Mapping[str, Any], sort: Sort, after: Mark | None, *, most: int
) -> list[Mark]:
    """Return the places of up to so many people who are meant, from the beginning or after a mark."""
    steps, page = one_after_the_other(
        stretches_of(sort, after, backwards=False), lambda stretch: met(stretch, where)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {steps} SELECT page.run, page.k, page.id FROM {page} ORDER BY page.place",  # noqa: S608
            {**values, **marked(after), "most": most},
        )
        return [Mark(run=run, key=key, id=person_id) for run, key, person_id in cursor.fetchall()]
