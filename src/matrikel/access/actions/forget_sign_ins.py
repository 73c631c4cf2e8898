"""Forget sign-in links and invitations whose time is over, as the personal-data map says."""

from datetime import datetime, timedelta

from matrikel.access.models import Invitation, SignInLink
from matrikel.kernel.transactions import action

KEPT_AFTER_USE = timedelta(days=1)
KEPT_INVITATION = timedelta(days=30)


@action
def forget_sign_ins(*, at: datetime) -> int:
    """Delete what no longer signs anybody in, and return how many rows that were."""
    links, _ = SignInLink.objects.filter(expires_at__lt=at - KEPT_AFTER_USE).delete()
    # Used ones have become an association, which says itself since when it is there.
    invitations, _ = Invitation.objects.filter(expires_at__lt=at - KEPT_INVITATION).delete()
    return links + invitations
