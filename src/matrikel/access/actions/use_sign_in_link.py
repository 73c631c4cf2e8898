"""Use a sign-in link, which works once."""

from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.access.models import Account, SignInLink
from matrikel.access.rules.links import hash_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


class SignInRefused(Refusal):
    """The link does not sign anybody in."""


def use_sign_in_link(*, secret: str, at: datetime) -> tuple[Account, str]:
    """
    Return the account that the link signs in, and the path to show; the installation's log says who came in.

    Opens the installation's scope itself.

    :raises SignInRefused: the link is unknown, used or too old; all three look the same.
    """
    with association_scope(INSTALLATION):
        return _use(secret, at)


@action
def _use(secret: str, at: datetime) -> tuple[Account, str]:
    # Of two presses at once only one wins, because the condition is asked again of the row that the first
    # has changed. That holds for the row itself: a condition on the account would be asked but once.
    used = SignInLink.objects.filter(secret_hash=hash_of(secret), used_at=None, expires_at__gt=at).update(
        used_at=at
    )
    refusal = SignInRefused(_("This link does not work any more. Ask for a new one."))
    if not used:
        raise refusal
    link = SignInLink.objects.select_related("account").get(secret_hash=hash_of(secret))
    if not link.account.is_active:
        raise refusal
    actor = Actor(kind=ActorKind.ACCOUNT, id=link.account_id)
    record(acts=[Act(action="access.signed_in", header={"link": str(link.id)})], actor=actor, at=at)
    return link.account, link.lands_on
