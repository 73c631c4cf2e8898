"""Delete what was kept of moves so that they could be taken back."""

from datetime import datetime, timedelta

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.relations.models import HouseholdMove, Mover

UNDO_DAYS = 30


@action
def forget_moves(*, actor: Actor, at: datetime) -> int:
    """Forget moves made more than thirty days ago, and return how many there were."""
    association_id = current_association()
    old = list(
        HouseholdMove.objects.filter(
            association_id=association_id, moved_at__lt=at - timedelta(days=UNDO_DAYS)
        ).values_list("id", flat=True)
    )
    Mover.objects.filter(association_id=association_id, move_id__in=old).delete()
    HouseholdMove.objects.filter(association_id=association_id, id__in=old).delete()
    if old:
        record(acts=[Act(action="relations.moves_forgotten", header={"moves": len(old)})], actor=actor, at=at)
    return len(old)
