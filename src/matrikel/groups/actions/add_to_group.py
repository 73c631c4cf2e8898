"""Let people into groups; one is a list of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, record
from matrikel.groups import rules, storage
from matrikel.groups.models import Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


class ParticipationRefused(Refusal):
    """Somebody cannot take part as asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A person, a group, a part (`rules.Part`), and from when; `ends_on` is the first day after it."""

    group_id: UUID
    person_id: UUID
    part: str
    starts_on: date
    ends_on: date | None = None


@action
def add_to_group(
    *, additions: Sequence[Addition], actor: Actor, at: datetime, source_run: UUID | None = None
) -> int:
    """
    Let people into groups and return how many came in; whoever takes part at that time already is left alone.

    `source_run` is the import that asks for it: `forget_participations` finds by it what it let in.

    :raises ParticipationRefused: a part is unknown, a group is over by then, or somebody would leave before coming.
    :raises NotFound: a person or group does not exist in this association.
    """
    if not additions:
        return 0
    association_id = current_association()
    groups = storage.groups_by_id([each.group_id for each in additions])
    subjects = storage.subjects_of(each.person_id for each in additions)
    rows = []
    for each in additions:
        if each.part not in set(rules.Part):
            raise ParticipationRefused(_("Choose the part that they take."))
        over_on = groups[each.group_id].ends_on
        if over_on is not None and over_on <= each.starts_on:
            raise ParticipationRefused(_("The group is over by then."))
        if each.ends_on is not None and each.ends_on <= each.starts_on:
            raise ParticipationRefused(_("Somebody leaves a group after coming to it."))
        ends_on = min((day for day in (each.ends_on, over_on) if day is not None), default=None)
        rows.append(
            (
                new_id(),
                association_id,
                each.person_id,
                each.group_id,
                each.part,
                Range(each.starts_on, ends_on, "[)"),
                source_run,
            )
        )
    # Two additions of one person in one statement would both pass a look before: the constraint decides.
    insert_many(Participation, storage.COLUMNS, rows, on_conflict="ON CONFLICT DO NOTHING")
    came = _who_came([row[0] for row in rows])
    by_group: dict[UUID, list[UUID]] = {}
    for row in rows:
        if row[0] in came:
            by_group.setdefault(row[3], []).append(subjects[row[2]])
    acts = [
        Act(
            action="groups.added",
            subjects=list(dict.fromkeys(those)),
            header={"group": str(group_id), "persons": len(those)},
        )
        for group_id, those in by_group.items()
    ]
    if acts:
        record(acts=acts, actor=actor, at=at)
    return len(came)


def _who_came(ids: Sequence[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM groups_participation WHERE association_id = %s AND id = ANY (%s)",
            [current_association(), list(ids)],
        )
        return {row[0] for row in cursor.fetchall()}
