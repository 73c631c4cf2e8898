"""Delete what the room holds about persons, so that they can be deleted themselves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.groups.models import Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_participations(*, person_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Delete every participation of these persons and return how many there were."""
    mine = Participation.objects.filter(association_id=current_association(), person_id__in=person_ids)
    forgotten, _by_table = mine.delete()
    if forgotten:
        act = Act(action="groups.forgotten", header={"participations": forgotten})
        record(acts=[act], actor=actor, at=at)
    return forgotten
