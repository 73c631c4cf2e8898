"""Give people another part in their group from a day on; what they did before stays as a fact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.groups import rules, storage
from matrikel.groups.actions.add_to_group import ParticipationRefused
from matrikel.groups.models import Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChange:
    """A participation, the part from now on (`rules.Part`), and the first day of it."""

    participation_id: UUID
    part: str
    on: date


@action
def change_part(*, changes: Sequence[PartChange], actor: Actor, at: datetime) -> int:
    """
    Change parts from a day on and return how many really changed; on or before the first day, all of it changes.

    :raises ParticipationRefused: a part is unknown, or a participation is over by that day.
    :raises NotFound: a participation is not of this association.
    """
    association_id = current_association()
    wanted = {each.participation_id: each for each in changes}
    rows = storage.lock_participations(wanted)
    subjects = storage.subjects_of(row.person_id for row in rows.values())
    updated, begun = [], []
    by_group: dict[UUID, list[Change]] = {}
    for row in rows.values():
        each = wanted[row.id]
        if each.part not in set(rules.Part):
            raise ParticipationRefused(_("Choose the part that they take."))
        if row.ends_on is not None and row.ends_on <= each.on:
            raise ParticipationRefused(_("Somebody has left the group before that day already."))
        if row.part == each.part:
            continue
        by_group.setdefault(row.group_id, []).append(
            Change(subject=subjects[row.person_id], values={"part": (row.part, each.part)})
        )
        if each.on <= row.starts_on:
            row.part = each.part
        else:
            later = Range(each.on, row.ends_on, "[)")
            begun.append((new_id(), association_id, row.person_id, row.group_id, each.part, later, None))
            row.during = Range(row.starts_on, each.on, "[)")
        row.source_run = None
        updated.append(row)
    Participation.objects.bulk_update(updated, ["part", "during", "source_run"])
    insert_many(Participation, storage.COLUMNS, begun)
    acts = [
        Act(
            action="groups.part_changed",
            subjects=list(dict.fromkeys(change.subject for change in those if change.subject)),
            header={"group": str(group_id), "persons": len(those)},
            changes=those,
        )
        for group_id, those in by_group.items()
    ]
    if acts:
        record(acts=acts, actor=actor, at=at)
    return len(updated)
