"""Where a bulk edit stands, and what it does to whom."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.rules import Planned
from matrikel.bulkedits.runs import can_undo, undo_until, values_of
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.people.rules import names

PAGE_ROWS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """A bulk edit with its counts."""

    id: UUID
    kind: str
    state: str
    people: int
    to_change: int
    same: int
    left_out: int
    changed: int
    undone: int
    kept: int
    created_at: datetime
    confirmed_at: datetime | None
    finished_at: datetime | None
    actor_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDetails:
    """A bulk edit, what was typed for it, and until when it can be taken back."""

    edit: EditRow
    values: Mapping[str, str]
    undo_until: datetime | None
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """A person of a bulk edit; `planned` is what would become of the person now, where that is asked."""

    number: int
    person_id: UUID
    display_name: str
    is_protected: bool
    state: str
    reason: str
    planned: Planned | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPage:
    """Some people of a bulk edit; `next_after` is the number after which the next page begins."""

    rows: Sequence[TargetRow]
    next_after: int | None


_COLUMNS = tuple(column.name for column in fields(EditRow))


def get_edit(*, edit_id: UUID, viewer: Viewer, at: datetime) -> EditDetails:
    """
    Return a bulk edit.

    :raises NotFound: there is none in this association, or it is of somebody else and the viewer sees branches only.
    """
    edit = BulkEdit.objects.filter(association_id=current_association(), id=edit_id).first()
    if edit is None or (viewer.unit_ids is not None and edit.actor_id != viewer.account_id):
        raise NotFound
    return EditDetails(
        edit=_row(edit), values=values_of(edit), undo_until=undo_until(edit), can_undo=can_undo(edit, at)
    )


def list_edits(*, viewer: Viewer, after: UUID | None = None, rows: int = PAGE_ROWS) -> list[EditRow]:
    """Return bulk edits, newest first, one more than `rows` where more follow."""
    edits = BulkEdit.objects.filter(association_id=current_association())
    if viewer.unit_ids is not None:
        edits = edits.filter(actor_id=viewer.account_id)
    if after is not None:
        edits = edits.filter(id__lt=after)
    return [_row(edit) for edit in edits.order_by("-id")[: rows + 1]]


def _row(edit: BulkEdit) -> EditRow:
    return EditRow(**{name: getattr(edit, name) for name in _COLUMNS})


def list_targets(
    *,
    edit_id: UUID,
    states: Sequence[str],
    viewer: Viewer,
    at: datetime,
    after: int = -1,
    rows: int = PAGE_ROWS,
    with_plan: bool = False,
) -> TargetPage:
    """Return people of a bulk edit in the order in which they were chosen, those whom the viewer sees."""
    association_id = current_association()
    targets = (
        Target.objects.filter(
            association_id=association_id, edit_id=edit_id, state__in=states, number__gt=after
        )
        .select_related("person")
        .order_by("number")
    )
    if viewer.unit_ids is not None:
        targets = targets.filter(person__unit_id__in=viewer.unit_ids)
    found = list(targets[: rows + 1])
    shown = found[:rows]
    plans: Mapping[UUID, Planned] = {}
    if with_plan and shown:
        edit = BulkEdit.objects.get(association_id=association_id, id=edit_id)
        on = get_association().day_of(at)
        with suppress(NotFound):  # the tag, group or branch is gone by now
            plans = KINDS[edit.kind].plan([target.person_id for target in shown], values_of(edit), on=on)
    return TargetPage(
        rows=[_target(target, plans.get(target.person_id), viewer) for target in shown],
        next_after=shown[-1].number if len(found) > rows else None,
    )


def _target(target: Target, planned: Planned | None, viewer: Viewer) -> TargetRow:
    person = target.person
    return TargetRow(
        number=target.number,
        person_id=target.person_id,
        display_name=names.display_name(
            person.given_name, person.family_name_prefix, person.family_name, person.preferred_name
        ),
        is_protected=person.protection != "NONE" and viewer.may(Right.PROTECTED_SEE),
        state=target.state,
        reason=target.reason,
        planned=planned,
    )
