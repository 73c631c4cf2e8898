"""The steps of a run, each of them one transaction that may be repeated without harm: jobs and commands take them."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports import applying, checking, relating, undoing
from matrikel.imports.models import Chunk, Run, Touched
from matrikel.imports.runs import hold_run, next_chunk, starter_of, stop, was_stopped
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import analyze
from matrikel.kernel.transactions import action
from matrikel.memberships.models import Membership
from matrikel.people.models import ContactPoint, Person
from matrikel.people.queries.numbers import next_member_number


@action
def read_file(*, run_id: UUID, at: datetime) -> None:
    """Read the file of a run that waits for it."""
    run = hold_run(run_id)
    if run.state == Run.State.READING:
        checking.read_file(run, at=at)


@action
def check_rows(*, run_id: UUID, at: datetime) -> None:
    """Check the rows of a run again after its mapping changed."""
    run = hold_run(run_id)
    if run.state == Run.State.CHECKING:
        checking.check_rows(run, at=at)


@action
def apply_next_chunk(*, run_id: UUID, at: datetime) -> bool:
    """Apply the next chunk; returns whether another one waits."""
    run = hold_run(run_id)
    if run.state != Run.State.APPLYING:
        return False
    if was_stopped(run):
        stop(run, at)
        return False
    actor = starter_of(run)
    if run.number_before is None:
        run.number_before = next_member_number()
    number = next_chunk(run, Chunk.State.STAGED)
    if number is not None:
        chunk = Chunk.objects.get(association_id=run.association_id, run_id=run.id, number=number)
        applying.apply_chunk(run, chunk, actor=actor, at=at)
        if number == 0 and chunk.row_count > 500:
            # The planner's picture of tables that were empty a moment ago would cost the next chunks dear.
            analyze(Person, ContactPoint, Membership, Touched)
    more = next_chunk(run, Chunk.State.STAGED) is not None
    if not more:
        relating.relate(run, actor=actor, at=at)
        run.state, run.finished_at = Run.State.DONE, at
        if number != 0 and number is not None:
            analyze(Person, ContactPoint, Membership, Touched)
        header = {"run": str(run.id), "added": run.added, "updated": run.updated}
        record(acts=[Act(action="imports.finished", header=header)], actor=actor, at=at)
    run.save()
    return more


@action
def undo_next_chunk(*, run_id: UUID, actor: Actor, at: datetime) -> bool:
    """Take the last applied chunk back; returns whether another one waits."""
    run = hold_run(run_id)
    if run.state != Run.State.UNDOING:
        return False
    undoing.take_back_relations(run, actor=actor, at=at)
    number = next_chunk(run, Chunk.State.APPLIED, last_first=True)
    if number is not None:
        touched = list(
            Touched.objects.filter(
                association_id=run.association_id, run_id=run.id, chunk_number=number, is_kept=False
            )
        )
        removed, restored = undoing.take_back(run, touched, actor=actor, at=at)
        Chunk.objects.filter(association_id=run.association_id, run_id=run.id, number=number).update(
            state=Chunk.State.UNDONE
        )
        header = {"run": str(run.id), "chunk": number, "removed": removed, "restored": len(restored)}
        undone = Act(action="imports.chunk_undone", subjects=restored, header=header)
        record(acts=[undone], actor=actor, at=at)
    more = next_chunk(run, Chunk.State.APPLIED) is not None
    if not more:
        undoing.take_back_what_was_made(run, actor=actor, at=at)
        run.state, run.undone_at = Run.State.UNDONE, at
        run.save()
        undoing.give_numbers_back(actor=actor, at=at)
    run.save()
    return more
