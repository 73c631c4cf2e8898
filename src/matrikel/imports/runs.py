"""Finds runs, holds them while they change, and remembers who started them."""

from datetime import datetime, timedelta
from uuid import UUID

from matrikel.audit.queries import has_happened
from matrikel.imports.formats.errors import FileReason
from matrikel.imports.models import Chunk, Run, StopAsked
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.kernel.jobs import is_under_way
from matrikel.kernel.scope import current_association

UNDO_DAYS = 30
AT_ONCE = 2_000
"""Up to so many rows are checked again before an action returns; more are a job's work."""
# What brings people into the register or takes them out of it, so that numbers of before are no longer true.
_CHANGES_WHO_IS_THERE = (
    "people.registered",
    "people.removed",
    "people.merged",
    "imports.chunk_applied",
    "imports.chunk_undone",
)


def hold_run(run_id: UUID, *, wait: bool = True) -> Run:
    """
    Return the run and hold it until the transaction ends, so that two acts on it come one after the other.

    :raises NotFound: there is no such run in this association.
    :raises OperationalError: somebody else holds it, and `wait` is off.
    """
    run = (
        Run.objects.select_for_update(nowait=not wait)
        .filter(association_id=current_association(), id=run_id)
        .first()
    )
    if run is None:
        raise NotFound
    return run


def find_run(run_id: UUID) -> Run:
    """
    Return the run, as it stands.

    :raises NotFound: there is no such run in this association.
    """
    run = Run.objects.filter(association_id=current_association(), id=run_id).first()
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


def is_stale(run: Run) -> bool:
    """Say whether the numbers of the check may have changed: people came or went, or choices were made since."""
    if run.state != Run.State.REVIEW:
        return False
    return run.checked_at is None or has_happened(actions=_CHANGES_WHO_IS_THERE, since=run.checked_at)


def numbers_of(run: Run) -> dict[str, int]:
    """What somebody was shown before saying yes."""
    return {"add": run.to_add, "update": run.to_update, "skip": run.to_skip, "keep": run.to_keep}


def can_resume(run: Run) -> bool:
    """Say whether somebody can go on with the run: it was stopped, or is at work without a job that works."""
    if run.rows_forgotten_at is not None:
        return False
    if run.state == Run.State.CANCELLED:
        return not run.batch_id or run.confirmed_at is not None
    at_work = (Run.State.READING, Run.State.CHECKING, Run.State.APPLYING, Run.State.UNDOING)
    return run.state in at_work and not is_under_way(run_id=run.id)


def can_begin_again(run: Run) -> bool:
    """Say whether the same file can be brought once more: it was taken back, is kept, and came here by itself."""
    return run.state == Run.State.UNDONE and run.rows_forgotten_at is None and run.batch_id is None


def can_choose_sheet(run: Run) -> bool:
    """Say whether another sheet may be read: before the yes, or where the one that was read holds nobody."""
    if len(run.sheets) < 2 or run.rows_forgotten_at is not None:
        return False
    is_empty = run.state == Run.State.REFUSED and run.refused_reason == FileReason.NO_PEOPLE_FOUND.value
    return is_empty or (run.state == Run.State.REVIEW and run.batch_id is None)


def was_stopped(run: Run) -> bool:
    """Whether somebody asked for a stop while this transaction holds the run; others' commits are seen meanwhile."""
    return StopAsked.objects.filter(association_id=run.association_id, run_id=run.id).exists()


def stop(run: Run, at: datetime) -> None:
    """End the run as somebody wished."""
    StopAsked.objects.filter(association_id=run.association_id, run_id=run.id).delete()
    run.state, run.finished_at = Run.State.CANCELLED, at
    run.save()
