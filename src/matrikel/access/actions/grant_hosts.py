"""Make accounts hosts of this installation, or take that away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.models import Account, Operator
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.people.rules import emails


class HostRefused(Refusal):
    """Somebody cannot be made a host as asked."""


def grant_hosts(
    *, emails: Sequence[str], actor: Actor, at: datetime, display_name: str = "", withdraw: bool = False
) -> list[UUID]:
    """
    Let addresses see the associations of the installation and invite new ones, or no longer; return the accounts.

    Belongs to the installation, and opens its scope itself.

    :raises HostRefused: an address is not one.
    """
    with association_scope(INSTALLATION):
        return _grant(emails, display_name, withdraw=withdraw, actor=actor, at=at)


@action
def _grant(
    addresses: Sequence[str], display_name: str, *, withdraw: bool, actor: Actor, at: datetime
) -> list[UUID]:
    found = []
    for address in addresses:
        email = emails.normalise(address)
        if email is None:
            raise HostRefused(_("That is not an e-mail address."))
        account, _made = Account.objects.get_or_create(
            email=email, defaults={"id": new_id(), "display_name": display_name}
        )
        found.append(account.id)
    if withdraw:
        Operator.objects.filter(account_id__in=found).delete()
    else:
        Operator.objects.bulk_create(
            (Operator(id=new_id(), account_id=account_id, granted_at=at) for account_id in found),
            ignore_conflicts=True,
        )
    verb = "access.hosts_withdrawn" if withdraw else "access.hosts_granted"
    header = {"accounts": [str(account_id) for account_id in found]}
    record(acts=[Act(action=verb, header=header)], actor=actor, at=at)
    return found
