"""Invitations to roles that wait for an answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from matrikel.access import rules
from matrikel.access.models import Account, PendingAct, ReviewedTerm, TermInvitation
from matrikel.access.queries import branch_places, list_terms
from matrikel.access.rules.links import OFFERED_FOR, hash_of
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedRole:
    """A role that somebody was invited to; one that `is_held` waits for a second officer before its letter leaves."""

    id: UUID
    email: str
    display_name: str
    language: str
    role: str
    rights: frozenset[Right]
    unit_id: UUID | None
    starts_on: date
    ends_on: date | None
    decided_by: str
    expires_at: datetime
    is_held: bool
    has_sign_in: bool
    invited_by: UUID | None


def list_offered_roles() -> Sequence[OfferedRole]:
    """Return the roles that were offered and not taken yet, the newest first; links may be too old by now."""
    found = TermInvitation.objects.filter(association_id=current_association(), accepted_at=None)
    return [_row(each) for each in found.select_related("role").order_by("-invited_at", "-id")]


def find_offered_role(*, secret: str, at: datetime) -> OfferedRole | None:
    """Return the role that a link offers, or None where it is unknown, used, too old, withdrawn or over."""
    found = (
        TermInvitation.objects.filter(
            Q(ends_on=None) | Q(ends_on__gt=get_association().day_of(at)),
            association_id=current_association(),
            secret_hash=hash_of(secret),
            accepted_at=None,
            expires_at__gt=at,
        )
        .select_related("role")
        # In one look: else of twenty who press at once some would find the sign-in that another's press has just made.
        .annotate(has_sign_in=Exists(Account.objects.filter(email=OuterRef("email"))))
        .first()
    )
    if found is None or not may_still_give(found, on=get_association().day_of(at)):
        return None
    return _row(found, has_sign_in=found.has_sign_in)


def may_still_give(invitation: TermInvitation, *, on: date) -> bool:
    """
    Say whether an invitation still gives its role on a day; what an installation's own command gave is given.

    It does while whoever invited may give the role, by what is held today and by terms that were held when the letter
    was written and have run out since, as was known then: a secretary invites her successor in her last week. A term
    that was ended early, or that nobody has confirmed in a round, gives nothing any more, and nor does a role that has
    lost the right.
    """
    if invitation.invited_by is None:
        return True
    written = invitation.expires_at - OFFERED_FOR
    then = get_association().day_of(written)
    runs = Q(ends_on=None) | Q(ends_on__gt=on)
    ran_out = Q(starts_on__lte=then) & (Q(shortened_at=None) | Q(shortened_at__lte=written))
    unconfirmed = ReviewedTerm.objects.filter(
        association_id=current_association(),
        term=OuterRef("pk"),
        answer="",
        review__ends_on=OuterRef("ends_on"),
    )
    rights = rules.rights_in(invitation.role.rights, is_in_branch=invitation.unit_id is not None)
    place = branch_places().get(invitation.unit_id, ()) if invitation.unit_id else ()
    grants = [
        rules.Grant(rights=term.rights, unit_id=term.unit_id)
        for term in list_terms(
            on=min(then, on),
            account_id=invitation.invited_by,
            only=Q(account__is_active=True, starts_on__lte=on) & (runs | (ran_out & Q(~Exists(unconfirmed)))),
        )
    ]
    return rules.may_give(grants, rights, at=place)[0]


def still_open_of(account_ids: Collection[UUID]) -> set[UUID]:
    """Return which accounts have offered a role that nobody took yet, or asked for an act that nobody has settled."""
    offered = TermInvitation.objects.filter(
        association_id=current_association(), invited_by__in=account_ids, accepted_at=None
    )
    asked = PendingAct.objects.filter(
        association_id=current_association(), asked_by__in=account_ids, done_at=None, cancelled_at=None
    )
    found = offered.values_list("invited_by", flat=True).union(asked.values_list("asked_by", flat=True))
    return {each for each in found if each is not None}


def _row(invitation: TermInvitation, *, has_sign_in: bool = False) -> OfferedRole:
    return OfferedRole(
        id=invitation.id,
        email=invitation.email,
        display_name=invitation.display_name,
        language=invitation.language,
        role=invitation.role.code,
        rights=rules.rights_in(invitation.role.rights, is_in_branch=invitation.unit_id is not None),
        unit_id=invitation.unit_id,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        decided_by=invitation.decided_by,
        expires_at=invitation.expires_at,
        is_held=invitation.secret_hash is None,
        has_sign_in=has_sign_in,
        invited_by=invitation.invited_by,
    )
