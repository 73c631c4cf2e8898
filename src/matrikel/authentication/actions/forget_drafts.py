"""Forget a form that was sent again, or is not wanted any more."""

from uuid import UUID

from matrikel.authentication.models import Draft
from matrikel.kernel.transactions import action


@action
def forget_drafts(*, account_id: UUID) -> int:
    """Forget what an account has kept, and return how many forms that were."""
    gone, _by_table = Draft.objects.filter(account_id=account_id).delete()
    return gone
