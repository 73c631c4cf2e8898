"""Finds bulk edits, holds them while they change, and remembers what was typed and by whom."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal, unseal
from matrikel.people.models import Person

UNDO_DAYS = 30
CHUNK = 500
"""How many people are checked, changed or changed back in one transaction."""

AT_ONCE = 200
"""Up to how many people somebody waits for in one request; for more, the work goes on by itself."""


def hold_edit(edit_id: UUID) -> BulkEdit:
    """
    Return the bulk edit and hold it until the transaction ends.

    :raises NotFound: there is no such bulk edit in this association.
    """
    edit = (
        BulkEdit.objects.select_for_update().filter(association_id=current_association(), id=edit_id).first()
    )
    if edit is None:
        raise NotFound
    return edit


def starter_of(edit: BulkEdit) -> Actor:
    """Who asked for the bulk edit: the jobs act in that name."""
    return Actor(
        kind=ActorKind(edit.actor_kind), id=edit.actor_id, name=edit.actor_name, role=edit.actor_role
    )


def next_targets(edit: BulkEdit, state: str, *, most: int = CHUNK) -> list[Target]:
    """Return the next persons in a state, in the order in which they were chosen."""
    return list(
        Target.objects.filter(association_id=edit.association_id, edit_id=edit.id, state=state).order_by(
            "number"
        )[:most]
    )


def leave_out_of_reach(edit: BulkEdit, state: str, unit_ids: Sequence[UUID], becomes: str) -> int:
    """Leave out who stands in none of the branches, and return how many that are."""
    targets = Target.objects.filter(association_id=edit.association_id, edit_id=edit.id, state=state)
    out = targets.exclude(
        person_id__in=Person.objects.filter(
            association_id=edit.association_id, unit_id__in=list(unit_ids)
        ).values("id")
    )
    return out.update(state=becomes, reason="changed_meanwhile")


def seal_values(edit_id: UUID, values: Mapping[str, str]) -> bytes:
    """Seal what was typed."""
    return seal([(_place(edit_id), json.dumps(dict(values), ensure_ascii=False).encode())])[0]


def values_of(edit: BulkEdit) -> dict[str, str]:
    """Return what was typed; nothing once it is forgotten."""
    if not edit.sealed_values:
        return {}
    read: dict[str, str] = json.loads(unseal([(_place(edit.id), bytes(edit.sealed_values))])[0])
    return read


def _place(edit_id: UUID) -> Place:
    return Place(column="bulkedits_bulkedit.sealed_values", row=edit_id)


def before_place(target_id: UUID, subject: UUID) -> Place:
    """Return where what a person was before is sealed."""
    return Place(column="bulkedits_target.sealed_before", row=target_id, subject=subject)


def undo_until(edit: BulkEdit) -> datetime | None:
    """Until when the bulk edit can be taken back; None when nothing of it was applied."""
    return edit.created_at + timedelta(days=UNDO_DAYS) if edit.changed else None


def can_undo(edit: BulkEdit, at: datetime) -> bool:
    """Say whether the bulk edit can be taken back."""
    until = undo_until(edit)
    over: Sequence[str] = (BulkEdit.State.DONE, BulkEdit.State.CANCELLED)
    return until is not None and at < until and edit.state in over
