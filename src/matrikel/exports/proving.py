"""Proof that there were so many members: a count, and a sample that names nobody and can be drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.exports.models import Proof
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import blind_index

SHOWN = 12
"""How many signs of a pseudonym are shown: enough to tell the few in a sample apart."""

# A membership that was entered by mistake never was.
_MEMBERS = (
    "FROM memberships_membership m JOIN memberships_membershiptype t"
    " ON t.association_id = m.association_id AND t.id = m.type_id"
    " WHERE m.association_id = %(association)s AND m.starts_on <= %(last)s"
    " AND (m.ends_on IS NULL OR m.ends_on > %(first)s) AND NOT isempty(m.during)"
    " AND m.end_reason <> 'MISTAKE'"
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
    """Return the sample: the same seed draws the same members as long as they are in the register."""
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
        found: Sequence[Any] = cursor.fetchall()
    hashes = blind_index("exports.proof", [f"{proof.id}|{row[4]}" for row in found])
    return [
        Sampled(
            pseudonym=hashed.hex()[:SHOWN],
            type_name=name,
            starts_on=starts_on,
            last_day=ends_on - timedelta(days=1) if ends_on else None,
            person_id=person_id,
        )
        for (person_id, name, starts_on, ends_on, _subject), hashed in zip(found, hashes, strict=True)
    ]


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
