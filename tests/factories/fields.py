"""Own fields for tests."""

from datetime import date
from typing import Any
from uuid import UUID

from matrikel.fields.actions.save_fields import FieldEdit, save_fields
from matrikel.fields.actions.set_values import NewValue, set_values
from matrikel.fields.queries import list_fields
from matrikel.fields.rules.definitions import FieldDefinition, OptionDefinition
from matrikel.fields.rules.rows import FieldRow, OptionRow
from matrikel.kernel.ids import new_id
from tests.conftest import ACTOR, AT

SIZES = (
    OptionDefinition(code="s", labels={"sv": "Small"}),
    OptionDefinition(code="m", labels={"sv": "Medium"}),
    OptionDefinition(code="l", labels={"sv": "Large"}),
)


def a_field(label: str = "Tröjstorlek", **parts: Any) -> FieldDefinition:
    """Return a text field that says why and how long."""
    if parts.get("options") == "sizes":
        parts["options"] = SIZES
    return FieldDefinition(
        **{
            "kind": "TEXT",
            "labels": {"sv": label},
            "purpose": "activities",
            "level": "PERSONAL",
            "keep": "exit+0d",
            **parts,
        }
    )


def as_row(**parts: Any) -> FieldRow:
    """Return a field as it would stand once saved."""
    wanted = a_field(**parts)
    values = {
        name: getattr(wanted, name) for name in FieldDefinition.__dataclass_fields__ if name != "options"
    }
    return FieldRow(
        **values,
        id=new_id(),
        position=0,
        retired_on=None,
        erase_on=None,
        version=1,
        options=[OptionRow(code=o.code, labels=o.labels, is_offered=o.is_offered) for o in wanted.options],
    )


def save_field(label: str = "Tröjstorlek", **parts: Any) -> FieldRow:
    """Save a field and return it."""
    (field_id,) = save_fields(fields=[FieldEdit(definition=a_field(label, **parts))], actor=ACTOR, at=AT)
    return next(row for row in list_fields() if row.id == field_id)


def write(person_id: UUID, field: FieldRow, *texts: str, **more: Any) -> int:
    """Write a value that is already in its kept form."""
    value = NewValue(person_id=person_id, field_id=field.id, texts=texts)
    return set_values(values=[value], **{"actor": ACTOR, "at": AT, **more})


A_DAY = date(2026, 11, 21)
