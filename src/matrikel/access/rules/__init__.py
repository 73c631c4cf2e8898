"""What terms give together: a right at a place, and how far it reaches from there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from matrikel.access.rules.roles import BOARD as BOARD
from matrikel.access.rules.roles import MEMBER as MEMBER
from matrikel.access.rules.roles import STARTING_ROLES as STARTING_ROLES
from matrikel.access.rules.roles import WHOLE_ASSOCIATION as WHOLE_ASSOCIATION
from matrikel.kernel.actors import Right

Place = tuple[UUID, ...]
"""A branch with all above it; empty for whoever belongs to no branch, and for the association as a whole."""

NOWHERE_IN_PARTICULAR: Place = ()
# What is asked of no person in the register, so that nobody need see people to use it.
ALONE = frozenset({*WHOLE_ASSOCIATION, Right.OWN_PAGES, Right.ACCESS_SEE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What one term gives: the rights of its role, for everybody or for a branch with all below it."""

    rights: frozenset[Right]
    unit_id: UUID | None = None

    def gives(self, right: Right, *, at: Place) -> bool:
        """Say whether the term gives a right over whoever is at a place."""
        return right in self.rights and (self.unit_id is None or self.unit_id in at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whom somebody sees (`unit_ids` of None: everybody) and what may be done, with each of them alike."""

    unit_ids: tuple[UUID, ...] | None
    rights: frozenset[Right]


def rights_in(codes: Iterable[str], *, is_in_branch: bool) -> frozenset[Right]:
    """Return the rights that a term gives: those of its role, in a branch without the whole association's."""
    known = {right.value for right in Right}
    rights = frozenset(Right(code) for code in codes if code in known)
    return rights - WHOLE_ASSOCIATION if is_in_branch else rights


def places_of(tree: Iterable[tuple[UUID, UUID | None]]) -> dict[UUID, Place]:
    """Return the place of each branch; `tree` is each branch with its parent, parents first."""
    places: dict[UUID, Place] = {}
    for unit, parent in tree:
        places[unit] = (unit, *(places.get(parent, ()) if parent is not None else ()))
    return places


def holds(grants: Iterable[Grant], right: Right, *, at: Place) -> bool:
    """Say whether any of the terms gives a right at a place: this is what every page asks in the end."""
    return any(grant.gives(right, at=at) for grant in grants)


def reach_of(
    grants: Sequence[Grant],
    places: Mapping[UUID, Place],
    *,
    right: Right = Right.PEOPLE_SEE,
) -> Reach:
    """
    Return how far terms reach together on a page that needs a right.

    The page shows whoever is both seen and subject to its right, through any of the terms. What else may be done
    there must hold for everybody whom it shows alike: so a list of everybody offers less than a branch's own pages.
    """
    tops = _tops(grants, places, right)
    everywhere = NOWHERE_IN_PARTICULAR in tops
    unit_ids = (
        None
        if everywhere
        else tuple(sorted(unit for unit, place in places.items() if any(top[0] in place for top in tops)))
    )
    rights = {
        each
        for each in Right
        if (each in ALONE and any(each in grant.rights for grant in grants))
        or (bool(tops) and all(holds(grants, each, at=top) for top in tops))
    }
    return Reach(unit_ids=unit_ids, rights=frozenset(rights))


def reaches(grants: Sequence[Grant], places: Mapping[UUID, Place], right: Right) -> bool:
    """Say whether terms together open a page that needs a right, whomever it then shows."""
    if right in ALONE:
        return any(right in grant.rights for grant in grants)
    return bool(_tops(grants, places, right))


def _tops(grants: Sequence[Grant], places: Mapping[UUID, Place], right: Right) -> list[Place]:
    """Return the highest places at which a right holds over people who are seen; with each, it holds for all below."""
    wanted = {right, Right.PEOPLE_SEE} - ALONE or {Right.PEOPLE_SEE}
    if all(holds(grants, each, at=NOWHERE_IN_PARTICULAR) for each in wanted):
        return [NOWHERE_IN_PARTICULAR]
    named = {grant.unit_id for grant in grants if grant.unit_id in places}
    return [
        places[unit]
        for unit in named
        if unit is not None and all(holds(grants, each, at=places[unit]) for each in wanted)
    ]


def may_give(grants: Sequence[Grant], rights: Iterable[Right], *, at: Place) -> tuple[bool, frozenset[Right]]:
    """
    Say whether somebody may give (or take, or change) a role with these rights at a place, and which rights lack.

    Nobody gives what they do not hold there themselves; and giving roles is a right of its own.
    """
    lacking = frozenset(right for right in rights if not holds(grants, right, at=at) and right not in _FREE)
    return holds(grants, Right.ROLES_EDIT, at=at) and not lacking, lacking


def lost_with(grant: Grant, others: Sequence[Grant], *, at: Place) -> frozenset[Right]:
    """
    Return what somebody may do no more at a place once a term is over that gave it there; `others` are still held.

    A term in a branch above gives the same right there, and what is asked of no person is had by any term.
    """
    anywhere = {right for other in others for right in other.rights} & ALONE
    return frozenset(
        right
        for right in grant.rights - anywhere - _FREE
        if grant.gives(right, at=at) and not holds(others, right, at=at)
    )


_FREE = frozenset({Right.OWN_PAGES})
