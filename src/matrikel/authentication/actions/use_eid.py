"""Find out whom an eID that was shown signs in."""

from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.take_eid_answer import ShownEid
from matrikel.authentication.errors import EidUnknown
from matrikel.authentication.models import EidLink
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def use_eid(*, shown: ShownEid, at: datetime) -> Account:
    """
    Return the account with which an eID was linked by its owner; a name or number is compared with nobody's.

    Opens the installation's scope itself.

    :raises EidUnknown: it is linked with none.
    """
    with association_scope(INSTALLATION):
        account = _use(shown, at)
    if account is None:
        raise EidUnknown(
            _(
                "This %(eid)s is not linked with a sign-in here yet. "
                "Sign in another way this once, then link it under “My sign-in”."
            )
            % {"eid": shown.name}
        )
    return account


@action
def _use(shown: ShownEid, at: datetime) -> Account | None:
    link = (
        EidLink.objects.select_for_update(of=["self"])
        .select_related("account")
        .filter(subject_hash=shown.subject_hash, account__is_active=True)
        .first()
    )
    if link is None:
        return None
    link.acr, link.last_used_at = shown.acr, at
    link.save(update_fields=["acr", "last_used_at"])
    actor = Actor(kind=ActorKind.ACCOUNT, id=link.account_id)
    header = {"eid": shown.key, "acr": shown.acr}
    record(acts=[Act(action="authentication.eid_used", header=header)], actor=actor, at=at)
    return link.account
