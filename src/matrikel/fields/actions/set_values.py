"""Write what own fields hold: many persons and many fields in one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.fields import storage
from matrikel.fields.models import FieldValue, SealedFieldValue
from matrikel.fields.rules.retention import forget_on
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.values import is_kept_form
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person

SOURCES = ("OFFICER", "MEMBER", "IMPORT")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """
    What a field shall hold about a person: texts in their kept form (`read_value`), none to forget what it held.

    `seen` is what whoever writes was shown; if something else stands there by now, they are told.
    """

    person_id: UUID
    field_id: UUID
    texts: Sequence[str]
    seen: Sequence[str] | None = None


class ValueRefused(Refusal):
    """A text is no value of its field; `field_id` names the field."""

    def __init__(self, message: str, *, field_id: UUID) -> None:
        super().__init__(message)
        self.field_id = field_id


class ValuesOvertaken(Refusal):
    """Somebody else wrote into these fields meanwhile: `field_ids`."""

    def __init__(self, field_ids: Sequence[UUID]) -> None:
        super().__init__(_("Somebody else changed this meanwhile."))
        self.field_ids = tuple(field_ids)


@action
def set_values(
    *,
    values: Sequence[NewValue],
    actor: Actor,
    at: datetime,
    source: str = "OFFICER",
    source_run: UUID | None = None,
) -> int:
    """
    Write values and return how many persons something changed for.

    What a sensitive field holds is sealed, and so is what tells where a protected person is. Of sealed values the
    log keeps only that they changed. The last of several values for the same person and field holds;
    `source_run` is the import that writes.

    :raises ValueRefused: a text is not in the kept form of its field, or the field is no longer asked.
    :raises ValuesOvertaken: something else stands there than was `seen`; nothing is changed.
    :raises NotFound: a person or field is not of this association.
    """
    wanted = {(value.person_id, value.field_id): value for value in values}
    if not wanted or source not in SOURCES:
        return 0
    fields = {row.id: row for row in storage.load_fields(ids={each for _, each in wanted}, with_retired=True)}
    persons = {
        person_id: (subject, protection != "NONE")
        for person_id, subject, protection in Person.objects.select_for_update()
        .filter(association_id=current_association(), id__in={person_id for person_id, _ in wanted})
        .order_by("id")
        .values_list("id", "audit_subject", "protection")
    }
    _refuse_strangers(wanted, fields, persons)
    on = get_association().day_of(at)
    pairs = _pairs(wanted)
    held = storage.load_values(FieldValue, pairs)
    sealed = storage.load_values(SealedFieldValue, pairs)
    _refuse_overtaken(wanted, held, sealed)
    changes: dict[UUID, dict[str, tuple[object, object]]] = {}
    fresh: list[storage.HeldValue] = []
    gone: set[tuple[UUID, UUID]] = set()
    for pair, value in wanted.items():
        field, (subject, is_protected) = fields[value.field_id], persons[value.person_id]
        before = [row.text for row in held.get(pair, ())]
        was_sealed = pair in sealed
        hides = field.is_sealed or (field.tells_where and is_protected)
        if not was_sealed and before == list(value.texts) and not (hides and before):
            continue
        gone.add(pair)
        if value.texts:
            fresh.append(
                storage.HeldValue(
                    person_id=value.person_id,
                    subject=subject,
                    field=field,
                    texts=value.texts,
                    is_sealed=hides,
                    is_findable=not (field.tells_where and is_protected),
                    source=source,
                    source_run=source_run,
                    written_on=on,
                    forget_on=forget_on(field.keep, written_on=on),
                )
            )
        shown: tuple[object, object] = (None, None) if hides or was_sealed else (before, list(value.texts))
        changes.setdefault(value.person_id, {})[f"own:{field.code}"] = shown
    storage.delete_values(_pairs(gone & (held.keys() | sealed.keys())))
    storage.insert_values(fresh)
    if changes:
        record(acts=[_act(changes, persons)], actor=actor, at=at)
    return len(changes)


def _act(
    changes: Mapping[UUID, Mapping[str, tuple[object, object]]], persons: Mapping[UUID, tuple[UUID, bool]]
) -> Act:
    return Act(
        action="fields.values_set",
        subjects=[persons[person_id][0] for person_id in changes],
        header={"persons": len(changes)},
        changes=[
            Change(subject=persons[person_id][0], values=values) for person_id, values in changes.items()
        ],
    )


def _refuse_strangers(
    wanted: Mapping[tuple[UUID, UUID], NewValue],
    fields: Mapping[UUID, FieldRow],
    persons: Mapping[UUID, tuple[UUID, bool]],
) -> None:
    for (person_id, field_id), value in wanted.items():
        if person_id not in persons or field_id not in fields:
            raise NotFound
        field = fields[field_id]
        if value.texts and field.retired_on is not None:
            raise ValueRefused(_("This field is no longer asked."), field_id=field_id)
        if not is_kept_form(field, value.texts):
            raise ValueRefused(_("This is no value of the field."), field_id=field_id)


def _refuse_overtaken(
    wanted: Mapping[tuple[UUID, UUID], NewValue],
    held: Mapping[tuple[UUID, UUID], Sequence[FieldValue]],
    sealed: Mapping[tuple[UUID, UUID], Sequence[SealedFieldValue]],
) -> None:
    overtaken = [
        value.field_id
        for pair, value in wanted.items()
        if value.seen is not None
        and pair not in sealed
        and (now := [row.text for row in held.get(pair, ())]) != list(value.seen)
        and now != list(value.texts)
    ]
    if overtaken:
        raise ValuesOvertaken(overtaken)


def _pairs(wanted: Collection[tuple[UUID, UUID]]) -> dict[UUID, set[UUID]]:
    pairs: dict[UUID, set[UUID]] = {}
    for person_id, field_id in wanted:
        pairs.setdefault(field_id, set()).add(person_id)
    return pairs
