"""In which member associations somebody may bring in lists: those reached through affiliation, with the right there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from matrikel.access.queries import ReachedAssociation, find_entrance
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_member_associations

DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Club:
    """A member association in which somebody may bring in lists."""

    id: UUID
    slug: str
    name: str


def clubs_reached(
    *, association_id: UUID, account_id: UUID, reached: list[ReachedAssociation], at: datetime
) -> list[Club]:
    """
    Return the clubs below an association, in order of name; each is asked in a transaction of its own.

    Whoever has no right in a club does not learn here that there is one: it is not in the list.
    Runs with no transaction open.
    """
    by_id = {each.id: each for each in reached}
    found: dict[UUID, Club] = {}
    level = [association_id]
    for _depth in range(DEEPEST):
        below: list[UUID] = []
        for upper in level:
            with association_scope(upper), transaction.atomic():
                below += list_member_associations(on=at.date())
        level = []
        for club_id in below:
            if club_id in found or club_id not in by_id or club_id == association_id:
                continue
            if may_import(club_id, account_id=account_id, at=at):
                found[club_id] = Club(club_id, by_id[club_id].slug, by_id[club_id].name)
                level.append(club_id)
        if not level:
            break
    return sorted(found.values(), key=lambda club: (club.name.casefold(), club.slug))


def may_import(club_id: UUID, *, account_id: UUID, at: datetime) -> bool:
    """Say whether somebody holds the right to bring in lists in an association today."""
    with association_scope(club_id), transaction.atomic():
        entrance = find_entrance(account_id=account_id, at=at)
    return (
        entrance is not None
        and entrance.presence is not None
        and entrance.presence.viewer.may(Right.PEOPLE_IMPORT)
    )
