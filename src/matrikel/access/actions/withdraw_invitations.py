"""Take back invitations that nobody has used yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.access.models import Invitation
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action


@action
def withdraw_invitations(*, invitation_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    Delete invitations, so that their links do not work any more, and return how many. In the installation's scope.

    :raises NotFound: one of them does not wait any more.
    """
    waiting = Invitation.objects.filter(id__in=list(invitation_ids), used_at=None)
    gone, _by_table = waiting.delete()
    if gone != len(set(invitation_ids)):
        raise NotFound
    header = {"invitations": [str(each) for each in invitation_ids]}
    record(acts=[Act(action="access.invitations_withdrawn", header=header)], actor=actor, at=at)
    return gone
