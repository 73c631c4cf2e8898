"""The people room's background work: notes do not outlive their time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import get_association, list_slugs
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.remove_notes import MOST_AT_ONCE, remove_old_notes


@job("people.forget_notes")
def forget_notes() -> None:
    """Delete one association's notes that are older than two years, or all where it keeps no free text any more."""
    keeps_any = get_association().has(Module.NOTES)
    removed = remove_old_notes(keeps_any=keeps_any, actor=automatic("people.forget_notes"), at=timezone.now())
    if removed == MOST_AT_ONCE:
        defer("people.forget_notes")


@app.periodic(cron="37 3 * * *")
@app.task(name="people.forget_notes_everywhere", queue="default", queueing_lock="people.forget_notes")
def forget_notes_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("people.forget_notes")
