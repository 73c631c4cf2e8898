"""Who holds a role today: a filter for lists of people, for whoever may see who has access."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from matrikel.access.models import Role
from matrikel.access.rules.roles import BOARD, MEMBER, OWN, in_order
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import list_units
from matrikel.people.filters.offers import Asked, Condition, Filter, FilterKind, Offer, Option

ANY_ROLE = "any"
ON_THE_BOARD = "board"

# As at the door: a term that runs on the day. Where somebody looks after a branch tells where they are, and what a
# protected person does is told to whoever may know of the protection.
HOLDS = (
    "SELECT w.person_id FROM access_term w WHERE w.association_id = %(association)s AND w.person_id IS NOT NULL"
    " AND w.role_id = ANY (ARRAY(SELECT r.id FROM access_role r WHERE r.association_id = %(association)s"
    " AND r.code <> %(member)s AND (%(any)s OR r.code = ANY (%(codes)s) OR r.id = ANY (%(own)s::uuid[]))))"
    " AND w.starts_on <= %(on)s AND (w.ends_on IS NULL OR w.ends_on > %(on)s)"
    " AND (%(sight)s::uuid[] IS NULL OR w.unit_id IS NULL OR w.unit_id = ANY (%(sight)s))"
    " AND (%(may_reveal)s OR NOT EXISTS (SELECT 1 FROM people_person h WHERE h.association_id = w.association_id"
    " AND h.id = w.person_id AND h.protection <> 'NONE'))"
)


def _roles(_viewer: Viewer) -> Sequence[Option]:
    # All of them, also those that nobody holds now: a saved selection goes on asking for the treasurer meanwhile.
    found = Role.objects.filter(association_id=current_association()).exclude(code=MEMBER)
    roles = sorted(found.values_list("code", "id"), key=lambda role: in_order(role[0]))
    return [
        Option(value=ANY_ROLE),
        Option(value=ON_THE_BOARD),
        *(
            # A role that the association made may go again: an id that is none is noticed.
            Option(value=str(role_id), label=code.removeprefix(OWN))
            if code.startswith(OWN)
            else Option(value=code)
            for code, role_id in roles
        ),
    ]


def _in_role(asked: Asked) -> Condition:
    codes = {value for value in asked.values if not _is_id(value)}
    if ON_THE_BOARD in codes:
        codes |= BOARD
    values: dict[str, Any] = {
        "member": MEMBER,
        "any": ANY_ROLE in codes,
        "codes": sorted(codes),
        "own": [UUID(value) for value in asked.values if _is_id(value)],
        "sight": _sight(asked.viewer),
        "may_reveal": asked.viewer.may(Right.PROTECTED_SEE),
    }
    return Condition(people=HOLDS, values=values)


def _is_id(value: str) -> bool:
    return len(value) == len(str(UUID(int=0)))


def _sight(viewer: Viewer) -> list[UUID] | None:
    """Return the branches whose officers are in sight: those looked after and all above them; None for everywhere."""
    if viewer.unit_ids is None:
        return None
    seen = set(viewer.unit_ids)
    # Parents come before their children: from the last one up, every way to the top is gone.
    for unit in reversed(list_units()):
        if unit.id in seen and unit.parent_id is not None:
            seen.add(unit.parent_id)
    return sorted(seen)


OFFER = Offer(
    filters=(
        Filter(
            code="role",
            kind=FilterKind.CHOICE,
            options=_roles,
            condition=_in_role,
            right=Right.ACCESS_SEE,
            is_on_record=False,
        ),
    )
)
