"""The import's background work: each job is one step, and asks for the next one in the same transaction."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.imports import handing, steps
from matrikel.imports.actions.forget_raw_rows import forget_raw_rows
from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import RETRY, defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@job("imports.read_file")
def read_file(run_id: str) -> None:
    """Read an uploaded file."""
    steps.read_file(run_id=UUID(run_id), at=timezone.now())


@job("imports.check_rows")
def check_rows(run_id: str) -> None:
    """Check rows again under a corrected mapping."""
    steps.check_rows(run_id=UUID(run_id), at=timezone.now())


@job("imports.apply_chunk")
def apply_chunk(run_id: str, number: int = 0) -> None:
    """Apply the next chunk of a run and queue the one after it."""
    if steps.apply_next_chunk(run_id=UUID(run_id), at=timezone.now()):
        defer("imports.apply_chunk", run_id=run_id, number=number + 1)


@job("imports.undo_chunk")
def undo_chunk(run_id: str) -> None:
    """Take back the last chunk of a run and queue the one before it."""
    if steps.undo_next_chunk(run_id=UUID(run_id), actor=automatic("imports.undo"), at=timezone.now()):
        defer("imports.undo_chunk", run_id=run_id)


@job("imports.forget_raw_rows")
def forget_rows() -> None:
    """Delete the raw rows of one association that are older than thirty days."""
    forget_raw_rows(actor=automatic("imports.forget_raw_rows"), at=timezone.now())


@app.task(name="imports.hand_on", queue="default", retry=RETRY)
def hand_on(association_id: str, run_id: str) -> None:
    """Carry the rows of a file of several clubs to the clubs; each association's rows are their own transaction."""
    handing.hand_on(association_id=UUID(association_id), run_id=UUID(run_id), at=timezone.now())


@app.periodic(cron="17 3 * * *")
@app.task(name="imports.forget_raw_rows_everywhere", queue="default", queueing_lock="imports.forget_raw_rows")
def forget_raw_rows_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("imports.forget_raw_rows")
