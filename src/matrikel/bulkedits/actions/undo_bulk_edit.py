"""Take a bulk edit back, within thirty days."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.runs import AT_ONCE, can_undo, hold_edit, leave_out_of_reach
from matrikel.bulkedits.steps import undo_next
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def undo_bulk_edit(
    *, edit_id: UUID, actor: Actor, at: datetime, unit_ids: Sequence[UUID] | None = None
) -> None:
    """
    Let the undoing begin; whoever was changed since is left alone and listed.

    `unit_ids` are the branches that whoever asks sees: who has left them since is left alone too.

    :raises BulkEditRefused: nothing was changed, it is undone already, or thirty days have passed.
    :raises NotFound: there is no such bulk edit in this association.
    """
    edit = hold_edit(edit_id)
    if not can_undo(edit, at):
        raise BulkEditRefused(_("There is nothing to undo here any more."))
    if unit_ids is not None:
        edit.kept += leave_out_of_reach(edit, Target.State.CHANGED, unit_ids, Target.State.KEPT)
    edit.state = BulkEdit.State.UNDOING
    edit.save(update_fields=["state", "kept"])
    record(acts=[Act(action="bulkedits.undo_asked", header={"edit": str(edit.id)})], actor=actor, at=at)
    if edit.changed <= AT_ONCE:
        undo_next(edit_id=edit_id, actor=actor, at=at)
    else:
        defer("bulkedits.undo", edit_id=edit_id)
