"""Deliver a chunk of the installation's notices that are due."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from matrikel.kernel.jobs import defer_for_installation
from matrikel.mail.actions.deliver_letters import CLAIMED_FOR
from matrikel.mail.actions.queue_letters import CHUNK_LETTERS
from matrikel.mail.delivering import Parcel, deliver, put_into_box
from matrikel.mail.models import DUE_NOTICE, Notice
from matrikel.mail.rules import Reason
from matrikel.mail.storage import open_notices


class _Notices:
    """The outbox of the installation."""

    def still_open(self, ids: Sequence[UUID]) -> QuerySet[Notice]:
        return Notice.objects.filter(DUE_NOTICE, id__in=ids)

    def failed(self, ids: Sequence[UUID], reason: Reason, *, at: datetime) -> None:
        """Nothing follows: a code that did not arrive is asked for again."""


def deliver_notices(*, now: Callable[[], datetime]) -> int:
    """
    Deliver the notices that are due, at most a chunk, and return how many left; those that are too late stay.

    Commits notice by notice and is therefore always outermost. In the demonstration they go into its letter box.
    """
    server = settings.MAIL_SERVER
    if server is None and not settings.IS_DEMO:
        return 0
    with transaction.atomic():
        at = now()
        found = list(
            _due(at=at).select_for_update(skip_locked=True).order_by("next_try_at", "id")[:CHUNK_LETTERS]
        )
        late = [notice.id for notice in found if notice.expires_at <= at]
        Notice.objects.filter(id__in=late).update(given_up_at=at, reason=Reason.EXPIRED.value, sealed=None)
        notices = [notice for notice in found if notice.expires_at > at]
        ids = [notice.id for notice in notices]
        Notice.objects.filter(id__in=ids).update(claimed_until=at + CLAIMED_FOR)
        opened = open_notices(notices)
    parcels = [
        Parcel(
            id=notice.id,
            message_id=notice.message_id,
            language=notice.language,
            attempts=notice.attempts,
            written=opened.get(notice.id),
        )
        for notice in notices
    ]
    if settings.IS_DEMO or server is None:
        gone = put_into_box(parcels, outbox=_Notices(), at=now())
    else:
        gone = deliver(parcels, outbox=_Notices(), server=server, logo=None, now=now)
    if len(found) == CHUNK_LETTERS:
        with transaction.atomic():
            if _due(at=now()).exists():
                defer_for_installation("mail.deliver_notices")
    return gone


def _due(*, at: datetime) -> QuerySet[Notice]:
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return Notice.objects.filter(DUE_NOTICE, unclaimed, next_try_at__lte=at)
