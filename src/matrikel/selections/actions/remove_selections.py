"""Remove saved selections; the people in them stay."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.selections.models import SegmentPerson
from matrikel.selections.queries.saved import may_change, visible_segments


@action
def remove_selections(*, selection_ids: Sequence[UUID], viewer: Viewer, actor: Actor, at: datetime) -> None:
    """
    Remove saved selections.

    :raises NotFound: one of them is not there, or not for this viewer to remove.
    """
    found = visible_segments(viewer).filter(id__in=selection_ids).select_for_update()
    mine = [each for each in found if may_change(each.owner, is_shared=each.is_shared, viewer=viewer)]
    if len(mine) != len(set(selection_ids)):
        raise NotFound
    ids = [each.id for each in mine]
    SegmentPerson.objects.filter(association_id=current_association(), segment_id__in=ids).delete()
    visible_segments(viewer).filter(id__in=ids).delete()
    header = {"selections": sorted(str(each) for each in ids)}
    record(acts=[Act(action="selections.selections_removed", header=header)], actor=actor, at=at)
