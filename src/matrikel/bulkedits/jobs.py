"""The background work of bulk edits: each job is one step, and asks for the next one in the same transaction."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.bulkedits import steps
from matrikel.bulkedits.actions.forget_bulk_edits import forget_bulk_edits
from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@job("bulkedits.check")
def check(edit_id: str) -> None:
    """Check the next people and queue those after them."""
    if steps.check_next(edit_id=UUID(edit_id), at=timezone.now()):
        defer("bulkedits.check", edit_id=edit_id)


@job("bulkedits.apply")
def apply(edit_id: str) -> None:
    """Change the next people and queue those after them."""
    if steps.apply_next(edit_id=UUID(edit_id), at=timezone.now()):
        defer("bulkedits.apply", edit_id=edit_id)


@job("bulkedits.undo")
def undo(edit_id: str) -> None:
    """Take back the change of the next people and queue those after them."""
    if steps.undo_next(edit_id=UUID(edit_id), actor=automatic("bulkedits.undo"), at=timezone.now()):
        defer("bulkedits.undo", edit_id=edit_id)


@job("bulkedits.forget")
def forget() -> None:
    """Forget the old bulk edits of one association."""
    forget_bulk_edits(actor=automatic("bulkedits.forget"), at=timezone.now())


@app.periodic(cron="37 3 * * *")
@app.task(name="bulkedits.forget_everywhere", queue="default", queueing_lock="bulkedits.forget")
def forget_everywhere(timestamp: int) -> None:
    """Ask for the forgetting in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("bulkedits.forget")
