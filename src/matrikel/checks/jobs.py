"""The checks' background work: every night, what serves nobody any more is deleted."""

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.checks.actions.forget_old_checks import forget_old_checks
from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@job("checks.forget_old")
def forget_old() -> None:
    """Delete one association's old checks."""
    forget_old_checks(actor=automatic("checks.forget_old"), at=timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="checks.forget_old_everywhere", queue="default", queueing_lock="checks.forget_old")
def forget_old_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("checks.forget_old")
