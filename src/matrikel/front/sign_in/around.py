"""What stands around the second step: whether an officer can help with a lost one, and which pages open without one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from matrikel.access import rules
from matrikel.access.queries import (
    find_entrance,
    is_host,
    list_associations_of,
    list_terms,
    looks_after_others,
)
from matrikel.access.queries.holders import list_holders
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import association_scope

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """A page of one's own in an association, open without a second step."""

    name: str
    url: str


def may_be_helped(*, account_id: UUID, on: date) -> bool:
    """
    Say whether another officer may have a lost second step taken away; otherwise only the host can.

    In which association is not for whoever has made the first step alone: a password that was guessed must not tell
    whose member somebody is. The same as the page decides on which they would do it. Opens one scope after the other,
    in no transaction.
    """
    reached = list_associations_of(account_id=account_id, on=on)
    is_officer = looks_after_others(account_id=account_id, on=on)
    if is_host(account_id=account_id) or (is_officer and len(reached) > 1):
        return False
    for found in reached[:MOST_SHOWN]:
        with association_scope(found.id), transaction.atomic():
            if _is_anybody_able(account_id, on):
                return True
    return False


def _is_anybody_able(account_id: UUID, on: date) -> bool:
    """Say whether another officer gives roles in all of the association, and could have given all that somebody holds."""
    held = frozenset(right for term in list_terms(on=on, account_id=account_id) for right in term.rights)
    others = [holder.grants_on(on) for holder in list_holders(on=on) if holder.account_id != account_id]
    return any(
        rules.holds(grants, Right.ROLES_EDIT, at=()) and rules.may_give(grants, held, at=())[0]
        for grants in others
    )


def list_own_pages(*, account_id: UUID, at: datetime, on: date) -> list[OwnPage]:
    """Return the pages on which somebody sees only themselves; opens one scope after the other, in no transaction."""
    pages = []
    for found in list_associations_of(account_id=account_id, on=on)[:MOST_SHOWN]:
        with association_scope(found.id), transaction.atomic():
            entrance = find_entrance(account_id=account_id, at=at)
        presence = entrance.presence if entrance else None
        if (
            presence
            and presence.viewer.may(Right.OWN_PAGES)
            and any(term.person_id for term in presence.terms)
        ):
            pages.append(OwnPage(name=found.name, url=f"/{found.slug}/me/"))
    return pages
