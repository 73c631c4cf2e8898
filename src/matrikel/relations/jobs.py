"""Nightly work: what was kept to take moves back is forgotten after a month."""

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs
from matrikel.relations.actions.forget_moves import forget_moves


@job("relations.forget_moves")
def forget() -> None:
    """Delete the moves of one association that are older than thirty days."""
    forget_moves(actor=automatic("relations.forget_moves"), at=timezone.now())


@app.periodic(cron="23 3 * * *")
@app.task(name="relations.forget_moves_everywhere", queue="default", queueing_lock="relations.forget_moves")
def forget_moves_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("relations.forget_moves")
