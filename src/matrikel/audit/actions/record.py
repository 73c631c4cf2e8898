"""Write what happened, in the transaction in which it happened."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from matrikel.audit.models import Entry, Payload, Pending, Subject
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal

SALT_BYTES = 32


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
    entries, subjects, to_seal, payload_rows = [], [], [], []
    for act in acts:
        entry_id = new_id()
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
            payload_rows.append((row, entry_id, change.subject, salt))
        entries.append(
            Entry(
                id=entry_id,
                association_id=association_id,
                at=at,
                action=act.action,
                actor_kind=actor.kind.value,
                actor_id=actor.id,
                actor_name=actor.name,
                role=actor.role,
                header=header,
                commitment=commitment.digest() if act.changes else b"",
            )
        )
        subjects += [(new_id(), association_id, entry_id, subject) for subject in act.subjects]
    Entry.objects.bulk_create(entries)
    Pending.objects.bulk_create(
        Pending(id=new_id(), association_id=association_id, entry_id=entry.id) for entry in entries
    )
    insert_many(Subject, ["id", "association_id", "entry_id", "subject"], subjects)
    if to_seal:
        sealed = seal(to_seal)
        Payload.objects.bulk_create(
            Payload(
                id=row,
                association_id=association_id,
                entry_id=entry_id,
                subject=subject,
                sealed=value,
                salt=salt,
            )
            for (row, entry_id, subject, salt), value in zip(payload_rows, sealed, strict=True)
        )
    return [entry.id for entry in entries]
