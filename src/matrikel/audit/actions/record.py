"""Write what happened, in the transaction in which it happened."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from matrikel.audit.models import Entry, Payload, Pending, Subject
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id, new_ids
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal

SALT_BYTES = 32
ENTRY_COLUMNS = (
    "id",
    "association_id",
    "at",
    "action",
    "actor_kind",
    "actor_id",
    "actor_name",
    "role",
    "header",
    "commitment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Before and after of one subject: column to (old, new), sealed under the subject's key."""

    subject: UUID | None
    values: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    One thing to record.

    `action` is `room.what_happened`; `subjects` are the persons' audit subjects; `header` holds ids,
    counts, codes and names of columns, never a personal value; creations carry no changes.
    """

    action: str
    subjects: Sequence[UUID] = ()
    header: Mapping[str, object] = field(default_factory=dict)
    changes: Sequence[Change] = ()


def record(*, acts: Sequence[Act], actor: Actor, at: datetime) -> list[UUID]:
    """Record acts in the current transaction and return their entries' ids, in the same order."""
    association_id = current_association()
    ids: list[UUID] = []
    entries: list[tuple[object, ...]] = []
    subjects: list[tuple[object, ...]] = []
    to_seal, payloads = [], []
    for act in acts:
        entry_id = new_id()
        ids.append(entry_id)
        columns = sorted({column for change in act.changes for column in change.values})
        header = {**act.header, **({"columns": columns} if columns else {})}
        commitment = hashlib.sha256()
        for change in act.changes:
            payload = json.dumps(
                dict(change.values), default=str, sort_keys=True, ensure_ascii=False
            ).encode()
            salt, row = os.urandom(SALT_BYTES), new_id()
            commitment.update(salt + payload)
            to_seal.append((Place(column="audit_payload.sealed", row=row, subject=change.subject), payload))
            payloads.append((row, entry_id, change.subject, salt))
        entries.append(
            (
                entry_id,
                association_id,
                at,
                act.action,
                actor.kind.value,
                actor.id,
                actor.name,
                actor.role,
                Jsonb(header),
                commitment.digest() if act.changes else b"",
            )
        )
        subjects += [
            (row, association_id, entry_id, subject)
            for row, subject in zip(new_ids(len(act.subjects)), act.subjects, strict=True)
        ]
    pending = [(new_id(), association_id, found) for found in ids]
    if not to_seal and len(entries) == 1 == len(subjects):
        _insert_look(entries[0], pending[0], subjects[0])
        return ids
    insert_many(Entry, ENTRY_COLUMNS, entries)
    insert_many(Pending, ["id", "association_id", "entry_id"], pending)
    insert_many(Subject, ["id", "association_id", "entry_id", "subject"], subjects)
    if to_seal:
        insert_many(
            Payload,
            ["id", "association_id", "entry_id", "subject", "sealed", "salt"],
            [
                (row, association_id, entry_id, subject, sealed, salt)
                for (row, entry_id, subject, salt), sealed in zip(payloads, seal(to_seal), strict=True)
            ],
        )
    return ids


def _insert_look(entry: tuple[object, ...], pending: tuple[object, ...], subject: tuple[object, ...]) -> None:
    # Every person page writes one of these: three rows in one round trip.
    values: list[Any] = [*entry, *pending, *subject]
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH entry AS (INSERT INTO audit_entry ({', '.join(ENTRY_COLUMNS)})"  # noqa: S608
            f" VALUES ({', '.join(['%s'] * len(entry))})),"
            " pending AS (INSERT INTO audit_pending (id, association_id, entry_id) VALUES (%s, %s, %s))"
            " INSERT INTO audit_subject (id, association_id, entry_id, subject) VALUES (%s, %s, %s, %s)",
            values,
        )
