"""Forget what proves nothing any more, as the personal-data map says."""

from datetime import datetime, timedelta

from matrikel.authentication.models import Challenge, Draft, KnownBrowser, RateCounter, Session
from matrikel.kernel.transactions import action

KEPT_CHALLENGES = timedelta(days=1)
KEPT_BROWSERS = timedelta(days=180)


@action
def forget_expired(*, at: datetime) -> int:
    """Delete sessions, challenges, forms, counters and browsers whose time is over, and return how many rows."""
    gone = [
        Session.objects.filter(expire_date__lt=at),
        Challenge.objects.filter(expires_at__lt=at - KEPT_CHALLENGES),
        Draft.objects.filter(expires_at__lt=at),
        RateCounter.objects.filter(until__lt=at),
        KnownBrowser.objects.filter(last_seen_at__lt=at - KEPT_BROWSERS),
    ]
    return sum(rows.delete()[0] for rows in gone)
