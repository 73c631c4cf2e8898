"""The association's roles, what they allow, and how many hold them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from matrikel.access import rules
from matrikel.access.models import Role, Term
from matrikel.access.rules.roles import OWN, in_order
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRow:
    """A role with what it gives for the whole association; `holders` hold it today or will."""

    id: UUID
    code: str
    rights: frozenset[Right]
    holders: int
    version: int

    @property
    def is_own(self) -> bool:
        """Say whether the association made the role itself."""
        return self.code.startswith(OWN)

    @property
    def is_fixed(self) -> bool:
        """Say whether what the role gives cannot be changed."""
        return self.code == rules.MEMBER


def list_role_rows(*, on: date) -> Sequence[RoleRow]:
    """Return the roles in the order in which pages show them."""
    # Counted role by role among those that last: an old association has given many more than are held.
    lasting = Term.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=on),
        association_id=OuterRef("association_id"),
        role_id=OuterRef("id"),
    )
    counted = lasting.order_by().values("role_id").annotate(found=Count("account_id", distinct=True))
    found = Role.objects.filter(association_id=current_association()).annotate(
        holders=Coalesce(Subquery(counted.values("found")), 0)
    )
    rows = [
        RoleRow(
            id=role.id,
            code=role.code,
            rights=rules.rights_in(role.rights, is_in_branch=False),
            holders=role.holders,
            version=role.version,
        )
        for role in found
    ]
    return sorted(rows, key=lambda row: in_order(row.code))


def role_codes() -> dict[UUID, str]:
    """Return the association's roles by id, with their codes alone."""
    return dict(Role.objects.filter(association_id=current_association()).values_list("id", "code"))


def get_role(*, role_id: UUID, on: date) -> RoleRow:
    """
    Return one role.

    :raises NotFound: there is none in this association.
    """
    for row in list_role_rows(on=on):
        if row.id == role_id:
            return row
    raise NotFound
