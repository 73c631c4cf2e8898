"""Who may enter the office: a right, held today through a term in the association that the address names."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial, wraps
from typing import Concatenate, ParamSpec
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from matrikel.access.actions.note_use import note_use
from matrikel.access.queries import Account, Presence, ReachedAssociation, find_entrance
from matrikel.authentication.queries import require_proof
from matrikel.kernel.actors import Actor, ActorKind, Right, Viewer
from matrikel.kernel.errors import Forbidden, NotFound
from matrikel.kernel.scope import association_or_none
from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.rules.modules import Module
from matrikel.ui.doors import Sends, asks_anew, looks_of, repeat, sign_in_url
from matrikel.ui.requests import Request

P = ParamSpec("P")
_noted: dict[tuple[UUID, UUID, Right], date] = {}
_MOST_NOTED = 20_000


class OfficeRequest(Request):
    """A request that has passed the office door."""

    association: AssociationDetails
    presence: Presence
    reached: Sequence[ReachedAssociation]
    viewer: Viewer
    account: Account
    actor: Actor
    now: datetime
    today: date


def needs(
    right: Right | None,
    *,
    module: Module | None = None,
    fresh: bool | Sends = False,
    asks: bool | None = False,
) -> Callable[[Callable[Concatenate[OfficeRequest, P], HttpResponse]], Callable[..., HttpResponse]]:
    """
    Let in who holds a right in this association today.

    Whoever is not signed in is sent to the sign-in; whoever holds no term here sees what a stranger to the
    address would see (404); whoever holds a term without the right is told so (403). Where the page belongs
    to a module that the association has not switched on, there is no such page (404).

    Without a right whoever holds a term comes in: only the page where everybody arrives asks for none, and the one
    about what needs two, where each act says itself who may know of it.

    `fresh` marks the acts that are worth stealing a session for (roles, bank details, exports of many, keys,
    erasure): they ask for a proof of who one is that is no older than ten minutes. Where only some of what a page
    takes is such an act, it says which (`Sends`).

    `asks` marks a page that answers a form by asking on: coming back to it, one sees it again (`ui.doors.repeat`).
    None marks one whose refusals are written down: coming back to one begins anew.
    """

    def decorate(view: Callable[Concatenate[OfficeRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(
            request: OfficeRequest, association: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not isinstance(request.user, Account):
                return redirect(sign_in_url(association, back_to=request))
            request.now = timezone.now()
            entrance = None
            if association_or_none() is not None:
                entrance = find_entrance(account_id=request.user.pk, at=request.now)
            if entrance is None:
                raise NotFound
            request.association, request.today = entrance.association, entrance.today
            request.reached, presence = entrance.reached, entrance.presence
            if presence is None:
                request.refused = "no_term"
                raise NotFound
            require_proof(
                request.session,
                sees_others=presence.sees_others,
                fresh=asks_anew(fresh, request),
                at=request.now,
            )
            request.help_contact, request.brand = looks_of(request.association)
            if module is not None and not request.association.has(module):
                raise NotFound
            viewer = presence.viewer_for(right or Right.PEOPLE_SEE)
            if right is not None and not viewer.may(right):
                request.refused = "no_right"
                raise Forbidden
            request.account, request.presence, request.viewer = request.user, presence, viewer
            request.actor = Actor(
                kind=ActorKind.ACCOUNT, id=request.user.pk, role=", ".join(presence.role_codes)[:64]
            )
            if right is not None:
                transaction.on_commit(partial(_note_use, presence, right, request.today), robust=True)
            with timezone.override(ZoneInfo(request.association.time_zone)):
                if request.is_repeated:
                    return repeat(request, partial(view, request, *args, **kwargs))
                return view(request, *args, **kwargs)

        enter.door = right.value if right else "any_role"  # type: ignore[attr-defined]
        enter.module = module  # type: ignore[attr-defined]
        enter.fresh = fresh  # type: ignore[attr-defined]
        enter.repeats, enter.asks = asks is not None, asks  # type: ignore[attr-defined]
        return enter

    return decorate


def _note_use(presence: Presence, right: Right, on: date) -> None:
    """
    Note down that a right was used today, once a day in each process, after the page's own transaction.

    What is remembered here is only that it was written; whether somebody may is asked anew on every request.
    """
    key = (presence.association_id, presence.account_id, right)
    if _noted.get(key) == on:
        return
    note_use(account_id=presence.account_id, right=right, on=on)
    if len(_noted) >= _MOST_NOTED:
        _noted.clear()
    _noted[key] = on
