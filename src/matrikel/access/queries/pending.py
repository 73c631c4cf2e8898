"""Acts that wait for a second officer, that were settled, and who could agree to one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from matrikel.access import rules
from matrikel.access.models import PendingAct, Role, TermInvitation
from matrikel.access.queries import branch_places, list_terms
from matrikel.access.queries.holders import Holder, list_holders
from matrikel.access.rules.acts import WAITS_FOR, may_agree, may_ask, runs_out
from matrikel.kernel.actors import Right
from matrikel.kernel.scope import current_association

AGREED_FOR = timedelta(days=7)
"""How long whoever asked to be told a name may look, once a second has agreed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAct:
    """
    An act that waits, or waited; `waits_until` is set where nobody else could agree when it was asked for.

    `rights` and `place` are what it gives, and where. One whose `is_stale` is set cannot be done any more: whoever
    asked for it could not ask today, or what it gives is gone. From `runs_out_at` nobody can agree to it.
    """

    id: UUID
    kind: str
    concerns: Mapping[str, str]
    asked_by: UUID
    asked_at: datetime
    waits_until: datetime | None
    done_at: datetime | None
    done_by: UUID | None
    cancelled_at: datetime | None
    runs_out_at: datetime
    rights: frozenset[Right]
    place: rules.Place
    is_stale: bool


def list_waiting_acts(*, on: date, at: datetime) -> Sequence[WaitingAct]:
    """Return the acts that wait, the oldest first."""
    return describe_acts(_acts().filter(still_waiting(at)).order_by("asked_at", "id"), on=on)


def list_settled_acts(*, on: date, at: datetime, most: int) -> Sequence[WaitingAct]:
    """Return the acts that were agreed to, called off or have run out, those asked for last first."""
    found = _acts().exclude(still_waiting(at)).order_by("-asked_at", "-id")
    return describe_acts(found[:most], on=on)


def still_waiting(at: datetime) -> Q:
    """Return which acts can be settled: nobody has, and they have not run out."""
    return Q(done_at=None, cancelled_at=None, asked_at__gt=at - WAITS_FOR)


def find_act(*, act_id: UUID, on: date) -> WaitingAct | None:
    """Return one act, settled or not."""
    return next(iter(describe_acts(_acts().filter(id=act_id), on=on)), None)


def list_agreed_acts(*, kind: str, asked_by: UUID, at: datetime) -> Sequence[Mapping[str, str]]:
    """Return what was agreed to that somebody may do, and has asked for: ids and codes."""
    found = _acts().filter(kind=kind, asked_by=asked_by, done_at__gt=at - AGREED_FOR, done_at__lte=at)
    return list(found.order_by("done_at", "id").values_list("concerns", flat=True))


def who_may_agree(
    *, kind: str, rights: Collection[Right] = (), unit_id: UUID | None = None, on: date
) -> list[Holder]:
    """Return those who may agree to an act that gives these rights in a branch, or in the whole association."""
    place = branch_places().get(unit_id, ()) if unit_id is not None else ()
    return [
        holder for holder in list_holders(on=on) if may_agree(kind, holder.grants_on(on), rights, at=place)
    ]


def describe_acts(acts: Collection[PendingAct], *, on: date) -> Sequence[WaitingAct]:
    """Return acts with what they give, and whether whoever asked for each could still ask for it."""
    found = list(acts)
    if not found:
        return []
    given, grants = _given(found), _grants(on)
    described = []
    for act in found:
        rights, place, is_there = given.get(act.id, (frozenset(), rules.NOWHERE_IN_PARTICULAR, True))
        may = may_ask(act.kind, grants.get(act.asked_by, []), rights, at=place)
        described.append(
            WaitingAct(
                id=act.id,
                kind=act.kind,
                concerns=act.concerns,
                asked_by=act.asked_by,
                asked_at=act.asked_at,
                waits_until=act.waits_until,
                done_at=act.done_at,
                done_by=act.done_by,
                cancelled_at=act.cancelled_at,
                runs_out_at=runs_out(act.asked_at),
                rights=rights,
                place=place,
                is_stale=not (is_there and may),
            )
        )
    return described


def _given(acts: Sequence[PendingAct]) -> dict[UUID, tuple[frozenset[Right], rules.Place, bool]]:
    """Return what acts give, where, and whether it is there to be given, for those that give a role or a right."""
    mine = {"association_id": current_association()}
    inviting = {act.id: act.concerns["invitation"] for act in acts if act.kind == PendingAct.Kind.INVITE}
    changing = {act.id: act.concerns for act in acts if act.kind == PendingAct.Kind.ROLE}
    offered = {
        str(each.id): each
        for each in TermInvitation.objects.filter(**mine, id__in=list(inviting.values())).select_related(
            "role"
        )
    }
    wanted = [concerns["role"] for concerns in changing.values()]
    there = {str(each) for each in Role.objects.filter(**mine, id__in=wanted).values_list("id", flat=True)}
    places = branch_places() if any(each.unit_id for each in offered.values()) else {}
    given: dict[UUID, tuple[frozenset[Right], rules.Place, bool]] = {}
    for act_id, invitation in inviting.items():
        offer = offered.get(invitation)
        if offer is None:
            given[act_id] = (frozenset(), rules.NOWHERE_IN_PARTICULAR, False)
        else:
            rights = rules.rights_in(offer.role.rights, is_in_branch=offer.unit_id is not None)
            given[act_id] = (rights, places.get(offer.unit_id, ()) if offer.unit_id else (), True)
    for act_id, concerns in changing.items():
        rights = rules.rights_in(concerns["rights"].split(), is_in_branch=False)
        given[act_id] = (rights, rules.NOWHERE_IN_PARTICULAR, concerns["role"] in there)
    return given


def _grants(on: date) -> dict[UUID, list[rules.Grant]]:
    grants: dict[UUID, list[rules.Grant]] = {}
    for term in list_terms(on=on):
        if term.starts_on <= on:
            grant = rules.Grant(rights=term.rights, unit_id=term.unit_id)
            grants.setdefault(term.account_id, []).append(grant)
    return grants


def _acts() -> QuerySet[PendingAct]:
    return PendingAct.objects.filter(association_id=current_association())
