"""Who may enter “My sign-in”: whoever is signed in, for what is theirs; what matters asks for a proof anew."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from matrikel.access.queries import Account
from matrikel.authentication.errors import ProofNeeded
from matrikel.authentication.queries import has_factor, require_proof
from matrikel.authentication.rules.proofs import Missing
from matrikel.ui.requests import Request

P = ParamSpec("P")


class OwnRequest(Request):
    """A request about somebody's own sign-in."""

    account: Account
    now: datetime


def own_sign_in(
    *, fresh: bool = False
) -> Callable[[Callable[Concatenate[OwnRequest, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let in whoever is signed in, with the second step where the account has one."""

    def decorate(view: Callable[Concatenate[OwnRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @transaction.non_atomic_requests
        @wraps(view)
        def enter(request: OwnRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Account):
                return redirect("front:sign_in")
            request.account, request.now = request.user, timezone.now()
            require_proof(request.session, sees_others=False, fresh=fresh, at=request.now)
            if has_factor(account_id=request.account.pk) and request.session.proof.factor_at is None:
                raise ProofNeeded(Missing.FACTOR)
            # One's sign-in belongs to no association whose time it could show.
            with timezone.override(ZoneInfo(settings.HOST_TIME_ZONE)):
                return view(request, *args, **kwargs)

        enter.door = "own_sign_in"  # type: ignore[attr-defined]
        enter.fresh = fresh  # type: ignore[attr-defined]
        return enter

    return decorate
