"""Stop a run; what it has applied so far stays and can be taken back."""

from datetime import datetime
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.gathering import take_back_names
from matrikel.imports.models import Run, StopAsked
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action

RUNNING = (Run.State.READING, Run.State.CHECKING, Run.State.REVIEW, Run.State.APPLYING)


@action
def cancel_import(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Stop the run: at once where nobody works on it, else after what its job is just doing.

    A job holds the run while it reads, checks or writes a chunk. Nobody waits for that: the wish is written down,
    and the job finds it between two chunks.

    :raises ImportRefused: it has ended already.
    :raises NotFound: there is no such run in this association.
    """
    try:
        with transaction.atomic():
            run = hold_run(run_id, wait=False)
    except OperationalError:
        _ask_to_stop(run_id)
        run = None
    if run is not None:
        if run.state not in RUNNING:
            raise ImportRefused(_("This import has ended already."))
        run.state, run.finished_at = Run.State.CANCELLED, at
        run.save()
        if run.confirmed_at is None:
            take_back_names(run, actor=actor, at=at)
    record(acts=[Act(action="imports.cancelled", header={"run": str(run_id)})], actor=actor, at=at)


def _ask_to_stop(run_id: UUID) -> None:
    found = Run.objects.filter(association_id=current_association(), id=run_id).values_list(
        "state", flat=True
    )
    state = found.first()
    if state is None:
        raise NotFound
    if state not in RUNNING:
        raise ImportRefused(_("This import has ended already."))
    StopAsked.objects.create(id=new_id(), association_id=current_association(), run_id=run_id)
