"""How own fields and their values lie in their tables: the one place that reads fields and writes values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from matrikel.fields.models import Field, FieldOption, FieldValue, SealedFieldValue
from matrikel.fields.rules.definitions import FEW_ANSWERS
from matrikel.fields.rules.rows import FieldRow, OptionRow
from matrikel.fields.rules.values import day_of, key_of, number_of
from matrikel.kernel.asking import Ask, Rows, asked_by
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, blind_index, seal, unseal
from matrikel.people.models import Person

SEALED_COLUMN = "fields_sealedfieldvalue.sealed"
HIDDEN_KEYS = "fields_sealedfieldvalue.hidden_key"
VALUE_COLUMNS = (
    *("id", "association_id", "person_id", "field_id", "part"),
    *("text", "key", "number", "day", "source", "source_run", "written_on", "forget_on"),
)
SEALED_COLUMNS = (
    *("id", "association_id", "person_id", "field_id", "part"),
    *("sealed", "hidden_key", "source", "source_run", "written_on", "forget_on"),
)
_FIELD_COLUMNS = tuple(name for name in FieldRow.__dataclass_fields__ if name != "options")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldValue:
    """One value to be written: its field, whose it is, and whether it has to be sealed."""

    person_id: UUID
    subject: UUID
    field: FieldRow
    texts: Sequence[str]
    is_sealed: bool
    # No hash of what tells where a protected person is: nobody shall be found by it.
    is_findable: bool
    source: str
    written_on: date
    forget_on: date | None
    source_run: UUID | None = None


def load_fields(
    *, with_retired: bool = False, ids: Collection[UUID] | None = None, for_update: bool = False
) -> list[FieldRow]:
    """Return the association's own fields with their answers, in their order, with two queries."""
    mine = {"association_id": current_association()}
    found = Field.objects.filter(**mine)
    if for_update:
        found = found.select_for_update()
    if ids is not None:
        found = found.filter(id__in=ids)
    if not with_retired:
        found = found.filter(retired_on=None)
    fields = list(found.order_by("position", "id"))
    options: dict[UUID, list[OptionRow]] = {}
    choosing = [field.id for field in fields if field.kind in ("CHOICE", "CHOICES")]
    if choosing:
        for option in FieldOption.objects.filter(**mine, field_id__in=choosing).order_by("position", "id"):
            options.setdefault(option.field_id, []).append(
                OptionRow(code=option.code, labels=option.labels, is_offered=option.is_offered)
            )
    return [row_of(field, options.get(field.id, ())) for field in fields]


def row_of(field: Field, options: Sequence[OptionRow]) -> FieldRow:
    """Return a stored field as a plain value."""
    return FieldRow(**{name: getattr(field, name) for name in _FIELD_COLUMNS}, options=options)


def fields_asked() -> tuple[Ask[Rows], Ask[Rows]]:
    """Ask for the association's own fields, retired ones too, and for their answers: see `read_fields`."""
    mine = {"association_id": current_association()}
    fields = Field.objects.filter(**mine).order_by("position", "id").values_list(*_FIELD_COLUMNS)
    options = FieldOption.objects.filter(**mine).order_by("position", "id")
    columns = options.values_list("field_id", "code", "labels", "is_offered")
    return asked_by(fields, list), asked_by(columns, list)


def read_fields(fields: Rows, answers: Rows) -> list[FieldRow]:
    """Return the fields of `fields_asked`, each with its answers."""
    options: dict[UUID, list[OptionRow]] = {}
    for field_id, code, labels, is_offered in answers:
        options.setdefault(field_id, []).append(OptionRow(code=code, labels=labels, is_offered=is_offered))
    read = [dict(zip(_FIELD_COLUMNS, values, strict=True)) for values in fields]
    return [FieldRow(**values, options=options.get(values["id"], ())) for values in read]


def insert_values(values: Sequence[HeldValue]) -> None:
    """Write values; what was there for the same person and field must be gone."""
    association_id = current_association()
    open_rows: list[tuple[object, ...]] = []
    to_seal: list[tuple[HeldValue, int, str]] = []
    for value in values:
        for part, text in enumerate(value.texts):
            if value.is_sealed:
                to_seal.append((value, part, text))
                continue
            kind = value.field.kind
            open_rows.append(
                (
                    *(new_id(), association_id, value.person_id, value.field.id, part),
                    *(
                        text,
                        key_of(kind, text),
                        number_of(kind, text, value.field.decimals),
                        day_of(kind, text),
                    ),
                    *(value.source, value.source_run, value.written_on, value.forget_on),
                )
            )
    insert_many(FieldValue, VALUE_COLUMNS, open_rows)
    if to_seal:
        _insert_sealed(to_seal)


def _insert_sealed(values: Sequence[tuple[HeldValue, int, str]]) -> None:
    ids = [new_id() for _value in values]
    sealed = seal(
        [
            (Place(column=SEALED_COLUMN, row=row, subject=value.subject), text.encode())
            for row, (value, _part, text) in zip(ids, values, strict=True)
        ]
    )
    hashes = iter(hidden_keys([(value.field.id, text) for value, _part, text in values if _has_key(value)]))
    insert_many(
        SealedFieldValue,
        SEALED_COLUMNS,
        [
            (
                *(row, current_association(), value.person_id, value.field.id, part),
                *(closed, next(hashes) if _has_key(value) else b""),
                *(value.source, value.source_run, value.written_on, value.forget_on),
            )
            for row, (value, part, _text), closed in zip(ids, values, sealed, strict=True)
        ],
    )


def _has_key(value: HeldValue) -> bool:
    return value.is_findable and value.field.kind in FEW_ANSWERS


def hidden_keys(answers: Sequence[tuple[UUID, str]]) -> list[bytes]:
    """Return the keyed hash of each answer (field, kept text)."""
    return blind_index(HIDDEN_KEYS, [f"{field_id}|{text}" for field_id, text in answers])


def open_values(rows: Sequence[SealedFieldValue], subjects: Mapping[UUID, UUID]) -> list[str]:
    """Return the texts of sealed rows; `subjects` are the audit subjects by person."""
    places = [
        (Place(column=SEALED_COLUMN, row=row.id, subject=subjects[row.person_id]), bytes(row.sealed))
        for row in rows
    ]
    return [text.decode() for text in unseal(places)]


def load_values(model: Any, pairs: Mapping[UUID, Collection[UUID]]) -> dict[tuple[UUID, UUID], list[Any]]:
    """Return the rows of a table of values by person and field; `pairs` are the persons of each field."""
    if not pairs:
        return {}
    persons = set().union(*pairs.values())
    found: dict[tuple[UUID, UUID], list[Any]] = {}
    rows = model.objects.filter(
        association_id=current_association(), person_id__in=persons, field_id__in=list(pairs)
    )
    for row in rows.order_by("person_id", "field_id", "part"):
        if row.person_id in pairs[row.field_id]:
            found.setdefault((row.person_id, row.field_id), []).append(row)
    return found


def delete_values(pairs: Mapping[UUID, Collection[UUID]]) -> None:
    """Delete what is held for these persons in these fields; `pairs` are the persons of each field."""
    if not pairs:
        return
    wanted = Q()
    for field_id, persons in pairs.items():
        wanted |= Q(field_id=field_id, person_id__in=list(persons))
    for model in (FieldValue, SealedFieldValue):
        model.objects.filter(wanted, association_id=current_association()).delete()


def seal_where_people_are(fields: Sequence[FieldRow], person_ids: Sequence[UUID]) -> None:
    """Move what these fields hold about persons under their keys, where nobody finds them by it."""
    by_id = {field.id: field for field in fields}
    if not by_id or not person_ids:
        return
    mine = {"association_id": current_association()}
    SealedFieldValue.objects.filter(**mine, person_id__in=person_ids, field_id__in=list(by_id)).update(
        hidden_key=b""
    )
    held = load_values(FieldValue, {field_id: set(person_ids) for field_id in by_id})
    if not held:
        return
    subjects = dict(Person.objects.filter(**mine, id__in=person_ids).values_list("id", "audit_subject"))
    FieldValue.objects.filter(**mine, id__in=[row.id for rows in held.values() for row in rows]).delete()
    insert_values(
        [
            HeldValue(
                person_id=person_id,
                subject=subjects[person_id],
                field=by_id[field_id],
                texts=[row.text for row in rows],
                is_sealed=True,
                is_findable=False,
                source=rows[0].source,
                source_run=rows[0].source_run,
                written_on=rows[0].written_on,
                forget_on=rows[0].forget_on,
            )
            for (person_id, field_id), rows in held.items()
        ]
    )


def show_where_people_are(fields: Sequence[FieldRow], person_ids: Sequence[UUID]) -> None:
    """Put what these fields hold about persons back where it can be read and found, unless it is sensitive itself."""
    by_id = {field.id: field for field in fields}
    held = load_values(SealedFieldValue, {field_id: set(person_ids) for field_id in by_id})
    if not held:
        return
    rows = [row for of_pair in held.values() for row in of_pair]
    subjects = dict(
        Person.objects.filter(association_id=current_association(), id__in=person_ids).values_list(
            "id", "audit_subject"
        )
    )
    texts = iter(open_values(rows, subjects))
    opened = {pair: [next(texts) for _row in of_pair] for pair, of_pair in held.items()}
    SealedFieldValue.objects.filter(
        association_id=current_association(), id__in=[row.id for row in rows]
    ).delete()
    insert_values(
        [
            HeldValue(
                person_id=person_id,
                subject=subjects[person_id],
                field=by_id[field_id],
                texts=opened[(person_id, field_id)],
                is_sealed=by_id[field_id].is_sealed,
                is_findable=True,
                source=of_pair[0].source,
                source_run=of_pair[0].source_run,
                written_on=of_pair[0].written_on,
                forget_on=of_pair[0].forget_on,
            )
            for (person_id, field_id), of_pair in held.items()
        ]
    )
