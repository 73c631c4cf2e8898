"""Take back invitations to roles that nobody has accepted yet."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.access.models import PendingAct, TermInvitation
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def withdraw_officer_invitations(*, invitation_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """
    Delete invitations, so that their links do not work any more, and return how many.

    :raises NotFound: one of them does not wait any more.
    """
    waiting = TermInvitation.objects.filter(
        association_id=current_association(), id__in=list(invitation_ids), accepted_at=None
    )
    gone, _by_table = waiting.delete()
    if gone != len(set(invitation_ids)):
        raise NotFound
    call_off_acts_about(invitation_ids, at=at)
    header = {"invitations": [str(each) for each in invitation_ids]}
    record(acts=[Act(action="access.officer_invitations_withdrawn", header=header)], actor=actor, at=at)
    return gone


def call_off_acts_about(invitation_ids: Sequence[UUID], *, at: datetime) -> None:
    """Let nobody be asked any more to agree to invitations that are gone."""
    PendingAct.objects.filter(
        association_id=current_association(),
        kind=PendingAct.Kind.INVITE,
        done_at=None,
        cancelled_at=None,
        concerns__invitation__in=[str(each) for each in invitation_ids],
    ).update(cancelled_at=at)
