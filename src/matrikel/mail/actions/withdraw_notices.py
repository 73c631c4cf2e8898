"""Withdraw notices to sign-ins that have not left yet: what they carry may let somebody in."""

from collections.abc import Sequence
from uuid import UUID

from matrikel.kernel.transactions import action
from matrikel.mail.models import DUE_NOTICE, Notice


@action
def withdraw_notices(*, account_ids: Sequence[UUID]) -> int:
    """Delete the unsent notices about accounts, and return how many; whoever causes it records why."""
    gone, _by_table = Notice.objects.filter(DUE_NOTICE, account__in=list(account_ids)).delete()
    return gone
