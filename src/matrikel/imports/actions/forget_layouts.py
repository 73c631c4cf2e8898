"""Forget what the columns of files of some layouts meant."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.models import Layout
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_layouts(*, layout_ids: Sequence[UUID], actor: Actor, at: datetime) -> int:
    """Delete the layouts, and return how many of them were there."""
    deleted, _ = Layout.objects.filter(association_id=current_association(), id__in=layout_ids).delete()
    if deleted:
        record(
            acts=[Act(action="imports.layouts_forgotten", header={"layouts": deleted})], actor=actor, at=at
        )
    return deleted
