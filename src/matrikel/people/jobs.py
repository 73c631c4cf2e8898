"""The people room's background work: notes do not outlive their time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs
from matrikel.people.actions.remove_notes import MOST_AT_ONCE, remove_all_notes, remove_old_notes


@job("people.forget_notes")
def forget_notes() -> None:
    """Delete one association's notes that are older than two years."""
    if remove_old_notes(actor=automatic("people.forget_notes"), at=timezone.now()) == MOST_AT_ONCE:
        defer("people.forget_notes")


@job("people.forget_all_notes")
def forget_all_notes() -> None:
    """Delete all notes of one association, because it keeps none any more."""
    if remove_all_notes(actor=automatic("people.forget_all_notes"), at=timezone.now()) == MOST_AT_ONCE:
        defer("people.forget_all_notes")


@app.periodic(cron="37 3 * * *")
@app.task(name="people.forget_notes_everywhere", queue="default", queueing_lock="people.forget_notes")
def forget_notes_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("people.forget_notes")
