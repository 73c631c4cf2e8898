"""Go on with a run that was stopped, or that stands still because its job has died."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Chunk, Run, StopAsked
from matrikel.imports.runs import can_resume, hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def resume_import(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Take the run up where it stood: reading, checking, or the next chunk of those that wait.

    What was applied is applied once, whatever happened; a run that nobody had confirmed waits for a yes again.

    :raises ImportRefused: it is not stopped and does not stand still, or its rows are no longer kept.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if not can_resume(run):
        raise ImportRefused(_("There is nothing to go on with in this import."))
    StopAsked.objects.filter(association_id=run.association_id, run_id=run.id).delete()
    if run.state == Run.State.CANCELLED:
        run.state = _where_it_stood(run)
    run.finished_at = None
    run.save()
    record(
        acts=[Act(action="imports.resumed", header={"run": str(run.id), "applied_rows": run.applied_rows})],
        actor=actor,
        at=at,
    )
    name = _JOBS[Run.State(run.state)]
    defer(name, run_id=run.id)


_JOBS = {
    Run.State.READING: "imports.read_file",
    Run.State.CHECKING: "imports.check_rows",
    Run.State.APPLYING: "imports.apply_chunk",
    Run.State.UNDOING: "imports.undo_chunk",
}


def _where_it_stood(run: Run) -> Run.State:
    if run.confirmed_at is not None:
        return Run.State.APPLYING
    has_rows = Chunk.objects.filter(association_id=run.association_id, run_id=run.id).exists()
    return Run.State.CHECKING if has_rows else Run.State.READING
