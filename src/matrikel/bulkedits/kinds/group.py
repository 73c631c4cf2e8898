"""Everybody comes into a group or team, in one part."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from matrikel.bulkedits.kinds.base import NEW, Done, Kind, Values, is_to_be_made
from matrikel.bulkedits.kinds.made import is_asked_for
from matrikel.bulkedits.rules import Planned, compare
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.leave_group import Leaving, leave_group
from matrikel.groups.actions.remove_unused_groups import remove_unused_groups
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.groups.models import Group, Participation
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import Person


class IntoGroup(Kind):
    """
    Lets people into a group: `group` is its id, `part` what they take, `starts_on` from when.

    A new group is called `new_name`; `new_kind` is its kind and `new_unit` the id of its branch, if any.
    """

    code = "group"
    guards_version = False

    def plan(self, person_ids: Sequence[UUID], values: Values, *, on: date) -> dict[UUID, Planned]:
        """Whoever takes part on the first day already stays as they are; in a new group nobody does."""
        is_new = is_to_be_made(values) and not values["group"]
        if not is_new and not _is_there(values):
            raise NotFound
        there = set() if is_new else set(_taking_part(values, person_ids).values_list("person_id", flat=True))
        # That somebody protected is or is not in a group is told to nobody here, and changed on the group's page.
        there |= set(
            Person.objects.filter(association_id=current_association(), id__in=person_ids)
            .exclude(protection="NONE")
            .values_list("id", flat=True)
        )
        after = {"group": NEW if is_new else values["group"]}
        return {
            person_id: compare(after if person_id in there else {"group": ""}, after)
            for person_id in person_ids
        }

    def make(self, values: Values, *, actor: Actor, at: datetime) -> Values:
        """Found the new group; it begins with the first day on which people are in it."""
        if not is_to_be_made(values):
            return values
        unit = values.get("new_unit", "")
        edit = GroupEdit(
            name=values["new_name"],
            kind=values["new_kind"],
            unit_id=UUID(unit) if unit else None,
            starts_on=date.fromisoformat(values["starts_on"]),
        )
        (group_id,) = save_groups(groups=[edit], actor=actor, at=at)
        return {**values, "group": str(group_id)}

    def unmake(self, values: Values, *, actor: Actor, at: datetime) -> None:
        """Take the new group away, unless somebody was in it ever or a saved selection asks for it."""
        if is_to_be_made(values) and values["group"] and not is_asked_for(UUID(values["group"])):
            remove_unused_groups(group_ids=[UUID(values["group"])], actor=actor, at=at)

    def apply(
        self, person_ids: Sequence[UUID], values: Values, *, on: date, actor: Actor, at: datetime
    ) -> list[Done]:
        """Let them in."""
        starts_on = date.fromisoformat(values["starts_on"])
        add_to_group(
            additions=[
                Addition(
                    group_id=UUID(values["group"]),
                    person_id=person_id,
                    part=values["part"],
                    starts_on=starts_on,
                )
                for person_id in person_ids
            ],
            actor=actor,
            at=at,
        )
        rows = _taking_part(values, person_ids).filter(starts_on=starts_on)
        return [
            Done(
                person_id=person_id,
                before={"participation": str(row_id), "ends_on": ends_on.isoformat() if ends_on else ""},
            )
            for person_id, row_id, ends_on in rows.values_list("person_id", "id", "ends_on")
        ]

    def undo(self, done: Sequence[Done], values: Values, *, actor: Actor, at: datetime) -> set[UUID]:
        """Let them out as if they had never come, where their part is still as it was written here."""
        ends = {UUID(each.before["participation"]): each.before["ends_on"] for each in done}
        rows = [
            row
            for row in Participation.objects.filter(
                association_id=current_association(), id__in=ends, part=values["part"]
            )
            if (row.ends_on.isoformat() if row.ends_on else "") == ends[row.id]
        ]
        leavings = [Leaving(participation_id=row.id, ends_on=row.starts_on) for row in rows]
        leave_group(leavings=leavings, actor=actor, at=at)
        return {row.person_id for row in rows}


def _is_there(values: Values) -> bool:
    return Group.objects.filter(association_id=current_association(), id=UUID(values["group"])).exists()


def _taking_part(values: Values, person_ids: Sequence[UUID]) -> QuerySet[Participation]:
    return Participation.objects.filter(
        association_id=current_association(),
        group_id=UUID(values["group"]),
        person_id__in=person_ids,
        during__contains=date.fromisoformat(values["starts_on"]),
    )
