"""Changes a value of many people as a bulk edit does, against the same rows built beforehand and only written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from psycopg.types.json import Jsonb

from bench.place import AT, say
from bench.timing import ratio
from matrikel.audit.actions.record import ENTRY_COLUMNS
from matrikel.audit.models import Entry, Payload, Pending, Subject
from matrikel.kernel.actors import command
from matrikel.kernel.bulk import CHUNK_ROWS, analyze, insert_many, update_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange

PEOPLE = 20_000
ROUNDS = 2
PAYLOAD_COLUMNS = ("id", "association_id", "entry_id", "subject", "sealed", "salt")
OTHER = {"sv": "en", "en": "sv"}

Chunk = Sequence[tuple[UUID, UUID, int, str]]


def measure(association_id: UUID) -> dict[str, Any]:
    """Return the people changed a second and the ratio to raw SQL, both with one transaction per chunk."""
    taken: dict[str, list[float]] = {"ours": [], "raw": []}
    people = 0
    with association_scope(association_id):
        # Each of a pair turns the language that the other one gave: afterwards everybody is as before.
        for _round in range(ROUNDS):
            for name, prepare in (("ours", _ours), ("raw", _raw)):
                seconds = 0.0
                people = 0
                for chunk in list(_chunks(association_id)):
                    write = prepare(association_id, chunk)
                    started = time.perf_counter()
                    with transaction.atomic():
                        write()
                        if people == 0:
                            analyze(Person, Entry, Subject, Payload)
                    seconds += time.perf_counter() - started
                    people += len(chunk)
                taken[name].append(seconds)
                say(f"{people:,} people changed ({name}) in {seconds:.2f} s.")
    ours, raw = min(taken["ours"]), min(taken["raw"])
    return {
        "people": people,
        "seconds": round(ours, 2),
        "raw_seconds": round(raw, 2),
        "people_per_second": round(people / ours),
        "ratio": ratio(ours, raw),
    }


def _chunks(association_id: UUID) -> Iterator[Chunk]:
    with transaction.atomic():
        found = list(
            Person.objects.filter(association_id=association_id)
            .order_by("audit_subject")
            .values_list("id", "audit_subject", "version", "language")[:PEOPLE]
        )
    for at in range(0, len(found), CHUNK_ROWS):
        yield found[at : at + CHUNK_ROWS]


def _ours(_association_id: UUID, chunk: Chunk) -> Callable[[], object]:
    changes = [
        PersonChange(person_id=person_id, version=version, values={"language": OTHER[language]})
        for person_id, _subject, version, language in chunk
    ]
    return lambda: change_people(changes=changes, actor=command("bench"), at=AT)


def _raw(association_id: UUID, chunk: Chunk) -> Callable[[], object]:
    """Build every row: the people, one entry for the chunk, its subjects, and what is sealed for each of them."""
    entry_id, actor = new_id(), command("bench")
    header = Jsonb({"persons": len(chunk), "columns": ["language"]})
    entry = (
        *(entry_id, association_id, AT, "people.changed", actor.kind.value, actor.id, actor.name, actor.role),
        *(header, bytes(32)),
    )
    people = [
        (person_id, OTHER[language], version + 1, AT) for person_id, _subject, version, language in chunk
    ]
    subjects = [(new_id(), association_id, entry_id, each[1]) for each in chunk]
    payloads = [(new_id(), association_id, entry_id, each[1], bytes(58), bytes(32)) for each in chunk]

    def write() -> None:
        update_many(Person, ["id", "language", "version", "changed_at"], people)
        insert_many(Entry, ENTRY_COLUMNS, [entry])
        insert_many(Pending, ["id", "association_id", "entry_id"], [(new_id(), association_id, entry_id)])
        insert_many(Subject, ["id", "association_id", "entry_id", "subject"], subjects)
        insert_many(Payload, PAYLOAD_COLUMNS, payloads)

    return write
