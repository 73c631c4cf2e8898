"""What the log tells about a person, and about the association."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from matrikel.audit.models import Entry, Payload
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, unseal

LOOKS = (
    "people.person_viewed",
    "people.protected_revealed",
    "people.identity_number_revealed",
    "people.bank_account_revealed",
    "fields.values_opened",
    "people.exported",
    "mail.letter_read",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One line of a person's history; `changes` is column → (before, after) where the reader may see it."""

    id: UUID
    at: datetime
    action: str
    actor_kind: str
    actor_id: UUID | None
    actor_name: str
    role: str
    header: Mapping[str, object]
    changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)


def list_what_happened(*, subject: UUID, limit: int = 20, with_changes: bool = False) -> list[EntryRow]:
    """Return the newest acts that changed something about a person."""
    found = list(
        Entry.objects.filter(association_id=current_association(), subjects__subject=subject)
        .exclude(action__in=LOOKS)
        .order_by("-at", "-id")[:limit]
    )
    changes = _open_changes([entry.id for entry in found], subject) if with_changes else {}
    return [_row(entry, changes.get(entry.id, {})) for entry in found]


def history_of(*, subject: UUID, happened: int, looked: int) -> Ask[tuple[list[EntryRow], list[EntryRow]]]:
    """Ask for the newest acts and the newest looks, so many of each."""

    def read(found: Rows) -> tuple[list[EntryRow], list[EntryRow]]:
        rows = [EntryRow(**dict(zip(_COLUMNS, values, strict=True))) for values in found]
        return [row for row in rows if row.action not in LOOKS], [row for row in rows if row.action in LOOKS]

    mine = Entry.objects.filter(association_id=current_association(), subjects__subject=subject)
    acts = mine.exclude(action__in=LOOKS).order_by("-at", "-id").values_list(*_COLUMNS)[:happened]
    looks = mine.filter(action__in=LOOKS).order_by("-at", "-id").values_list(*_COLUMNS)[:looked]
    return asked_by(acts.union(looks, all=True).order_by("-at", "-id"), read)


_COLUMNS = ("id", "at", "action", "actor_kind", "actor_id", "actor_name", "role", "header")


def list_history(*, subject: UUID, happened: int, looked: int) -> tuple[list[EntryRow], list[EntryRow]]:
    """Return what `history_of` asks for."""
    return history_of(subject=subject, happened=happened, looked=looked).answer()


def list_who_looked(*, subject: UUID, limit: int = 20) -> list[EntryRow]:
    """Return the newest looks at a person."""
    found = Entry.objects.filter(
        association_id=current_association(), subjects__subject=subject, action__in=LOOKS
    ).order_by("-at", "-id")[:limit]
    return [_row(entry, {}) for entry in found]


def _row(entry: Entry, changes: Mapping[str, tuple[object, object]]) -> EntryRow:
    return EntryRow(
        id=entry.id,
        at=entry.at,
        action=entry.action,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        role=entry.role,
        header=entry.header,
        changes=changes,
    )


def _open_changes(entries: Sequence[UUID], subject: UUID) -> dict[UUID, dict[str, tuple[object, object]]]:
    payloads = list(
        Payload.objects.filter(association_id=current_association(), entry_id__in=entries, subject=subject)
    )
    opened = unseal(
        [
            (
                Place(column="audit_payload.sealed", row=payload.id, subject=payload.subject),
                bytes(payload.sealed),
            )
            for payload in payloads
        ]
    )
    changes: dict[UUID, dict[str, tuple[object, object]]] = {}
    for payload, value in zip(payloads, opened, strict=True):
        before_after = {column: (pair[0], pair[1]) for column, pair in json.loads(value).items()}
        changes.setdefault(payload.entry_id, {}).update(before_after)
    return changes


def has_happened(*, actions: Sequence[str], since: datetime) -> bool:
    """Say whether one of these acts was recorded in the association after an instant."""
    return Entry.objects.filter(
        association_id=current_association(), at__gt=since, action__in=list(actions)
    ).exists()
