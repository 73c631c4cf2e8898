"""Save groups: new ones, and changes to those that there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.groups import rules
from matrikel.groups.models import Group
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association, list_units
from matrikel.people.rules.names import fold, sort_key

LONGEST_KEY = 160


class GroupRefused(Refusal):
    """A group cannot be saved as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class GroupOvertaken(Refusal):
    """Somebody else changed the group meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this group meanwhile."))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEdit:
    """
    A group as it shall be; an `id` of None makes a new one, else `version` is the one that the editor saw.

    `kind` is a `rules.Kind`; `ends_on` is the first day on which the group is over.
    """

    name: str
    kind: str
    unit_id: UUID | None = None
    season: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    id: UUID | None = None
    version: int | None = None


@action
def save_groups(*, groups: Sequence[GroupEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save groups and return their ids in the same order.

    :raises GroupRefused: a name is missing, or taken in the same season, or a group would end before it begins.
    :raises GroupOvertaken: a version is not the one that the editor saw; nothing is saved.
    :raises NotFound: a group or branch does not exist in this association.
    """
    association_id, language = current_association(), get_association().sorting_language
    known = {
        group.id: group
        for group in Group.objects.select_for_update()
        .filter(association_id=association_id, id__in=[edit.id for edit in groups if edit.id])
        .order_by("id")
    }
    units = {unit.id for unit in list_units()} if any(edit.unit_id for edit in groups) else set()
    fresh: list[Group] = []
    changed: list[Group] = []
    saved = []
    for edit in groups:
        _refuse_wrong(edit)
        if (edit.id is not None and edit.id not in known) or (edit.unit_id and edit.unit_id not in units):
            raise NotFound
        group = known[edit.id] if edit.id else Group(id=new_id(), association_id=association_id, version=0)
        if edit.id is not None and edit.version is not None and edit.version != group.version:
            raise GroupOvertaken
        group.name, group.season = edit.name.strip(), edit.season.strip()
        group.name_key = fold(group.name)[:LONGEST_KEY]
        group.sort_key = sort_key(group.name, group.season, language)[:400]
        group.kind, group.unit_id = edit.kind, edit.unit_id
        group.starts_on, group.ends_on = edit.starts_on, edit.ends_on
        group.version += 1
        (changed if edit.id else fresh).append(group)
        saved.append(group.id)
    columns = ["name", "name_key", "sort_key", "season", "kind", "unit", "starts_on", "ends_on", "version"]
    try:
        Group.objects.bulk_create(fresh)
        Group.objects.bulk_update(changed, columns)
    except IntegrityError as error:
        if "groups_group_one_name_per_season" in str(error):
            raise GroupRefused(
                _("There is a group of that name in that season already."), field="name"
            ) from error
        raise
    header = {"groups": [str(group_id) for group_id in saved]}
    record(acts=[Act(action="groups.saved", header=header)], actor=actor, at=at)
    return saved


def _refuse_wrong(edit: GroupEdit) -> None:
    if not fold(edit.name):
        raise GroupRefused(_("A group has a name."), field="name")
    for name, text, longest in (
        ("name", edit.name, rules.LONGEST_NAME),
        ("season", edit.season, rules.LONGEST_SEASON),
    ):
        if not is_line(text.strip(), longest):
            raise GroupRefused(
                _("That is one line of at most %(longest)s characters.") % {"longest": longest}, field=name
            )
    if edit.kind not in set(rules.Kind):
        raise GroupRefused(_("Choose what kind of group it is."), field="kind")
    if edit.starts_on and edit.ends_on and edit.ends_on <= edit.starts_on:
        raise GroupRefused(_("A group ends after it begins."), field="ends_on")
