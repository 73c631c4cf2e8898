"""Who may enter: somebody who was made a host of this installation on its server."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from matrikel.access.queries import Account, is_host
from matrikel.authentication.queries import require_proof
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import NotFound
from matrikel.ui.doors import sign_in_url
from matrikel.ui.requests import Request

P = ParamSpec("P")


class HostRequest(Request):
    """A request that has passed the host's door; it runs in the scope of the installation itself."""

    account: Account
    actor: Actor
    now: datetime


def hosts_only(
    *, fresh: bool = False
) -> Callable[[Callable[Concatenate[HostRequest, P], HttpResponse]], Callable[..., HttpResponse]]:
    """
    Let in hosts; for everybody else there is no such page (404).

    With `fresh` the page asks for a proof of who one is that is no older than ten minutes.
    """

    def decorate(view: Callable[Concatenate[HostRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def enter(request: HostRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Account):
                return redirect(sign_in_url(back_to=request))
            if not is_host(account_id=request.user.pk):
                request.refused = "no_host"
                raise NotFound
            request.account, request.now = request.user, timezone.now()
            require_proof(request.session, sees_others=True, fresh=fresh, at=request.now)
            request.actor = Actor(kind=ActorKind.ACCOUNT, id=request.user.pk, role="host")
            with timezone.override(ZoneInfo(settings.HOST_TIME_ZONE)):
                return view(request, *args, **kwargs)

        enter.door = "host"  # type: ignore[attr-defined]
        enter.fresh = fresh  # type: ignore[attr-defined]
        return enter

    return decorate
