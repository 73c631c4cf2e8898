"""Accept an invitation: the association comes into existence, with whoever was invited as its secretary."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.invite_association import InvitationRefused
from matrikel.access.models import Account, Invitation
from matrikel.access.queries import is_host, list_associations_of
from matrikel.access.rules.links import hash_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.organisations.actions.create_association import create_association
from matrikel.organisations.actions.note_set_up import note_set_up
from matrikel.organisations.rules.modules import MODULES_OF_KIND
from matrikel.organisations.rules.set_up import SetUpStep

FIRST_KIND = "CLUB"
"""What an association is until it has said what it is."""


def accept_invitation(
    *, secret: str, name: str, slug: str, display_name: str, roles: Sequence[str], at: datetime
) -> tuple[Account, bool]:
    """
    Create the association of an invitation, give its first officer roles, and return her account.

    The second value says whether the link may sign her in. Where her sign-in reaches other associations, or runs
    the installation, it must not: whoever made the link could use it, and would see what is theirs.

    All of it happens or nothing: an address that is taken leaves the invitation as it was. Opens the new
    association's scope itself and is therefore always outermost.

    :raises InvitationRefused: the link is unknown, used or too old; all three look the same.
    :raises AssociationRefused: the address is taken or malformed, or the name is not one.
    """
    association_id = new_id()
    with association_scope(association_id):
        invitation, account, is_fresh = _accept(
            secret, association_id=association_id, name=name, slug=slug, display_name=display_name,
            roles=roles, at=at,
        )  # fmt: skip
    with association_scope(INSTALLATION):
        _note(invitation, account, at=at)
    return account, is_fresh


@action
def _accept(
    secret: str,
    *,
    association_id: UUID,
    name: str,
    slug: str,
    display_name: str,
    roles: Sequence[str],
    at: datetime,
) -> tuple[Invitation, Account, bool]:
    # Of two presses at once the second waits here, and then finds nothing.
    invitation = (
        Invitation.objects.select_for_update()
        .filter(secret_hash=hash_of(secret), used_at=None, expires_at__gt=at)
        .first()
    )
    if invitation is None:
        raise InvitationRefused(_("This invitation does not work any more. Ask for a new one."))
    account, made = Account.objects.get_or_create(
        email=invitation.email,
        defaults={"id": new_id(), "display_name": display_name, "language": invitation.language},
    )
    if not made and display_name and not account.display_name:
        account.display_name = display_name
        account.save(update_fields=["display_name"])
    reached = list_associations_of(account_id=account.id, on=at.date())
    is_fresh = made or not (reached or is_host(account_id=account.id))
    actor = Actor(kind=ActorKind.ACCOUNT, id=account.id)
    create_association(
        slug=slug,
        name=name,
        country=invitation.country,
        kind=FIRST_KIND,
        language=invitation.language,
        modules=[module.value for module in MODULES_OF_KIND[FIRST_KIND]],
        is_set_up=False,
        id=association_id,
        actor=actor,
        at=at,
    )
    # What it is called was just typed; the assistant begins with what comes after.
    note_set_up(steps=[SetUpStep.NAME], actor=actor, at=at)
    terms = [
        NewTerm(email=invitation.email, role=role, starts_on=at.date(), display_name=display_name)
        for role in roles
    ]
    grant_terms(terms=terms, actor=actor, at=at)
    invitation.used_at, invitation.became = at, association_id
    invitation.save(update_fields=["used_at", "became"])
    return invitation, account, is_fresh


@action
def _note(invitation: Invitation, account: Account, *, at: datetime) -> None:
    header = {"invitation": str(invitation.id), "association": str(invitation.became)}
    act = Act(action="access.invitation_accepted", header=header)
    record(acts=[act], actor=Actor(kind=ActorKind.ACCOUNT, id=account.id), at=at)
