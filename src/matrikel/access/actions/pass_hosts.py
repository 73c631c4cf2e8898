"""Let an act of the installation be done if a second host has agreed to it, else ask for one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from matrikel.access.models import Account, Operator, PendingAct
from matrikel.access.queries.host_acts import USABLE_FOR, WAIT, host_acts, list_host_ids, open_ones
from matrikel.access.rules.acts import header_of
from matrikel.access.wording import act_name
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices
from matrikel.mail.queries.notices import is_demonstration
from matrikel.mail.rules.content import Content, Facts, NewNotice, Paragraph
from matrikel.people.rules import emails


class NoHostAsks(Refusal):
    """Nobody was named who asks for an act that needs two hosts, or whoever was named is none."""


class SecondHostAwaited(Refusal):
    """Nothing was done yet: the act was asked for (now or before) and waits until a second host agrees."""


def pass_hosts(*, kind: str, concerns: Mapping[str, str], by: str, actor: Actor, at: datetime) -> None:
    """
    Return if an act may be done now, which uses up that it may; else ask for it in the name of the host `by`.

    `concerns` holds ids and codes, and only exactly the same ones were agreed to. Opens the installation's scope.

    :raises SecondHostAwaited: it waits for a second host, for twenty-four hours at most.
    :raises NoHostAsks: it has to be asked for, and `by` is not the address of a host.
    """
    with association_scope(INSTALLATION):
        waits = not pass_or_ask(kind=kind, concerns=concerns, by=by, actor=actor, at=at)
    if waits:
        raise_awaited()


def raise_awaited() -> None:
    """Say that an act waits; behind the transaction that wrote it down."""
    raise SecondHostAwaited(
        _(
            "This needs a second host. All hosts were told by letter. Run the same command again once another has "
            "agreed under What needs two, or in twenty-four hours if nobody has called it off."
        )
        if settings.MAIL_SERVER is not None
        else _(
            "This needs a second host. No letters leave from here: tell the others yourself. Run the same command "
            "again once another has agreed under What needs two, or in twenty-four hours if nobody has called it off."
        )
    )


@action
def pass_or_ask(*, kind: str, concerns: Mapping[str, str], by: str, actor: Actor, at: datetime) -> bool:
    """
    Say whether an act may be done now, else ask for it; in the scope of the installation.

    Before there is a host there is nobody to ask, and a demonstration has nobody's data: both go on at once.
    """
    if is_demonstration():
        return True
    # Two consoles, or one and a page: what was agreed to is used once, and of the same act one waits.
    one_at_a_time("acts")
    hosts = list_host_ids()
    if not hosts:
        return True
    same = host_acts().filter(open_ones(at), kind=kind, concerns=dict(concerns), asked_by__in=hosts)
    agreed = Q(done_at__gt=at - USABLE_FOR, done_by__in=hosts)
    waited = Q(done_at=None, waits_until__lte=at)
    ready = same.filter(agreed | waited).order_by("asked_at", "id").first()
    if ready is not None:
        ready.used_at = at
        ready.done_at = ready.done_at or at
        ready.save(update_fields=["used_at", "done_at"])
        more: dict[str, bool | str] = {"asked_by": str(ready.asked_by), "alone": ready.done_by is None}
        header = header_of(ready.id, ready.kind, ready.concerns, **more)
        record(acts=[Act(action="access.second_used", header=header)], actor=actor, at=at)
        return True
    if not same.filter(done_at=None, waits_until__gt=at).exists():
        _ask(kind, concerns, _asker(by), actor, at)
    return False


def _asker(by: str) -> Account:
    address = emails.normalise(by) if by else None
    found = Operator.objects.filter(account__email=address, account__is_active=True).select_related("account")
    host = found.first() if address else None
    if host is None:
        raise NoHostAsks(
            _("This needs two hosts. Say with --by and an e-mail address which host asks for it.")
        )
    return host.account


def _ask(kind: str, concerns: Mapping[str, str], asker: Account, actor: Actor, at: datetime) -> None:
    act = PendingAct.objects.create(
        id=new_id(),
        association_id=INSTALLATION,
        kind=kind,
        concerns=dict(concerns),
        asked_by=asker.id,
        asked_at=at,
        waits_until=at + WAIT,
    )
    hosts = Operator.objects.filter(account__is_active=True).select_related("account").order_by("id")
    notices = [_notice(host.account, kind, asker, at) for host in hosts]
    queue_notices(notices=notices, at=at)
    more = {"asked_by": str(act.asked_by)}
    header = header_of(act.id, act.kind, act.concerns, **more)
    record(acts=[Act(action="access.second_asked", header=header)], actor=actor, at=at)


def _notice(to: Account, kind: str, asker: Account, at: datetime) -> NewNotice:
    language = to.language or "en"
    with translation.override(language):
        content = Content(
            subject=_("An act that needs two hosts was asked for"),
            blocks=[
                Facts(((_("What"), act_name(kind)), (_("By"), asker.display_name or asker.email))),
                Paragraph(
                    _(
                        "Another host can agree to it or call it off on the page What needs two. If nobody has called "
                        "it off within twenty-four hours, it can be done on the server."
                    )
                ),
            ],
        )
    return NewNotice(
        kind="access.second_needed",
        to=to.email,
        name=to.display_name,
        language=language,
        content=content,
        expires_at=at + WAIT,
        account_id=to.id,
    )


def concerned_accounts(account_ids: list[UUID], *, withdraw: bool) -> dict[str, str]:
    """Return what making these accounts hosts, or taking it from them, concerns."""
    accounts = " ".join(sorted(str(each) for each in account_ids))
    return {"what": "WITHDRAW" if withdraw else "GIVE", "accounts": accounts}
