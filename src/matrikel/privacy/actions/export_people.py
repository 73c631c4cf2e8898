"""Take out what is held about persons, by the names of the personal-data map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.personal_data_map import F, Page, TableClass, pages
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, unseal
from matrikel.people.models import Person

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedChunk:
    """Some persons as plain JSON values, in order of id, and from which id the next chunk goes on."""

    people: Sequence[dict[str, Any]]
    next_after: UUID | None


@action
def export_people(
    *, after: UUID | None, include_sealed: bool, function: str, actor: Actor, at: datetime
) -> ExportedChunk:
    """
    Return the next thousand persons with every declared column, and record that each of them was taken out.

    Columns stand under the names that the personal-data map gives them; what belongs to a person stands in
    lists (`contact_points`, `memberships`, …). A column that the map does not export is left out; a sealed one
    is opened only with `include_sealed`, and otherwise absent.
    """
    mapped = pages()
    found = Person.objects.filter(association_id=current_association()).select_related("unit").order_by("id")
    if after is not None:
        found = found.filter(id__gt=after)
    persons = list(found[:ROWS_AT_ONCE])
    subjects = {person.id: person.audit_subject for person in persons}
    exported = {
        person.id: {"id": str(person.id), **_plain(person, mapped["people.Person"])} for person in persons
    }
    for page, path in _pages_of_persons(mapped):
        model = apps.get_model(page.label)
        name = _list_name(model, path)
        for values in exported.values():
            values[name] = []
        for row, values in _rows_of(model, page, path, subjects, include_sealed=include_sealed):
            exported[row.whose][name].append(values)
    if persons:
        header = {"function": function, "persons": len(persons), "sealed": include_sealed}
        record(
            acts=[Act(action="people.exported", subjects=list(subjects.values()), header=header)],
            actor=actor,
            at=at,
        )
    return ExportedChunk(
        people=list(exported.values()), next_after=persons[-1].id if len(persons) == ROWS_AT_ONCE else None
    )


def _pages_of_persons(mapped: dict[str, Page]) -> list[tuple[Page, str]]:
    """Return what belongs to persons: each page with each of its paths, as a row may be about two persons."""
    return [
        (mapped[label], path)
        for label in sorted(mapped)
        if mapped[label].table_class is TableClass.ASSOCIATION
        and any(_exported(entry) for entry in mapped[label].fields.values())
        for path in mapped[label].about
        if _leads_to_person(apps.get_model(label), path)
    ]


def _leads_to_person(model: type[models.Model], path: str) -> bool:
    here: Any = model
    for step in () if path == "self" else path.split("__"):
        here = here._meta.get_field(step).related_model
        if here is None:
            return False
    return here is Person and path != "self"


def _list_name(model: type[models.Model], path: str) -> str:
    field: Any = None if "__" in path else model._meta.get_field(path)
    related: str | None = field.remote_field.related_name if field else None
    return related if related and related != "+" else f"{model._meta.model_name}s"


def _rows_of(
    model: Any, page: Page, path: str, subjects: dict[UUID, UUID], *, include_sealed: bool
) -> list[tuple[Any, dict[str, Any]]]:
    named = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.name != path and _exported(page.fields[field.name])
    ]
    found = (
        model.objects.filter(association_id=current_association(), **{f"{path}__in": list(subjects)})
        .annotate(whose=models.F(path))
        .order_by("whose", "id")
        .distinct()
    )
    rows = list(found.select_related(*named) if named else found)
    values = [_plain(row, page, path) for row in rows]
    # What is sealed is sealed under the key of the one person whose row it is.
    sealed = [
        name
        for name, entry in page.fields.items()
        if entry.sealed and entry.export == "yes" and path == "person"
    ]
    if include_sealed and sealed and rows:
        places = [
            (
                Place(column=f"{model._meta.db_table}.{name}", row=row.id, subject=subjects[row.whose]),
                bytes(getattr(row, name)),
            )
            for row in rows
            for name in sealed
        ]
        opened = iter(unseal(places))
        for value in values:
            for name in sealed:
                value[name] = next(opened).decode()
    return list(zip(rows, values, strict=True))


def _exported(entry: F) -> bool:
    return entry.export == "yes" and entry.level > 0


def _plain(row: Any, page: Page, path: str = "self") -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, entry in page.fields.items():
        if entry.sealed or entry.export != "yes" or name in ("id", "association_id", path):
            continue
        values[name] = _json(getattr(row, name))
    return values


def _json(value: Any) -> Any:
    if isinstance(value, models.Model):
        return getattr(value, "name", None) or getattr(value, "code", None) or str(value.pk)
    if isinstance(value, Range):
        return [_json(value.lower), _json(value.upper)]
    if value is None or isinstance(value, bool | int | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
