"""Nightly work: what signs nobody in any more is forgotten, and rounds that are over are written down."""

from datetime import UTC, datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.access.actions.close_reviews import close_reviews
from matrikel.access.actions.forget_sign_ins import forget_sign_ins
from matrikel.access.actions.note_lapsed_acts import note_lapsed_acts
from matrikel.access.actions.note_lapsed_host_acts import note_lapsed_host_acts
from matrikel.kernel.actors import automatic
from matrikel.kernel.jobs import defer, defer_for_installation, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@app.periodic(cron="41 3 * * *")
@app.task(name="access.forget_sign_ins_everywhere", queue="default", queueing_lock="access.forget_sign_ins")
def forget_sign_ins_everywhere(timestamp: int) -> None:
    """Forget links and invitations whose time is over."""
    forget_sign_ins(at=datetime.fromtimestamp(timestamp, tz=UTC))


@job("access.close_reviews")
def close_reviews_of_association() -> None:
    """Write down how rounds ended in one association, and which acts for two have run out."""
    at = timezone.now()
    close_reviews(actor=automatic("access.close_reviews"), at=at)
    note_lapsed_acts(actor=automatic("access.close_reviews"), at=at)


@job("access.note_lapsed_host_acts")
def note_lapsed_host_acts_of_installation() -> None:
    """Write down which acts for two hosts have lapsed."""
    note_lapsed_host_acts(actor=automatic("access.note_lapsed_host_acts"), at=timezone.now())


@app.periodic(cron="47 3 * * *")
@app.task(name="access.close_reviews_everywhere", queue="default", queueing_lock="access.close_reviews")
def close_reviews_everywhere(timestamp: int) -> None:
    """Ask for it in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("access.close_reviews")
    defer_for_installation("access.note_lapsed_host_acts")
