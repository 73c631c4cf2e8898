"""Add membership types, or change what they are called, who may have them and what they count for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.memberships import rules
from matrikel.memberships.models import MembershipType
from matrikel.organisations.rules import cleaned_names
from matrikel.people.rules.names import fold

LONGEST_KEY = 160
COLUMNS = ("name", "names", "kind", "from_age", "to_age", "may_vote", "counted_upward", "is_offered")


class TypeRefused(Refusal):
    """A membership type cannot be saved as asked; `field` names the part that is wrong, `id` the type."""

    def __init__(self, message: str, *, field: str = "", id: UUID | None = None) -> None:
        super().__init__(message)
        self.field, self.id = field, id


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEdit:
    """A type as it shall be; an `id` of None makes a new one, a `version` of None asks for no particular one."""

    name: str
    kind: str = "OTHER"
    from_age: int | None = None
    to_age: int | None = None
    may_vote: bool = True
    counted_upward: bool = True
    is_offered: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    id: UUID | None = None
    version: int | None = None


@action
def save_membership_types(*, types: Sequence[TypeEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save types and return their ids in the same order; new ones come last.

    :raises TypeRefused: something about a type is not possible, or somebody else changed it meanwhile.
    :raises NotFound: a type does not exist in this association.
    """
    association_id = current_association()
    one_at_a_time("membership types")
    known = {each.id: each for each in MembershipType.objects.filter(association_id=association_id)}
    last = max((each.position for each in known.values() if each.position < 1000), default=-1)
    saved, changes, added = [], [], []
    for edit in types:
        _check(edit)
        if edit.id is not None and edit.id not in known:
            raise NotFound
        row = known[edit.id] if edit.id else MembershipType(id=new_id(), association_id=association_id)
        if edit.id and edit.version not in (None, row.version):
            raise TypeRefused(
                _("Somebody else changed this type meanwhile. Look at it and save once more."), id=edit.id
            )
        wanted = {name: getattr(edit, name) for name in COLUMNS}
        wanted["name"] = " ".join(edit.name.split())
        wanted["names"] = cleaned_names(edit.names, languages=edit.names)
        key = fold(wanted["name"])[:LONGEST_KEY]
        if any(other.name_key == key and other.id != row.id for other in known.values()):
            raise TypeRefused(_("There is a type of that name already."), field="name", id=edit.id)
        changed = {
            name: (getattr(row, name), new) for name, new in wanted.items() if getattr(row, name) != new
        }
        saved.append(row.id)
        if edit.id and not changed:
            continue
        for name, new in wanted.items():
            setattr(row, name, new)
        row.name_key = key
        if edit.id is None:
            last += 1
            row.position = last
            added.append(row)
        else:
            row.version += 1
            row.save()
            changes.append(Change(subject=None, values=changed))
        known[row.id] = row
    MembershipType.objects.bulk_create(added)
    if added or changes:
        header = {"types": [str(type_id) for type_id in saved]}
        act = Act(action="memberships.types_saved", header=header, changes=changes)
        record(acts=[act], actor=actor, at=at)
    return saved


def _check(edit: TypeEdit) -> None:
    problem = rules.type_problem(
        name=edit.name,
        kind=edit.kind,
        from_age=edit.from_age,
        to_age=edit.to_age,
        kinds=MembershipType.Kind.values,
    )
    if problem is None and not all(is_line(name, rules.LONGEST_TYPE_NAME) for name in edit.names.values()):
        problem = rules.TypeReason.LONG_NAME
    if problem is not None:
        field = {
            rules.TypeReason.NO_NAME: "name",
            rules.TypeReason.LONG_NAME: "name",
            rules.TypeReason.UNKNOWN_KIND: "kind",
            rules.TypeReason.AGE_TOO_HIGH: "to_age",
            rules.TypeReason.AGES_CROSSED: "to_age",
        }[problem]
        raise TypeRefused(_sentence(problem), field=field, id=edit.id)


def _sentence(problem: rules.TypeReason) -> str:
    return {
        rules.TypeReason.NO_NAME: _("A membership type has a name."),
        rules.TypeReason.LONG_NAME: _("The name of a membership type is one line of at most 80 characters."),
        rules.TypeReason.UNKNOWN_KIND: _("There is no such kind of membership."),
        rules.TypeReason.AGE_TOO_HIGH: _("An age is a number from 0 to 130."),
        rules.TypeReason.AGES_CROSSED: _("The last age comes before the first."),
    }[problem]
