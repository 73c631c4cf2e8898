"""Acts of the installation that wait for a second host, or that were settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from matrikel.access.models import Account, Operator, PendingAct
from matrikel.kernel.ids import INSTALLATION

WAIT = timedelta(hours=24)
"""How long an act waits for somebody to agree; nobody having called it off, it can then be done by one."""

USABLE_FOR = timedelta(hours=24)
"""How long what was agreed to, or has waited, can be done; then it lapses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HostAct:
    """
    An act of the installation; `is_open` while it can be agreed to, called off or done.

    `about` holds the addresses of those whom it makes hosts (`gives`) or takes it from, none where it is about keys.
    Those in `takes_from` would lose their own access by it, and neither agree to it nor call it off. From `lapses_at`
    on it can be neither agreed to nor done.
    """

    id: UUID
    kind: str
    gives: bool
    about: Sequence[str]
    takes_from: frozenset[UUID]
    asked_by: UUID
    asked_at: datetime
    waits_until: datetime
    lapses_at: datetime
    done_at: datetime | None
    done_by: UUID | None
    cancelled_at: datetime | None
    used_at: datetime | None
    is_open: bool
    is_stale: bool


def list_host_acts(*, at: datetime, most: int = 50) -> Sequence[HostAct]:
    """Return the acts of the installation, those asked for last first. Needs the scope of the installation."""
    return _describe(host_acts().order_by("-asked_at", "-id")[:most], at=at)


def host_acts() -> QuerySet[PendingAct]:
    """Return the acts of the installation."""
    kinds = [PendingAct.Kind.HOST, PendingAct.Kind.KEYS]
    return PendingAct.objects.filter(association_id=INSTALLATION, kind__in=kinds)


def open_ones(at: datetime) -> Q:
    """Return which acts were neither called off nor used, and have not lapsed."""
    waits = Q(done_at=None, waits_until__gt=at - USABLE_FOR)
    return Q(cancelled_at=None, used_at=None) & (waits | Q(done_at__gt=at - USABLE_FOR))


def list_host_ids() -> set[UUID]:
    """Return the accounts that are hosts and may sign in."""
    return set(Operator.objects.filter(account__is_active=True).values_list("account_id", flat=True))


def _describe(acts: QuerySet[PendingAct], *, at: datetime) -> Sequence[HostAct]:
    found = list(acts)
    hosts = list_host_ids() if found else set()
    concerned = {UUID(each) for act in found for each in _accounts(act)}
    addresses = dict(Account.objects.filter(id__in=concerned).values_list("id", "email")) if concerned else {}
    described = []
    for act in found:
        about = [addresses[UUID(each)] for each in _accounts(act) if UUID(each) in addresses]
        described.append(
            HostAct(
                id=act.id,
                kind=act.kind,
                gives=act.concerns.get("what") == "GIVE",
                about=about,
                takes_from=frozenset(loses_by(act)),
                asked_by=act.asked_by,
                asked_at=act.asked_at,
                waits_until=act.waits_until or act.asked_at,
                lapses_at=lapses_at(act),
                done_at=act.done_at,
                done_by=act.done_by,
                cancelled_at=act.cancelled_at,
                used_at=act.used_at,
                is_open=act.cancelled_at is None and act.used_at is None and lapses_at(act) > at,
                is_stale=act.asked_by not in hosts or len(about) != len(_accounts(act)),
            )
        )
    return described


def lapses_at(act: PendingAct) -> datetime:
    """Return the instant from which an act can be neither agreed to nor done, as far as it stands today."""
    return (act.done_at or act.waits_until or act.asked_at) + USABLE_FOR


def loses_by(act: PendingAct) -> set[UUID]:
    """Return whose access an act takes away."""
    takes = act.concerns.get("what") == "WITHDRAW"
    return {UUID(each) for each in _accounts(act)} if takes else set()


def _accounts(act: PendingAct) -> list[str]:
    return str(act.concerns.get("accounts", "")).split()
