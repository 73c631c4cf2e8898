"""The mail room's background work: letters leave, are tried again, and what they said is forgotten in time."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from matrikel.kernel.jobs import defer, defer_for_installation, job
from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.deliver_letters import deliver_letters
from matrikel.mail.actions.deliver_notices import deliver_notices
from matrikel.mail.actions.forget_letters import MOST_AT_ONCE, forget_letters
from matrikel.mail.actions.forget_notices import forget_notices
from matrikel.mail.queries.due import are_notices_due, list_associations_with_letters_due
from matrikel.organisations.queries import list_slugs


@job("mail.deliver_letters", commits_itself=True)
def deliver_a_chunk() -> None:
    """Deliver letters of one association."""
    deliver_letters(now=timezone.now)


@job("mail.deliver_notices", commits_itself=True)
def deliver_notices_of_installation() -> None:
    """Deliver notices of the installation."""
    deliver_notices(now=timezone.now)


@app.periodic(cron="* * * * *")
@app.task(name="mail.deliver_what_is_due", queue="default", queueing_lock="mail.deliver_what_is_due")
def deliver_what_is_due(timestamp: int) -> None:
    """Ask for another try of everything whose time has come, and of what a worker left that died."""
    if settings.MAIL_SERVER is None and not settings.IS_DEMO:
        return
    at = datetime.fromtimestamp(timestamp, tz=UTC)
    with transaction.atomic():
        due = list_associations_with_letters_due(at=at)
        if are_notices_due(at=at):
            defer_for_installation("mail.deliver_notices")
    for association_id in due:
        with association_scope(association_id), transaction.atomic():
            defer("mail.deliver_letters")


@job("mail.forget_letters")
def forget_old_letters() -> None:
    """Forget one association's old letters."""
    if forget_letters(at=timezone.now()) >= MOST_AT_ONCE:
        defer("mail.forget_letters")


@app.periodic(cron="47 3 * * *")
@app.task(name="mail.forget_everywhere", queue="default", queueing_lock="mail.forget_everywhere")
def forget_everywhere(timestamp: int) -> None:
    """Forget the installation's old notices, and ask for the same in every association."""
    forget_notices(at=datetime.fromtimestamp(timestamp, tz=UTC))
    for _slug, association_id in list_slugs():
        with association_scope(association_id):
            defer("mail.forget_letters")
