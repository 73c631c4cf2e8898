"""Forget sessions and sign-in links whose time is over, as the personal-data map says."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from matrikel.access.models import SignInLink
from matrikel.kernel.transactions import action

KEPT_AFTER_USE = timedelta(days=1)


@action
def forget_sign_ins(*, at: datetime) -> int:
    """Delete what no longer signs anybody in, and return how many rows that were."""
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    links, _ = SignInLink.objects.filter(expires_at__lt=at - KEPT_AFTER_USE).delete()
    return sessions + links
