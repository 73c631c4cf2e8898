"""Confirm a reviewed bulk edit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.runs import AT_ONCE, hold_edit, leave_out_of_reach, seal_values, values_of
from matrikel.bulkedits.steps import apply_next
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def confirm_bulk_edit(
    *, edit_id: UUID, actor: Actor, at: datetime, unit_ids: Sequence[UUID] | None = None
) -> None:
    """
    Let the change begin; a few people are changed at once, many by jobs.

    `unit_ids` are the branches that whoever confirms sees: who has left them since is left out.

    :raises BulkEditRefused: it does not wait for a yes, or there is nobody to change.
    :raises Refusal: the tag or group that it would make is there by now.
    :raises NotFound: there is no such bulk edit in this association.
    """
    edit = hold_edit(edit_id)
    if edit.state != BulkEdit.State.REVIEW:
        raise BulkEditRefused(_("This change is not waiting for a confirmation."))
    if unit_ids is not None:
        out = leave_out_of_reach(edit, Target.State.CHANGE, unit_ids, Target.State.LEFT_OUT)
        edit.to_change, edit.left_out = edit.to_change - out, edit.left_out + out
    if not edit.to_change:
        raise BulkEditRefused(_("There is nobody to change."))
    edit.state, edit.confirmed_at = BulkEdit.State.APPLYING, at
    # A new tag or group is there from here on; what it became is remembered with what was typed.
    values = KINDS[edit.kind].make(values_of(edit), actor=actor, at=at)
    edit.sealed_values = seal_values(edit.id, values)
    edit.save(update_fields=["state", "confirmed_at", "to_change", "left_out", "sealed_values"])
    header = {"edit": str(edit.id), "kind": edit.kind, "people": edit.to_change}
    record(acts=[Act(action="bulkedits.confirmed", header=header)], actor=actor, at=at)
    if edit.to_change <= AT_ONCE:
        apply_next(edit_id=edit_id, at=at)
    else:
        defer("bulkedits.apply", edit_id=edit_id)
