"""Make accounts hosts of this installation, or take that away."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.access.actions.pass_hosts import concerned_accounts, pass_or_ask, raise_awaited
from matrikel.access.models import Account, Operator, PendingAct
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
    *,
    emails: Sequence[str],
    actor: Actor,
    at: datetime,
    display_name: str = "",
    withdraw: bool = False,
    by: str = "",
) -> list[UUID]:
    """
    Let addresses see the associations of the installation and invite new ones, or no longer; return the accounts.

    Belongs to the installation, and opens its scope itself. From the second host on, two hosts are needed: `by` is
    the address of the one who asks, another agrees, and then this is called again. What is so already needs nobody.

    :raises HostRefused: an address is not one.
    :raises SecondHostAwaited: it was asked for, and waits; nothing else has happened.
    :raises NoHostAsks: it has to be asked for, and `by` is no host.
    """
    with association_scope(INSTALLATION):
        found, is_done = _grant(emails, display_name, withdraw=withdraw, by=by, actor=actor, at=at)
    if not is_done:
        raise_awaited()
    return found


@action
def _grant(
    addresses: Sequence[str], display_name: str, *, withdraw: bool, by: str, actor: Actor, at: datetime
) -> tuple[list[UUID], bool]:
    found = []
    for address in addresses:
        email = emails.normalise(address)
        if email is None:
            raise HostRefused(_("That is not an e-mail address."))
        account, _made = Account.objects.get_or_create(
            email=email, defaults={"id": new_id(), "display_name": display_name}
        )
        found.append(account.id)
    if not _changes(found, withdraw=withdraw):
        return found, True
    concerns = concerned_accounts(found, withdraw=withdraw)
    if not pass_or_ask(kind=PendingAct.Kind.HOST, concerns=concerns, by=by, actor=actor, at=at):
        return found, False
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
    return found, True


def _changes(account_ids: Sequence[UUID], *, withdraw: bool) -> bool:
    hosts = Operator.objects.filter(account_id__in=account_ids).count()
    return hosts > 0 if withdraw else hosts < len(set(account_ids))
