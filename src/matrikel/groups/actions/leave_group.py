"""Let people out of groups; that they were there stays as a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.groups import storage
from matrikel.groups.actions.add_to_group import ParticipationRefused
from matrikel.groups.models import Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A participation, and the first day on which it is over."""

    participation_id: UUID
    ends_on: date


@action
def leave_group(*, leavings: Sequence[Leaving], actor: Actor, at: datetime) -> int:
    """
    End participations on their dates and return how many; one that would end before it begins never was.

    :raises ParticipationRefused: a participation is over before that day already.
    :raises NotFound: a participation is not of this association.
    """
    if not leavings:
        return 0
    association_id = current_association()
    wanted = {each.participation_id: each.ends_on for each in leavings}
    rows = storage.lock_participations(wanted)
    subjects = storage.subjects_of(row.person_id for row in rows.values())
    ended, never = [], []
    by_group: dict[UUID, list[Change]] = {}
    for row in rows.values():
        ends_on = wanted[row.id]
        if row.ends_on is not None and row.ends_on < ends_on:
            raise ParticipationRefused(_("Somebody has left the group before that day already."))
        by_group.setdefault(row.group_id, []).append(
            Change(subject=subjects[row.person_id], values={"ends_on": (row.ends_on, ends_on)})
        )
        if ends_on <= row.starts_on:
            never.append(row.id)
        else:
            row.during = Range(row.starts_on, ends_on, "[)")
            row.source_run = None
            ended.append(row)
    Participation.objects.filter(association_id=association_id, id__in=never).delete()
    Participation.objects.bulk_update(ended, ["during", "source_run"])
    acts = [
        Act(
            action="groups.left",
            subjects=list(dict.fromkeys(change.subject for change in changes if change.subject)),
            header={"group": str(group_id), "persons": len(changes)},
            changes=changes,
        )
        for group_id, changes in by_group.items()
    ]
    record(acts=acts, actor=actor, at=at)
    return len(rows)
