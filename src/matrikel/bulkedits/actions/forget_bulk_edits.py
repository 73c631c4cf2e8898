"""Forget what bulk edits were about, thirty days after they were made."""

from datetime import datetime, timedelta

from matrikel.audit.actions.record import Act, record
from matrikel.bulkedits.models import BulkEdit, Target
from matrikel.bulkedits.runs import UNDO_DAYS
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_bulk_edits(*, actor: Actor, at: datetime) -> int:
    """Delete the persons and the typed values of old bulk edits; return of how many. Their counts stay."""
    old = BulkEdit.objects.filter(
        association_id=current_association(), created_at__lt=at - timedelta(days=UNDO_DAYS)
    ).exclude(sealed_values=b"")
    ids = list(old.values_list("id", flat=True))
    Target.objects.filter(association_id=current_association(), edit_id__in=ids).delete()
    old.filter(state__in=["CHECKING", "REVIEW"]).update(state=BulkEdit.State.CANCELLED, finished_at=at)
    BulkEdit.objects.filter(association_id=current_association(), id__in=ids).update(sealed_values=b"")
    if ids:
        record(
            acts=[Act(action="bulkedits.forgotten", header={"edits": len(ids)})],
            actor=actor,
            at=at,
        )
    return len(ids)
