"""The rows of an imported association once more into an empty one: built beforehand, then only brought in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import models, transaction

from matrikel.kernel.bulk import CHUNK_ROWS, analyze, insert_many
from matrikel.kernel.ids import new_id, new_opaque_id
from matrikel.kernel.scope import association_scope
from matrikel.keys.models import AssociationKey, SubjectKey
from matrikel.keys.sealing import Place, seal
from matrikel.memberships.models import Membership, MembershipType
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person, ProtectedRecord

OF_A_PERSON = (ContactPoint, ExternalNumber, IdentityNumber, ProtectedRecord, Membership)
TABLES = (Person, SubjectKey, *OF_A_PERSON)


def seconds(from_id: UUID, to_id: UUID) -> tuple[float, int]:
    """
    Copy the people of one association into another, timing the writing alone; return the seconds and the rows.

    The same chunks, role, indexes and constraints as an import: a transaction per chunk, ANALYZE after the first
    and at the end.
    """
    constants = _constants(from_id, to_id)
    taken, written = 0.0, 0
    for place, chunk in enumerate(_chunks(from_id)):
        built = _built(from_id, chunk, constants)
        started = time.perf_counter()
        with association_scope(to_id), transaction.atomic():
            for model, columns, rows in built:
                written += insert_many(model, columns, rows)
        if place == 0:
            _analyze(to_id)
        taken += time.perf_counter() - started
    started = time.perf_counter()
    _analyze(to_id)
    return taken + time.perf_counter() - started, written


def _analyze(association_id: UUID) -> None:
    with association_scope(association_id), transaction.atomic():
        analyze(*TABLES)


def _chunks(association_id: UUID) -> Iterator[list[UUID]]:
    with association_scope(association_id), transaction.atomic():
        ids = list(
            Person.objects.filter(association_id=association_id).order_by("id").values_list("id", flat=True)
        )
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK_ROWS)):
        yield chunk


def _constants(from_id: UUID, to_id: UUID) -> dict[str, Any]:
    with association_scope(from_id), transaction.atomic():
        types = dict(MembershipType.objects.values_list("id", "name_key"))
    with association_scope(to_id), transaction.atomic():
        seal([(Place(column="bench", row=new_id()), b"")])  # makes the association's key
        keys = dict(MembershipType.objects.values_list("name_key", "id"))
        missing = [name for name in types.values() if name not in keys]
        for name in missing:
            keys[name] = MembershipType.objects.create(
                id=new_id(), association_id=to_id, name=name, name_key=name
            ).id
        association_key = AssociationKey.objects.get(association_id=to_id).id
    return {
        "association_id": to_id,
        "association_key_id": association_key,
        "unit_id": None,
        "types": {old: keys[name] for old, name in types.items()},
    }


Built = list[tuple[type[models.Model], list[str], list[tuple[object, ...]]]]


def _built(from_id: UUID, chunk: Sequence[UUID], constants: dict[str, Any]) -> Built:
    """Read a chunk's rows and give them new identities."""
    persons = {old: new_id() for old in chunk}
    with association_scope(from_id), transaction.atomic():
        subjects = {
            old: new_opaque_id()
            for old in Person.objects.filter(id__in=chunk).values_list("audit_subject", flat=True)
        }
        read: list[tuple[type[models.Model], models.QuerySet[Any]]] = [
            (Person, Person.objects.filter(id__in=chunk).order_by("id")),
            (SubjectKey, SubjectKey.objects.filter(subject__in=subjects)),
        ]
        read += [(model, model._default_manager.filter(person_id__in=chunk)) for model in OF_A_PERSON]
        return [_renewed(model, found, persons, subjects, constants) for model, found in read]


def _renewed(
    model: type[models.Model],
    found: models.QuerySet[Any],
    persons: dict[UUID, UUID],
    subjects: dict[UUID, UUID],
    constants: dict[str, Any],
) -> tuple[type[models.Model], list[str], list[tuple[object, ...]]]:
    columns = [field.attname for field in model._meta.concrete_fields if not field.generated]
    rows = []
    for values in found.values_list(*columns):
        row = []
        for column, value in zip(columns, values, strict=True):
            if column == "id":
                value = persons[value] if model is Person else new_id()
            elif column == "person_id":
                value = persons[value]
            elif column in ("audit_subject", "subject"):
                value = subjects[value]
            elif column == "type_id":
                value = constants["types"][value]
            elif column in constants:
                value = constants[column]
            elif isinstance(value, memoryview):
                value = bytes(value)
            row.append(value)
        rows.append(tuple(row))
    return model, columns, rows
