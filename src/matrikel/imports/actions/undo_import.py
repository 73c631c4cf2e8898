"""Take a whole run back, within thirty days."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import UndoRefused
from matrikel.imports.models import Run
from matrikel.imports.runs import can_undo, hold_run, undo_until
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def undo_import(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Let the undoing begin; people changed since stay and are listed with the run.

    :raises UndoRefused: nothing was applied, it is undone already, or thirty days have passed.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    until = undo_until(run)
    if until is not None and at >= until:
        raise UndoRefused(_("An import can be undone for thirty days; they have passed."))
    if not can_undo(run, at):
        raise UndoRefused(_("There is nothing to undo in this import."))
    run.state = Run.State.UNDOING
    run.save()
    record(acts=[Act(action="imports.undo_asked", header={"run": str(run.id)})], actor=actor, at=at)
    defer("imports.undo_chunk", run_id=run.id)
