"""Take over shared lists from another officer, so that they go on."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.exports.models import SharedList
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def take_over_lists(*, list_ids: Sequence[UUID], viewer: Viewer, actor: Actor, at: datetime) -> int:
    """
    Make the viewer the officer of shared lists that are open, or ended only with their officer's access.

    From then on they show what the viewer may see. Returns how many that were; others are left as they are.
    """
    found = SharedList.objects.filter(
        association_id=current_association(), id__in=list(list_ids), expires_at__gt=at
    ).exclude(ended_why=SharedList.End.REVOKED)
    ids = list(found.values_list("id", flat=True))
    found.update(account=viewer.account_id, actor_role=actor.role, ended_at=None, ended_why="")
    if ids:
        acts = [Act(action="exports.lists_reassigned", header={"shared": str(each)}) for each in ids]
        record(acts=acts, actor=actor, at=at)
    return len(ids)
