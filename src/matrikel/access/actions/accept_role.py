"""Accept the role that somebody was invited to: once, with the sign-in of whoever holds the link."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_officers import OfficerRefused
from matrikel.access.models import Account, TermInvitation
from matrikel.access.queries.invitations import may_still_give
from matrikel.access.rules.links import hash_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.models import Person


@action
def accept_role(*, secret: str, account_id: UUID | None, at: datetime) -> tuple[Account, bool]:
    """
    Give the term that an invitation promises, and return the account with whether it was made just now.

    Without `account_id` the sign-in of the invited address is used, and made where there is none; where there is
    one, the caller has to have it signed in first, because a link in a letter proves a mailbox and nothing else.

    :raises OfficerRefused: the link is unknown, used, too old or withdrawn, the term is over, or whoever invited could
        not give the role any more (all look the same), or the address has a sign-in and `account_id` was not said.
    """
    # Whoever invited may be losing the right in this moment: one after the other, as terms are given and ended.
    one_at_a_time("terms")
    invitation = (
        TermInvitation.objects.select_for_update(of=("self",))
        .select_related("role")
        .filter(
            Q(ends_on=None) | Q(ends_on__gt=get_association().day_of(at)),
            association_id=current_association(),
            secret_hash=hash_of(secret),
            accepted_at=None,
            expires_at__gt=at,
        )
        .first()
    )
    if invitation is None:
        raise OfficerRefused(_("This invitation does not work any more. Ask for a new one."))
    if not may_still_give(invitation, on=get_association().day_of(at)):
        raise OfficerRefused(_("This invitation does not work any more. Ask for a new one."))
    mine = Account.objects.filter(is_active=True)
    account = mine.filter(id=account_id).first() if account_id else None
    is_new = account is None and not Account.objects.filter(email=invitation.email).exists()
    if account is None and not is_new:
        raise OfficerRefused(_("Sign in first, then open the link once more."))
    person_id = invitation.person
    if person_id is not None:
        known = Person.objects.filter(association_id=current_association(), id=person_id)
        person_id = person_id if known.exists() else None
    term = NewTerm(
        email=account.email if account else invitation.email,
        display_name=invitation.display_name,
        role=invitation.role.code,
        unit_id=invitation.unit_id,
        person_id=person_id,
        starts_on=invitation.starts_on,
        ends_on=invitation.ends_on,
        decided_by=invitation.decided_by,
        language=invitation.language,
    )
    actor = Actor(kind=ActorKind.ACCOUNT, id=invitation.invited_by)
    (accepted_by,) = grant_terms(terms=[term], actor=actor, at=at)
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    header = {"invitation": str(invitation.id), "account": str(accepted_by)}
    act = Act(action="access.role_accepted", header=header)
    record(acts=[act], actor=Actor(kind=ActorKind.ACCOUNT, id=accepted_by), at=at)
    return Account.objects.get(id=accepted_by), is_new
