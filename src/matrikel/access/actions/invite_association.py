"""Invite an association to this installation: a link that works once, for its first officer."""

import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from matrikel.access.models import Invitation
from matrikel.access.rules.links import hash_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import find_country
from matrikel.organisations.rules import LANGUAGES
from matrikel.people.rules import emails

VALID_FOR = timedelta(days=30)


class InvitationRefused(Refusal):
    """The invitation cannot be made or used; `field` names the part that is wrong."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@action
def invite_association(*, email: str, language: str, country: str, actor: Actor, at: datetime) -> str:
    """
    Return the path of a link with which an association is brought into existence once, within thirty days.

    Runs in the installation's scope.

    :raises InvitationRefused: the address is not one, or the language or country is not known.
    """
    address = emails.normalise(email)
    if address is None:
        raise InvitationRefused(_("That is not an e-mail address."), field="email")
    if language not in LANGUAGES:
        raise InvitationRefused(_("Matrikel does not speak that language."), field="language")
    if find_country(code=country, on=at.date()) is None:
        raise InvitationRefused(_("Matrikel does not know that country yet."), field="country")
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        id=new_id(),
        email=address,
        language=language,
        country=country,
        secret_hash=hash_of(secret),
        invited_at=at,
        expires_at=at + VALID_FOR,
    )
    header = {"invitation": str(invitation.id), "country": country}
    record(acts=[Act(action="access.association_invited", header=header)], actor=actor, at=at)
    return f"/invitation/{secret}/"
