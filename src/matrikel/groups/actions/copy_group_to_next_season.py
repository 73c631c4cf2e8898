"""Begin a group's next season: a new group with those who go on, the old one closed the day before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.groups import storage
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.close_group import close_group
from matrikel.groups.actions.save_groups import GroupEdit, GroupRefused, save_groups
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSeason:
    """The new season of a group: its names and dates, and the participations of those who go on."""

    group_id: UUID
    name: str
    season: str
    starts_on: date
    ends_on: date | None = None
    participation_ids: Sequence[UUID] = ()
    closes_old: bool = True


@action
def copy_group_to_next_season(*, plan: NextSeason, actor: Actor, at: datetime) -> UUID:
    """
    Make the next season's group, let those who go on take the same part in it, and return its id.

    With `closes_old` the old group is over on the day on which the new one begins.

    :raises GroupRefused: the name is taken in that season, or the dates do not follow one another.
    :raises NotFound: the group or a participation is not of this association.
    """
    old = storage.groups_by_id([plan.group_id])[plan.group_id]
    rows = storage.lock_participations(plan.participation_ids)
    if any(row.group_id != old.id for row in rows.values()):
        raise GroupRefused(_("Somebody does not belong to this group."), field="")
    if old.starts_on is not None and plan.starts_on <= old.starts_on:
        raise GroupRefused(_("The next season begins after this one."), field="starts_on")
    edit = GroupEdit(
        name=plan.name,
        kind=old.kind,
        unit_id=old.unit_id,
        season=plan.season,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )
    (new_group_id,) = save_groups(groups=[edit], actor=actor, at=at)
    add_to_group(
        additions=[
            Addition(group_id=new_group_id, person_id=row.person_id, part=row.part, starts_on=plan.starts_on)
            for row in rows.values()
        ],
        actor=actor,
        at=at,
    )
    if plan.closes_old and (old.ends_on is None or old.ends_on > plan.starts_on):
        close_group(group_id=old.id, ends_on=plan.starts_on, actor=actor, at=at)
    return new_group_id
