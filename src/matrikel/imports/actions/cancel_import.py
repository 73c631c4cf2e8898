"""Stop a run; what it has applied so far stays and can be taken back."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action

_RUNNING = (Run.State.READING, Run.State.CHECKING, Run.State.REVIEW, Run.State.APPLYING)


@action
def cancel_import(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Stop the run after the chunk that is being applied.

    :raises ImportRefused: it has ended already.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state not in _RUNNING:
        raise ImportRefused(_("This import has ended already."))
    run.state, run.finished_at = Run.State.CANCELLED, at
    run.save()
    record(
        acts=[Act(action="imports.cancelled", header={"run": str(run.id), "applied_rows": run.applied_rows})],
        actor=actor,
        at=at,
    )
