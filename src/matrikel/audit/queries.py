"""What the log tells about a person, and about the association."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.audit.models import Entry, Payload, Subject
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import CannotOpen, Place, unseal

LOOKS = (
    "people.person_viewed",
    "people.protected_revealed",
    "people.identity_number_revealed",
    "people.number_searched",
    "people.bank_account_revealed",
    "fields.values_opened",
    "people.exported",
    "mail.letter_read",
    "audit.entry_opened",
    "exports.list_opened",
    "exports.proof_revealed",
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


PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One line of the association's log; `persons` counts whom it is about, to a limit."""

    entry: EntryRow
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some lines, the newest first, and behind which entry the next page begins."""

    rows: Sequence[LogRow]
    next_after: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of the log are wanted: of acts, of an officer, about a person, from an instant until before another."""

    actions: Sequence[str] = ()
    actor_id: UUID | None = None
    subject: UUID | None = None
    since: datetime | None = None
    before: datetime | None = None


MOST_PERSONS = 1_000
_E = ", ".join(f"e.{column}" for column in _COLUMNS)
_ORDER = "ORDER BY e.at DESC, e.id DESC LIMIT %(most)s"


def list_log(*, wanted: Wanted, after: UUID | None = None, rows: int = PAGE_ROWS) -> LogPage:
    """
    Return one page of the log; it costs the same wherever in it one is, and however long it is.

    Each of several acts is looked up in its own index and the newest of all are taken.
    """
    values: dict[str, Any] = {"association": current_association(), "most": rows + 1}
    parts = ["e.association_id = %(association)s"]
    if wanted.actor_id is not None:
        parts.append("e.actor_id = %(actor)s")
        values["actor"] = wanted.actor_id
    if wanted.since is not None:
        parts.append("e.at >= %(since)s")
        values["since"] = wanted.since
    if wanted.before is not None:
        parts.append("e.at < %(before)s")
        values["before"] = wanted.before
    mark = _place_of(after) if after else None
    if mark is not None:
        parts.append("(e.at, e.id) < (%(mark_at)s, %(mark_id)s)")
        values |= {"mark_at": mark, "mark_id": after}
    where = " AND ".join(parts)
    if wanted.subject is not None:
        values |= {"subject": wanted.subject, "actions": list(wanted.actions)}
        only = " AND e.action = ANY (%(actions)s)" if wanted.actions else ""
        statement = (
            f"SELECT {_E} FROM audit_subject s JOIN audit_entry e"  # noqa: S608
            " ON e.association_id = s.association_id AND e.id = s.entry_id"
            f" WHERE s.association_id = %(association)s AND s.subject = %(subject)s AND {where}{only} {_ORDER}"
        )
    elif wanted.actions:
        values["actions"] = list(wanted.actions)
        statement = (
            f"SELECT {_E} FROM unnest(%(actions)s::text[]) AS a (action) CROSS JOIN LATERAL"  # noqa: S608
            f" (SELECT * FROM audit_entry e WHERE {where} AND e.action = a.action {_ORDER}) AS e {_ORDER}"
        )
    else:
        statement = f"SELECT {_E} FROM audit_entry e WHERE {where} {_ORDER}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = [EntryRow(**_read(row)) for row in cursor.fetchall()]
    counts = _count_persons([entry.id for entry in found[:rows]])
    return LogPage(
        rows=[LogRow(entry=entry, persons=counts.get(entry.id, 0)) for entry in found[:rows]],
        next_after=found[rows - 1].id if len(found) > rows else None,
    )


def _read(row: Sequence[Any]) -> dict[str, Any]:
    values = dict(zip(_COLUMNS, row, strict=True))
    if isinstance(values["header"], str):
        values["header"] = json.loads(values["header"])
    return values


def _place_of(entry_id: UUID) -> datetime | None:
    return (
        Entry.objects.filter(association_id=current_association(), id=entry_id)
        .values_list("at", flat=True)
        .first()
    )


def _count_persons(entries: Sequence[UUID]) -> dict[UUID, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.id, c.count FROM unnest(%s::uuid[]) AS w (id) CROSS JOIN LATERAL"
            " (SELECT count(*) FROM (SELECT FROM audit_subject s WHERE s.association_id = %s AND s.entry_id = w.id"
            "  LIMIT %s) AS few) AS c",
            [list(entries), current_association(), MOST_PERSONS + 1],
        )
        return dict(cursor.fetchall())


def get_entry(*, entry_id: UUID) -> EntryRow:
    """
    Return one line of the log.

    :raises NotFound: there is no such entry in this association.
    """
    found = Entry.objects.filter(association_id=current_association(), id=entry_id).first()
    if found is None:
        raise NotFound
    return _row(found, {})


def list_subjects(*, entry_id: UUID, most: int) -> list[UUID]:
    """Return some of those whom an entry is about, by their audit subjects."""
    found = Subject.objects.filter(association_id=current_association(), entry_id=entry_id)
    return list(found.order_by("id").values_list("subject", flat=True)[:most])


def open_before_and_after(*, entry_id: UUID) -> list[tuple[UUID | None, Mapping[str, tuple[object, object]]]]:
    """Return what an entry changed, for each subject; what was erased or cannot be opened any more is left out."""
    payloads = list(
        Payload.objects.filter(association_id=current_association(), entry_id=entry_id).order_by("id")[
            :PAGE_ROWS
        ]
    )
    changes: list[tuple[UUID | None, Mapping[str, tuple[object, object]]]] = []
    for payload in payloads:
        place = Place(column="audit_payload.sealed", row=payload.id, subject=payload.subject)
        try:
            (opened,) = unseal([(place, bytes(payload.sealed))])
        except CannotOpen:
            continue
        values = {column: (pair[0], pair[1]) for column, pair in json.loads(opened).items()}
        changes.append((payload.subject, values))
    return changes


def list_acts() -> list[str]:
    """Return which acts the log knows, each found by one step in the index."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE found AS ("
            " (SELECT action FROM audit_entry WHERE association_id = %(association)s ORDER BY action LIMIT 1)"
            " UNION ALL SELECT (SELECT e.action FROM audit_entry e WHERE e.association_id = %(association)s"
            "  AND e.action > f.action ORDER BY e.action LIMIT 1) FROM found f WHERE f.action IS NOT NULL)"
            " SELECT action FROM found WHERE action IS NOT NULL",
            {"association": current_association()},
        )
        return [row[0] for row in cursor.fetchall()]
