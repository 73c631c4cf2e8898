"""Delete what the room holds about persons, so that they can be deleted themselves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.checks.models import Check
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_checks(*, person_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Delete every check of these persons and return how many there were."""
    mine = Check.objects.filter(association_id=current_association(), person_id__in=person_ids)
    forgotten, _by_table = mine.delete()
    if forgotten:
        record(acts=[Act(action="checks.forgotten", header={"checks": forgotten})], actor=actor, at=at)
    return forgotten
