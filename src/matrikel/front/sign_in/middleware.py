"""Asks for the proof that a door misses, and leads back to where somebody was, with what they had filled in."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from matrikel.access.queries import Account
from matrikel.authentication.actions.keep_draft import keep_draft
from matrikel.authentication.errors import ProofNeeded
from matrikel.authentication.queries import has_factor
from matrikel.authentication.rules.proofs import Missing
from matrikel.front.sign_in.steps import DRAFT, GOES_ON, is_here, to

MOST_DRAFT_BYTES = 256 * 1024
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password"})
"""What is typed anew: a page that is sent once more holds no secret."""


class WhoAsksMiddleware(AuthenticationMiddleware):
    """Django's, but for a query: the account has come along with the session, where there is no doubt about it."""

    def process_request(self, request: HttpRequest) -> None:
        """Say who asks, once somebody wants to know."""
        super().process_request(request)
        request.user = SimpleLazyObject(partial(_who_asks, request))  # type: ignore[assignment]


def _who_asks(request: HttpRequest) -> Account | AnonymousUser:
    account = request.session.account(backends=settings.AUTHENTICATION_BACKENDS)  # type: ignore[attr-defined]
    return account or get_user(request)


class ProofMiddleware:
    """Stands innermost: the request's transaction is rolled back by the time it hears that a proof is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # A page that asks by itself how far a run has come is nobody who sits there.
        if request.headers.get("HX-Target") != "run-progress":
            note_use = getattr(request.session, "note_use", None)
            if note_use is not None:
                note_use()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead to the step that is missing."""
        if not isinstance(exception, ProofNeeded) or not isinstance(request.user, Account):
            return None
        if _only_helps_a_form(request):
            # Nothing is taken away from whoever is typing; sending the form asks, and keeps what was typed.
            return HttpResponse(status=204)
        request.session[GOES_ON] = self._where(request, request.user)
        if exception.missing is not Missing.FACTOR:
            return redirect(to(request, "again"))
        if has_factor(account_id=request.user.pk):
            return redirect(to(request, "factor"))
        return redirect("front:set_up")

    def _where(self, request: HttpRequest, account: Account) -> str:
        request.session.pop(DRAFT, None)
        is_fragment = request.headers.get("HX-Request") == "true"
        if request.method in ("GET", "HEAD"):
            return self._page(request) if is_fragment else request.get_full_path()
        self._keep(request, account)
        if is_fragment:
            return self._page(request)
        came_from = urlsplit(request.headers.get("Referer", ""))
        own = came_from.netloc == request.get_host() and is_here(came_from.path)
        return came_from.path if own else "/"

    def _page(self, request: HttpRequest) -> str:
        """Return the page that a fragment was asked for from."""
        here = urlsplit(request.headers.get("HX-Current-URL", ""))
        path = here.path + (f"?{here.query}" if here.query else "")
        return path if here.netloc == request.get_host() and is_here(path) else "/"

    def _keep(self, request: HttpRequest, account: Account) -> None:
        """Keep what was filled in, however the browser has sent it."""
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NEVER_KEPT
            for value in values
        ]
        if sum(len(name) + len(value) for name, value in fields) <= MOST_DRAFT_BYTES:
            draft_id = keep_draft(
                account_id=account.pk,
                path=request.get_full_path(),
                fields=fields,
                had_file=bool(request.FILES),
                at=timezone.now(),
            )
            request.session[DRAFT] = str(draft_id)


def _only_helps_a_form(request: HttpRequest) -> bool:
    """
    Whether a field asks for a fragment while somebody types into a form, which is not sent yet.

    Sent again later, what it asks with would look like the form: half of it would be saved. `X-Whole-Form` is what
    forms.js says of a form that htmx sends whole.
    """
    is_fragment = request.headers.get("HX-Request") == "true" and request.method == "POST"
    return is_fragment and request.headers.get("X-Whole-Form") != "yes"
