"""Take a bulk edit back, within thirty days."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.models import BulkEdit
from matrikel.bulkedits.runs import AT_ONCE, can_undo, hold_edit
from matrikel.bulkedits.steps import undo_next
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def undo_bulk_edit(*, edit_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Let the undoing begin; whoever was changed since is left alone and listed.

    :raises BulkEditRefused: nothing was changed, it is undone already, or thirty days have passed.
    :raises NotFound: there is no such bulk edit in this association.
    """
    edit = hold_edit(edit_id)
    if not can_undo(edit, at):
        raise BulkEditRefused(_("There is nothing to undo here any more."))
    edit.state = BulkEdit.State.UNDOING
    edit.save(update_fields=["state"])
    record(acts=[Act(action="bulkedits.undo_asked", header={"edit": str(edit.id)})], actor=actor, at=at)
    if edit.changed <= AT_ONCE:
        undo_next(edit_id=edit_id, actor=actor, at=at)
    else:
        defer("bulkedits.undo", edit_id=edit_id)
