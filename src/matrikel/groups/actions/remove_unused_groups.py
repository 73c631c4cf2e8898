"""Remove groups that nobody was ever in."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.groups.models import Group, Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def remove_unused_groups(*, group_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Remove those of the groups in which nobody takes or took part, and return how many; the others stay as facts."""
    association_id = current_association()
    # Locked, so that nobody comes in while they go.
    groups = Group.objects.select_for_update().filter(association_id=association_id, id__in=set(group_ids))
    found = set(groups.order_by("id").values_list("id", flat=True))
    used = Participation.objects.filter(association_id=association_id, group_id__in=found)
    unused = sorted(found - set(used.values_list("group_id", flat=True)))
    if unused:
        Group.objects.filter(association_id=association_id, id__in=unused).delete()
        header = {"groups": [str(group_id) for group_id in unused]}
        record(acts=[Act(action="groups.removed", header=header)], actor=actor, at=at)
    return len(unused)
