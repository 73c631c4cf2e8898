"""Stop a bulk edit; whoever it has changed so far stays changed and can be taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.errors import BulkEditRefused
from matrikel.bulkedits.kinds import KINDS
from matrikel.bulkedits.models import BulkEdit
from matrikel.bulkedits.runs import hold_edit, values_of
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action

RUNNING = (BulkEdit.State.CHECKING, BulkEdit.State.REVIEW, BulkEdit.State.APPLYING)


@action
def cancel_bulk_edit(*, edit_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Stop the bulk edit after the people who are being changed.

    :raises BulkEditRefused: it has ended already.
    :raises NotFound: there is no such bulk edit in this association.
    """
    edit = hold_edit(edit_id)
    if edit.state not in RUNNING:
        raise BulkEditRefused(_("This change has ended already."))
    if edit.state == BulkEdit.State.APPLYING and not edit.changed:
        KINDS[edit.kind].unmake(values_of(edit), actor=actor, at=at)
    edit.state, edit.finished_at = BulkEdit.State.CANCELLED, at
    edit.save(update_fields=["state", "finished_at"])
    header = {"edit": str(edit.id), "changed": edit.changed}
    record(acts=[Act(action="bulkedits.cancelled", header=header)], actor=actor, at=at)
