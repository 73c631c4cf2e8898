"""End shared lists: single ones, or all that officers share whose access ends."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.exports.models import SharedList
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def end_shared_lists(
    *, list_ids: Sequence[UUID] = (), account_ids: Sequence[UUID] = (), actor: Actor, at: datetime
) -> int:
    """Let links stop working at once, and return how many; what ends with an officer's access can be taken over."""
    mine = SharedList.objects.filter(association_id=current_association(), ended_at=None)
    ended = []
    for found, why in (
        (mine.filter(id__in=list(list_ids)), SharedList.End.REVOKED),
        (mine.filter(account__in=list(account_ids)), SharedList.End.ACCESS_ENDED),
    ):
        ids = list(found.values_list("id", flat=True))
        mine.filter(id__in=ids).update(ended_at=at, ended_why=why, code_hash=b"", code_until=None)
        ended += ids
    if ended:
        acts = [Act(action="exports.list_ended", header={"shared": str(each)}) for each in ended]
        record(acts=acts, actor=actor, at=at)
    return len(ended)
