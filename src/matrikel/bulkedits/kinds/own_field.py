"""One of the association's own fields: the same value for everybody, or nothing any more."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from matrikel.bulkedits.kinds.base import Done, Kind, Values
from matrikel.bulkedits.rules import Planned, compare
from matrikel.fields.actions.set_values import NewValue, set_values
from matrikel.fields.models import FieldValue
from matrikel.fields.queries import get_field
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association


class OwnField(Kind):
    """
    Sets an own field: `field` is its id and `text` the value in its kept form, empty to forget it.

    What is sealed is changed on the person's page only: nobody may see beforehand what stood there. So are fields
    that hold several choices.
    """

    code = "own_field"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Compare what the field holds."""
        field_id = _field(values)
        held = _held(field_id, person_ids)
        after = {"text": values["text"]}
        return {person_id: compare({"text": held.get(person_id, "")}, after) for person_id in person_ids}

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Write the value."""
        field_id = _field(values)
        held = _held(field_id, person_ids)
        set_values(
            values=[_value(person_id, field_id, values["text"]) for person_id in person_ids],
            actor=actor,
            at=at,
        )
        return [
            Done(person_id=person_id, before={"text": held.get(person_id, "")}) for person_id in person_ids
        ]

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Write what the field held, where it still holds what was written here."""
        field_id = _field(values)
        held = _held(field_id, [each.person_id for each in done])
        mine = [each for each in done if held.get(each.person_id, "") == values["text"]]
        set_values(
            values=[_value(each.person_id, field_id, each.before["text"]) for each in mine],
            actor=actor,
            at=at,
        )
        return {each.person_id for each in mine}


def may_be_changed_for_many(field: FieldRow) -> bool:
    """Say whether nothing of a field is ever sealed, not even of the protected, and it holds one text."""
    return not field.is_sealed and not field.tells_where and field.kind != "CHOICES"


def _field(values: Values) -> UUID:
    field = get_field(field_id=UUID(values["field"]))
    if not may_be_changed_for_many(field):
        raise NotFound
    return field.id


def _value(person_id: UUID, field_id: UUID, text: str) -> NewValue:
    return NewValue(person_id=person_id, field_id=field_id, texts=(text,) if text else ())


def _held(field_id: UUID, person_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = FieldValue.objects.filter(
        association_id=current_association(), field_id=field_id, person_id__in=person_ids
    )
    return dict(rows.values_list("person_id", "text"))
