"""Delete what was kept of files: the files, their raw rows, and what undoing would have needed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.models import Chunk, FilePart, Made, RowChoice, Run, StopAsked, Touched
from matrikel.imports.runs import UNDO_DAYS
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_raw_rows(*, actor: Actor, at: datetime) -> int:
    """Forget the rows of runs that began more than thirty days ago; returns how many runs that were."""
    runs = list(
        Run.objects.select_for_update().filter(
            association_id=current_association(),
            created_at__lt=at - timedelta(days=UNDO_DAYS),
            rows_forgotten_at=None,
        )
    )
    ids = [run.id for run in runs]
    _forget(ids)
    for run in runs:
        if run.state in (Run.State.READING, Run.State.CHECKING, Run.State.REVIEW, Run.State.APPLYING):
            run.state, run.finished_at = Run.State.CANCELLED, at
        run.rows_forgotten_at = at
    Run.objects.bulk_update(runs, ["state", "finished_at", "rows_forgotten_at"])
    if runs:
        header = {"runs": [str(run_id) for run_id in ids]}
        record(acts=[Act(action="imports.raw_rows_forgotten", header=header)], actor=actor, at=at)
    return len(runs)


@action
def forget_rows_of(*, run_id: UUID, at: datetime) -> None:
    """Forget the rows of one run at once, as after a preview that nobody wants to go on with."""
    _forget([run_id])
    Run.objects.filter(association_id=current_association(), id=run_id).update(rows_forgotten_at=at)


def _forget(ids: Sequence[UUID]) -> None:
    mine = {"association_id": current_association(), "run_id__in": ids}
    FilePart.objects.filter(**mine).delete()
    Chunk.objects.filter(**mine).update(sealed_rows=b"", sealed_review=b"")
    Touched.objects.filter(**mine).delete()
    for left in (RowChoice, Made, StopAsked):
        left.objects.filter(**mine).delete()
    # Headings, names of types, of sheets and of files are the file's words too: any of them may name people.
    Run.objects.filter(association_id=current_association(), id__in=ids).update(
        columns=[],
        new_types=[],
        types=[],
        type_choices={},
        sheets=[],
        wanted_sheet="",
        clubs=[],
        beside={},
        file_name="",
        sheet="",
    )
