"""Delete participations that an import began, as if it had never come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.groups import storage
from matrikel.groups.models import Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def forget_participations(*, person_ids: Sequence[UUID], source_run: UUID, actor: Actor, at: datetime) -> int:
    """Forget what the import `source_run` let these persons into and nobody has changed since; returns how many."""
    found = Participation.objects.filter(
        association_id=current_association(), person_id__in=list(person_ids), source_run=source_run
    )
    rows = list(found.order_by("id").values_list("id", "group_id", "person_id"))
    if not rows:
        return 0
    subjects = storage.subjects_of(person_id for _id, _group, person_id in rows)
    Participation.objects.filter(
        association_id=current_association(), id__in=[row_id for row_id, _group, _person in rows]
    ).delete()
    by_group: dict[UUID, list[UUID]] = {}
    for _id, group_id, person_id in rows:
        by_group.setdefault(group_id, []).append(subjects[person_id])
    acts = [
        Act(
            action="groups.participations_forgotten",
            subjects=list(dict.fromkeys(those)),
            header={"group": str(group_id), "persons": len(those)},
        )
        for group_id, those in by_group.items()
    ]
    record(acts=acts, actor=actor, at=at)
    return len(rows)
