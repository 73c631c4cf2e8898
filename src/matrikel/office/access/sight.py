"""Whose roles an officer reads about: everybody's, or those that reach the officer's own branches."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from matrikel.access import rules
from matrikel.access.queries.holders import Holder, list_holders
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest


def in_sight(request: OfficeRequest, unit_id: UUID | None) -> bool:
    """
    Say whether whoever asks may read who holds a role in a branch, or in the whole association.

    From a branch one sees who has access to it: through the whole, the branches above and those below. Who looks
    after the branch beside it, and with which address, is that branch's own.
    """
    presence = request.presence
    if unit_id is None or rules.holds(presence.grants, Right.ACCESS_SEE, at=presence.place_of(unit_id)):
        return True
    return any(
        unit_id in presence.place_of(grant.unit_id)
        for grant in presence.grants
        if Right.ACCESS_SEE in grant.rights
    )


def seen_of(request: OfficeRequest, holder: Holder) -> Holder:
    """Return somebody with those of the roles alone that are in sight."""
    return replace(holder, terms=[term for term in holder.terms if in_sight(request, term.unit_id)])


def in_sight_of(request: OfficeRequest, holders: Iterable[Holder]) -> Sequence[Holder]:
    """Return those with a role in sight, each with these roles alone."""
    seen = [seen_of(request, holder) for holder in holders]
    return [holder for holder in seen if holder.terms]


def holders_in_sight(request: OfficeRequest) -> Sequence[Holder]:
    """Return everybody with a role in sight, by address."""
    return in_sight_of(request, list_holders(on=request.today))
