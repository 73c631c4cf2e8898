"""Change what roles give, or make roles of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _

from matrikel.access.models import Role, Term
from matrikel.access.rules import MEMBER
from matrikel.access.rules.roles import OWN
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association

LONGEST_NAME = 36


class RoleRefused(Refusal):
    """The role cannot be saved as asked; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class RoleOvertaken(Refusal):
    """Somebody else has changed the role in the meantime."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEdit:
    """What a role is to give; without `role_id` a new one of that name. `version` is the one that was read."""

    rights: frozenset[Right]
    role_id: UUID | None = None
    name: str = ""
    version: int = 0


@action
def save_roles(*, roles: Sequence[RoleEdit], actor: Actor, at: datetime) -> list[UUID]:
    """
    Save roles and return their ids; whoever holds one has what it gives now from the next click on.

    :raises RoleRefused: a name is missing, too long or taken, or nobody would be left who may give roles.
    :raises RoleOvertaken: a role was changed since it was read.
    :raises NotFound: there is no such role, or it is the one of plain members.
    """
    one_at_a_time("terms")
    ids = [
        _change(edit, edit.role_id, actor, at) if edit.role_id else _make(edit, actor, at) for edit in roles
    ]
    if not _is_in_good_hands(get_association().day_of(at)):
        raise RoleRefused(_("Somebody must be left who may give roles."), field="rights")
    return ids


def _make(edit: RoleEdit, actor: Actor, at: datetime) -> UUID:
    name = " ".join(edit.name.split())
    if not name:
        raise RoleRefused(_("Give the role a name."), field="name")
    if len(name) > LONGEST_NAME:
        raise RoleRefused(_("That name is too long."), field="name")
    taken = Role.objects.filter(association_id=current_association(), code__iexact=f"{OWN}{name}")
    if taken.exists():
        raise RoleRefused(_("There is a role of that name already."), field="name")
    role = Role.objects.create(
        id=new_id(), association_id=current_association(), code=f"{OWN}{name}", rights=_codes(edit.rights)
    )
    header = {"role": str(role.id), "rights": role.rights}
    record(acts=[Act(action="access.role_made", header=header)], actor=actor, at=at)
    return role.id


def _change(edit: RoleEdit, role_id: UUID, actor: Actor, at: datetime) -> UUID:
    mine = Role.objects.filter(association_id=current_association(), id=role_id).exclude(code=MEMBER)
    role = mine.first()
    if role is None:
        raise NotFound
    before, after = set(role.rights), _codes(edit.rights)
    changed = mine.filter(version=edit.version).update(rights=after, version=F("version") + 1)
    if not changed:
        raise RoleOvertaken(_("Somebody else has changed this role in the meantime. Look at it again."))
    header = {
        "role": str(role.id),
        "given": sorted(set(after) - before),
        "taken": sorted(before - set(after)),
    }
    if header["given"] or header["taken"]:
        record(acts=[Act(action="access.role_changed", header=header)], actor=actor, at=at)
    return role.id


def _codes(rights: frozenset[Right]) -> list[str]:
    return [right.value for right in Right if right in rights]


def _is_in_good_hands(on: date) -> bool:
    """Say whether somebody may give roles for the whole association on a day."""
    return Term.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        association_id=current_association(),
        starts_on__lte=on,
        unit=None,
        role__rights__contains=[Right.ROLES_EDIT.value],
    ).exists()
