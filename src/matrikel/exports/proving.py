"""Proof that there were so many members: a count, and a sample that names nobody and can be drawn again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from matrikel.exports.models import Proof
from matrikel.exports.rules.points import Cell, Point, cells, lot_of, points
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import blind_index

SHOWN = 12
"""How many signs of a pseudonym are shown: enough to tell the few in a sample apart."""

MOST_ROUNDS = 20
"""After how many rounds of cells or points a sample is what it is."""

# A membership that was entered by mistake never was.
_MEMBERS = (
    "FROM memberships_membership m JOIN memberships_membershiptype t"
    " ON t.association_id = m.association_id AND t.id = m.type_id"
    " WHERE m.association_id = %(association)s AND m.starts_on <= %(last)s"
    " AND (m.ends_on IS NULL OR m.ends_on > %(first)s) AND NOT isempty(m.during)"
    " AND m.end_reason <> 'MISTAKE'"
)

_NEWEST = (
    f"SELECT t.name, m.starts_on, m.ends_on {_MEMBERS} AND m.person_id = p.id"
    " ORDER BY m.starts_on DESC, m.id DESC LIMIT 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """One member of a sample: a pseudonym, of which type, from when until when; `person_id` stays inside."""

    pseudonym: str
    type_name: str
    starts_on: date
    last_day: date | None
    person_id: UUID


def count_members_between(first: date, last: date) -> int:
    """Return how many different persons were members on at least one of the days."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(DISTINCT m.person_id) {_MEMBERS}", _values(first, last))
        return int(cursor.fetchone()[0])


def draw(proof: Proof) -> list[Sampled]:
    """
    Return the sample: the same seed draws the same members, in the same order, as long as they are in the register.

    Whoever is erased since, or turns out never to have been a member of the days, leaves a place: those behind move up
    by one and one more is drawn at the end; nobody else changes. Whoever is entered later as a member of the days takes
    the place that a lot gives them. That holds for members sorted by lots and for those drawn in cells. A sample
    that was drawn at points, before there were cells, keeps its method: there whoever stands behind somebody erased in
    the same box moves up too, so that a few others may be drawn.
    """
    found = _HOW[proof.method](proof)
    hashes = blind_index("exports.proof", [f"{proof.id}|{row.subject}" for row in found])
    return [
        Sampled(
            pseudonym=hashed.hex()[:SHOWN],
            type_name=row.type_name,
            starts_on=row.starts_on,
            last_day=row.ends_on - timedelta(days=1) if row.ends_on else None,
            person_id=row.person_id,
        )
        for row, hashed in zip(found, hashes, strict=True)
    ]


class Drawn(NamedTuple):
    """Somebody who was drawn, with the newest membership of the days."""

    person_id: UUID
    type_name: str
    starts_on: date
    ends_on: date | None
    subject: UUID


def _sorted(proof: Proof) -> Sequence[Drawn]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.person_id, d.name, d.starts_on, d.ends_on, p.audit_subject FROM ("  # noqa: S608
            "SELECT DISTINCT ON (m.person_id) m.person_id, t.name, m.starts_on, m.ends_on,"
            " md5(%(seed)s || m.person_id::text) AS lot"
            f" {_MEMBERS} ORDER BY m.person_id, m.starts_on DESC) AS d"
            " JOIN people_person p ON p.association_id = %(association)s AND p.id = d.person_id"
            " ORDER BY d.lot LIMIT %(size)s",
            {**_values(proof.first_day, proof.last_day), "seed": proof.seed, "size": proof.size},
        )
        return [Drawn(*row) for row in cursor.fetchall()]


def _at_points(proof: Proof) -> Sequence[Drawn]:
    """Try points until so many members are hit; where most have been erased since, the sample may stay smaller."""
    tried = points(proof.seed, members=proof.members)
    drawn: dict[UUID, Drawn] = {}
    for _round in range(MOST_ROUNDS):
        # One in four hits somebody.
        batch = list(islice(tried, 6 * proof.size + 20))
        for hit in members_at(batch, first=proof.first_day, last=proof.last_day):
            drawn.setdefault(hit.person_id, hit)
        if len(drawn) >= proof.size:
            break
    return list(drawn.values())[: proof.size]


def _in_cells(proof: Proof) -> Sequence[Drawn]:
    """Look into cells until so many members were found; where most have been erased, the sample may stay smaller."""
    tried = cells(proof.seed, members=proof.members)
    drawn: dict[UUID, Drawn] = {}
    for _round in range(MOST_ROUNDS):
        batch = list(islice(tried, 6 * proof.size + 20))
        for found in members_in(batch, seed=proof.seed, first=proof.first_day, last=proof.last_day):
            drawn.setdefault(found.person_id, found)
        if len(drawn) >= proof.size:
            break
    return list(drawn.values())[: proof.size]


def members_in(batch: Sequence[Cell], *, seed: str, first: date, last: date) -> Sequence[Drawn]:
    """Return those who lie in cells, in the order of the cells and in each by lot; reads them and nobody else."""
    sent = {
        **_values(first, last),
        "lows": [cell.low for cell in batch],
        "highs": [cell.high for cell in batch],
    }
    with connection.cursor() as cursor:
        # OFFSET 0 keeps the planner from turning the look into a few cells into a reading of everybody.
        cursor.execute(
            "SELECT b.number, d.id, d.name, d.starts_on, d.ends_on, d.audit_subject"  # noqa: S608
            " FROM unnest(%(lows)s::uuid[], %(highs)s::uuid[])"
            " WITH ORDINALITY AS b(low, high, number) CROSS JOIN LATERAL ("
            "SELECT p.id, p.audit_subject, h.name, h.starts_on, h.ends_on FROM people_person p"
            f" CROSS JOIN LATERAL ({_NEWEST}) AS h"
            " WHERE p.association_id = %(association)s AND p.audit_subject >= b.low"
            " AND p.audit_subject <= b.high ORDER BY p.audit_subject OFFSET 0) AS d",
            sent,
        )
        found = [(number, Drawn(*row)) for number, *row in cursor.fetchall()]
    return [row for _number, row in sorted(found, key=lambda each: (each[0], lot_of(seed, each[1].subject)))]


def members_at(batch: Sequence[Point], *, first: date, last: date) -> Sequence[Drawn]:
    """Return those whom points hit, in the order of the points; reads what lies in their boxes and nothing else."""
    sent = {
        **_values(first, last),
        "lows": [point.low for point in batch],
        "highs": [point.high for point in batch],
        "places": [point.place for point in batch],
    }
    with connection.cursor() as cursor:
        # The key is random and says nothing about anybody. Each LIMIT keeps the planner from turning the walk through a
        # few boxes into a reading of everybody.
        cursor.execute(
            "SELECT d.id, d.name, d.starts_on, d.ends_on, d.audit_subject"  # noqa: S608
            " FROM unnest(%(lows)s::uuid[], %(highs)s::uuid[], %(places)s::integer[])"
            " WITH ORDINALITY AS b(low, high, place, number) CROSS JOIN LATERAL ("
            "SELECT p.id, p.audit_subject, h.name, h.starts_on, h.ends_on FROM people_person p"
            f" CROSS JOIN LATERAL ({_NEWEST}) AS h"
            " WHERE p.association_id = %(association)s AND p.audit_subject >= b.low"
            " AND p.audit_subject <= b.high ORDER BY p.audit_subject OFFSET b.place LIMIT 1) AS d"
            " ORDER BY b.number",
            sent,
        )
        return [Drawn(*row) for row in cursor.fetchall()]


_HOW: Mapping[str, Callable[[Proof], Sequence[Drawn]]] = {
    Proof.Method.SORTED: _sorted,
    Proof.Method.POINTS: _at_points,
    Proof.Method.CELLS: _in_cells,
}


def find_proof(proof_id: UUID) -> Proof:
    """
    Return a sample as it was asked for.

    :raises NotFound: there is none in this association.
    """
    found = Proof.objects.filter(association_id=current_association(), id=proof_id).first()
    if found is None:
        raise NotFound
    return found


def _values(first: date, last: date) -> dict[str, Any]:
    return {"association": current_association(), "first": first, "last": last}
