"""The background work of exports: making files, and deleting them when their time is over."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.access.queries import find_entrance
from matrikel.exports.actions.forget_exports import forget_exports
from matrikel.exports.actions.withdraw_exports import withdraw_exports
from matrikel.exports.making import hold_export, make_file, maker_of
from matrikel.kernel.actors import Right, automatic
from matrikel.kernel.jobs import defer, job
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_slugs


@job("exports.make", commits_itself=True)
def make(export_id: str) -> None:
    """Make a file, with the rights that whoever asked for it has now; without them there is none."""
    at = timezone.now()
    with transaction.atomic():
        account = maker_of(hold_export(UUID(export_id))).id
        entrance = find_entrance(account_id=account, at=at) if account else None
        presence = entrance.presence if entrance else None
        viewer = presence.viewer_for(Right.PEOPLE_EXPORT) if presence else None
        if viewer is None or not viewer.may(Right.PEOPLE_EXPORT):
            withdraw_exports(account_ids=[account] if account else [], actor=automatic("exports.make"), at=at)
            return
    make_file(export_id=UUID(export_id), viewer=viewer, at=at)


@job("exports.forget")
def forget() -> None:
    """Delete the old files of one association."""
    if forget_exports(actor=automatic("exports.forget"), at=timezone.now()) == 1_000:
        defer("exports.forget")


@app.periodic(cron="43 * * * *")
@app.task(name="exports.forget_everywhere", queue="default", queueing_lock="exports.forget")
def forget_everywhere(timestamp: int) -> None:
    """Ask for the deletion in every association."""
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("exports.forget")
