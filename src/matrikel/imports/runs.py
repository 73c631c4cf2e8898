"""Finds runs, holds them while they change, and remembers who started them."""

from datetime import datetime, timedelta
from uuid import UUID

from matrikel.imports.models import Chunk, Run
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association

UNDO_DAYS = 30


def hold_run(run_id: UUID) -> Run:
    """
    Return the run and hold it until the transaction ends, so that two acts on it come one after the other.

    :raises NotFound: there is no such run in this association.
    """
    run = Run.objects.select_for_update().filter(association_id=current_association(), id=run_id).first()
    if run is None:
        raise NotFound
    return run


def starter_of(run: Run) -> Actor:
    """Who asked for the run: the jobs act in that name."""
    return Actor(kind=ActorKind(run.actor_kind), id=run.actor_id, name=run.actor_name, role=run.actor_role)


def next_chunk(run: Run, state: str, *, last_first: bool = False) -> int | None:
    """The number of the next chunk in a state."""
    return (
        Chunk.objects.filter(association_id=run.association_id, run_id=run.id, state=state)
        .order_by("-number" if last_first else "number")
        .values_list("number", flat=True)
        .first()
    )


def undo_until(run: Run) -> datetime | None:
    """Until when the run can be taken back; None when nothing of it was applied."""
    if run.confirmed_at is None or not run.applied_rows:
        return None
    # What undoing needs is forgotten with the rows, thirty days after the file came.
    return run.created_at + timedelta(days=UNDO_DAYS)


def can_undo(run: Run, at: datetime) -> bool:
    until = undo_until(run)
    return until is not None and at < until and run.state in (Run.State.DONE, Run.State.CANCELLED)
