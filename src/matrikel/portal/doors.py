"""Who may enter the portal: somebody whose sign-in is tied to a person of the association."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial, wraps
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from matrikel.access.queries import Account, find_entrance
from matrikel.authentication.queries import require_proof
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_or_none
from matrikel.organisations.queries import AssociationDetails
from matrikel.ui.doors import looks_of, repeat, sign_in_url
from matrikel.ui.requests import Request


class PortalRequest(Request):
    """A request that has passed the portal's door; the viewer sees one person, the account's own."""

    association: AssociationDetails
    person_id: UUID
    viewer: Viewer
    now: datetime
    today: date


def own_pages(view: Callable[[PortalRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let in whoever holds a term that is tied to a person here; others see what a stranger would see (404)."""

    @wraps(view)
    def enter(request: PortalRequest, association: str) -> HttpResponse:
        if not isinstance(request.user, Account):
            return redirect(sign_in_url(association, back_to=request))
        request.now = timezone.now()
        entrance = None
        if association_or_none() is not None:
            entrance = find_entrance(account_id=request.user.pk, at=request.now)
        if entrance is None:
            raise NotFound
        request.association, request.today, presence = entrance.association, entrance.today, entrance.presence
        own = [term.person_id for term in presence.terms if term.person_id] if presence else []
        if presence is None or not own or not presence.viewer.may(Right.OWN_PAGES):
            request.refused = "no_term"
            raise NotFound
        require_proof(request.session, sees_others=False, at=request.now)
        request.help_contact, request.brand = looks_of(request.association)
        request.person_id = own[0]
        request.viewer = Viewer(association_id=request.association.id, account_id=request.user.pk)
        with timezone.override(ZoneInfo(request.association.time_zone)):
            if request.is_repeated:
                return repeat(request, partial(view, request))
            return view(request)

    enter.door = Right.OWN_PAGES.value  # type: ignore[attr-defined]
    enter.repeats = True  # type: ignore[attr-defined]
    return enter
