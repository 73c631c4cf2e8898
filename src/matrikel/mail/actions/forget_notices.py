"""Forget what notices said when their time is over, and the notices of sign-ins that are gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from matrikel.kernel.transactions import action
from matrikel.mail.models import Notice

WORDS_KEPT = timedelta(days=7)
NOTICES_KEPT = timedelta(days=90)


@action
def forget_notices(*, account_ids: Sequence[UUID] = (), at: datetime) -> int:
    """
    Delete what notices said a week after they left or when their time was over, and the rows after ninety days.

    The notices of `account_ids` go at once. Returns how many rows were touched.
    """
    over = Q(queued_at__lt=at - NOTICES_KEPT) | Q(account__in=list(account_ids))
    deleted, _ = Notice.objects.filter(over).delete()
    said = Q(sent_at__lt=at - WORDS_KEPT) | Q(sent_at=None, expires_at__lt=at)
    return deleted + Notice.objects.exclude(sealed=None).filter(said).update(sealed=None)
