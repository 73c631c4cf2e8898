"""Delete the files of exports after seven days, and what was said about them after two years."""

from datetime import datetime, timedelta

from matrikel.audit.actions.record import Act, record
from matrikel.exports.models import Export, SharedList
from matrikel.exports.rules.limits import KEPT
from matrikel.exports.storage import remove_files
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action

MOST_AT_ONCE = 1_000
REASONS_KEPT = timedelta(days=730)


@action
def forget_exports(*, actor: Actor, at: datetime) -> int:
    """Delete what is over, at most a thousand at a time, and return how many files went. The history stays."""
    mine = Export.objects.filter(association_id=current_association())
    over = list(
        mine.filter(state=Export.State.READY, gone_at__lte=at)
        .order_by("gone_at")
        .values_list("id", flat=True)[:MOST_AT_ONCE]
    )
    forgotten = mine.filter(state=Export.State.REVIEW, created_at__lt=at - KEPT)
    forgotten.update(state=Export.State.CANCELLED, finished_at=at)
    mine.filter(created_at__lt=at - REASONS_KEPT).exclude(sealed_said=b"").update(sealed_said=b"")
    SharedList.objects.filter(association_id=current_association(), expires_at__lt=at - REASONS_KEPT).delete()
    if over:
        remove_files(over)
        mine.filter(id__in=over).update(state=Export.State.GONE)
        record(acts=[Act(action="exports.forgotten", header={"exports": len(over)})], actor=actor, at=at)
    return len(over)
