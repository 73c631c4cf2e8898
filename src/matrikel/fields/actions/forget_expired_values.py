"""Delete what own fields may no longer hold: by day, by the end of the membership, and of retired fields."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.fields import storage
from matrikel.fields.models import Field, FieldValue, SealedFieldValue
from matrikel.fields.rules.retention import forget_on, starts_at_exit
from matrikel.fields.signals import exits_asked
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import CHUNK_ROWS
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person

TABLES = (FieldValue, SealedFieldValue)


@action
def forget_expired_values(*, actor: Actor, at: datetime, after: UUID | None = None) -> UUID | None:
    """
    Forget the values of the next few thousand persons whose time is over; return where to go on, or None at the end.

    Nothing of what is forgotten goes into the log: only whom and which fields it was about.
    """
    on = get_association().day_of(at)
    persons = _next_persons(after)
    if not persons:
        return None
    due = {field: set(persons) for field in _due_fields(on)}
    for pair in _past_their_day(persons, on):
        due.setdefault(pair[1], set()).add(pair[0])
    for pair in _past_the_exit(persons, on):
        due.setdefault(pair[1], set()).add(pair[0])
    held = {(row.person_id, row.field_id) for model in TABLES for rows in _held(model, due) for row in rows}
    if held:
        storage.delete_values(due)
        subjects = Person.objects.filter(
            association_id=current_association(), id__in={person_id for person_id, _ in held}
        ).values_list("audit_subject", flat=True)
        header = {"because": "time", "fields": sorted(str(field) for field in {field for _, field in held})}
        record(
            acts=[Act(action="fields.values_forgotten", subjects=list(subjects), header=header)],
            actor=actor,
            at=at,
        )
    return persons[-1] if len(persons) == CHUNK_ROWS else None


def _held(
    model: type[FieldValue] | type[SealedFieldValue], due: Mapping[UUID, set[UUID]]
) -> Iterable[list[Any]]:
    return storage.load_values(model, due).values()


def _next_persons(after: UUID | None) -> list[UUID]:
    """Return the next persons about whom own fields hold anything, in order of id."""
    found: set[UUID] = set()
    for model in TABLES:
        rows = model.objects.filter(association_id=current_association())
        if after is not None:
            rows = rows.filter(person_id__gt=after)
        found |= set(rows.order_by("person_id").values_list("person_id", flat=True).distinct()[:CHUNK_ROWS])
    return sorted(found)[:CHUNK_ROWS]


def _due_fields(on: date) -> list[UUID]:
    return list(
        Field.objects.filter(association_id=current_association(), erase_on__lte=on).values_list(
            "id", flat=True
        )
    )


def _past_their_day(persons: list[UUID], on: date) -> Iterable[tuple[UUID, UUID]]:
    for model in TABLES:
        yield from model.objects.filter(
            association_id=current_association(), forget_on__lte=on, person_id__in=persons
        ).values_list("person_id", "field_id")


def _past_the_exit(persons: list[UUID], on: date) -> Iterable[tuple[UUID, UUID]]:
    keeps = {
        field_id: keep
        for field_id, keep in Field.objects.filter(association_id=current_association()).values_list(
            "id", "keep"
        )
        if starts_at_exit(keep)
    }
    if not keeps:
        return
    left: dict[UUID, date] = {}
    answers: list[tuple[Any, Any]] = exits_asked.send(sender=Field, person_ids=persons, on=on)
    for _receiver, answered in answers:
        left.update(answered)
    dead = Person.objects.filter(
        association_id=current_association(), id__in=persons, deceased_on__lte=on
    ).values_list("id", "deceased_on")
    for person_id, day in dead:
        if day is not None:
            left[person_id] = min(day, left.get(person_id, day))
    for field_id, keep in keeps.items():
        for person_id, day in left.items():
            last = forget_on(keep, written_on=day, left_on=day)
            if last is not None and last <= on:
                yield person_id, field_id
