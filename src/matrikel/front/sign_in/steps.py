"""What the steps of signing in share: whose page it is, where it leads, from where somebody asks, and how it ends."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import auth, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from matrikel.access.actions.keep_language import keep_language
from matrikel.access.queries import Account, find_account, looks_after_others
from matrikel.authentication.actions.note_refused import note_refused
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.queries import ask_for_passkey, has_factor, is_remembered, list_eids
from matrikel.authentication.rules.devices import device_in_words
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.networks import client_of, neighbourhood
from matrikel.authentication.rules.proofs import HALF, Way, proven
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.mail.queries.notices import is_demonstration
from matrikel.organisations.queries import get_association
from matrikel.ui.doors import looks_of
from matrikel.ui.requests import Request

GOES_ON, DRAFT, HALF_WAY, ASKED = "goes_on", "draft", "half_way", "asked"
EID, EID_REFUSAL = "eid", "eid_refusal"
HERE_ONLY = frozenset({"localhost", "127.0.0.1", "[::1]"})
BROWSER_KEPT_SECONDS = 180 * 24 * 60 * 60


def is_here(path: str) -> bool:
    """Whether a path leads to a page of this installation, whoever has written it."""
    return path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, None)


def next_of(request: HttpRequest) -> str:
    """Return where somebody wants to go after signing in, or nothing."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    return path if len(path) <= 2_000 and is_here(path) else ""


def to(request: HttpRequest, name: str) -> str:
    """Return the address of a step, under the association's own address where somebody began there."""
    association = request.resolver_match.kwargs.get("association") if request.resolver_match else None
    if association:
        return reverse(f"looks:{name}", kwargs={"association": association})
    return reverse(f"front:{name}")


def origin_of(request: HttpRequest) -> str:
    """Return what passkeys are bound to."""
    return f"{request.scheme}://{request.get_host()}"


def from_where(request: HttpRequest) -> str:
    """Return the neighbourhood of addresses from which somebody asks."""
    client = client_of(
        remote=str(request.META.get("REMOTE_ADDR", "")),
        forwarded_for=request.headers.get("X-Forwarded-For", ""),
        proxies=settings.PROXIES,
    )
    return neighbourhood(client)


def browser_secret(request: HttpRequest) -> str:
    """Return what a browser holds so that it is known again, or nothing."""
    return str(request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""))[:100]


def language() -> str:
    """Return the language that somebody reads."""
    return translation.get_language() or "en"


def language_of(request: Request, invited_in: str) -> str:
    """Return the language that this browser chose, else the one in which somebody was invited."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else invited_in


def show(
    request: Request, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Show a step, in the association's looks where somebody began there."""
    if request.names_association:
        with transaction.atomic():
            request.help_contact, request.brand = looks_of(get_association())
    step_urls = {
        name: to(request, name)
        for name in ("sign_in", "password", "code", "passkey", "factor", "again", "eid")
    }
    values = {"next": next_of(request), "steps": step_urls, **(context or {})}
    return render(request, f"front/sign_in/{template}.html", values, status=status)


def with_passkey(request: Request) -> dict[str, Any]:
    """Return what a page needs that offers to sign in with a passkey."""
    return {"passkey": ask_for_passkey(origin=origin_of(request), at=timezone.now())}


def with_eid(request: Request, step: str, *, of_account: UUID | None = None) -> dict[str, Any]:
    """
    Return what a page needs that offers to show an eID: which there are, and why the last one was refused.

    `of_account` leaves those that are linked with the account and stand for its second step.
    """
    found = {"eids": list_eids(of_account=of_account), "step": step}
    refusal = request.session.pop(EID_REFUSAL, "") if request.method == "GET" else ""
    return {**found, "refusal": refusal} if refusal else found


def without_second_step(request: Request) -> None:
    """Forget the second step that was made in this browser, when there is none any more, and say so."""
    # What this request holds of the sign-in would bring it back.
    request.session.keep_proof(replace(request.session.proof, factor_at=None))
    messages.success(request, _("It is removed. You have no second step now."))


def in_demonstration(request: HttpRequest) -> bool:
    """Say whether this is the demonstration with made-up people, seen on the machine on which it runs."""
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    if not settings.IS_DEMO or host not in HERE_ONLY:
        return False
    with association_scope(INSTALLATION), transaction.atomic():
        return is_demonstration()


def note_no(refusal: Refusal, kind: Try, account_id: UUID | None = None) -> int:
    """Write a refusal down and return the status that tells it."""
    waits = isinstance(refusal, TooManyTries)
    note_refused(kind=kind, account_id=account_id, waits=waits, at=timezone.now())
    return 429 if waits else 422


def spend_press(request: HttpRequest, secret: str) -> None:
    """
    Count that a link with a secret was opened or pressed, before anybody looks whether there is such a link.

    :raises TooManyTries: somebody has to wait.
    """
    kind = Try.LINK if request.method == "POST" else Try.LINK_SHOWN
    spend_try(kind=kind, name=secret[:64], neighbourhood=from_where(request), at=timezone.now())


def complete(
    request: Request, account: Account, *, by: Way, factor: bool = False, leads_to: str = ""
) -> HttpResponse:
    """Go on after the first step: to the second one where the account has one, else in."""
    now = timezone.now()
    leads_to = leads_to or next_of(request)
    before = request.session.proof if request.user.pk == account.pk else None
    secret = browser_secret(request)
    stands_in = False
    if not factor and has_factor(account_id=account.pk):
        factor = stands_in = is_remembered(account_id=account.pk, secret=secret, at=now)
        if not factor and proven(before, factor=False, at=now).factor_at is None:
            request.session[HALF_WAY] = {
                "account": str(account.pk),
                "hash": account.get_session_auth_hash(),
                "by": by.value,
                "at": now.isoformat(),
                "next": leads_to,
            }
            return redirect(to(request, "factor"))
    return finish(
        request, account, by=by, factor=factor, remember=False, leads_to=leads_to, stands_in=stands_in
    )


def half_way(request: Request) -> tuple[Account, dict[str, str]] | None:
    """Return who has made the first step in this browser, not long ago, and what is kept of it."""
    kept = request.session.get(HALF_WAY)
    if not kept:
        return None
    account = find_account(account_id=UUID(kept["account"]))
    is_late = timezone.now() - datetime.fromisoformat(kept["at"]) > HALF
    # A new password, or an access that ended meanwhile, makes the first step worth nothing.
    if account is None or is_late or kept["hash"] != account.get_session_auth_hash():
        del request.session[HALF_WAY]
        return None
    return account, kept


def finish(
    request: Request,
    account: Account,
    *,
    by: Way,
    factor: bool,
    remember: bool,
    leads_to: str = "",
    stands_in: bool = False,
) -> HttpResponse:
    """
    Let somebody in: a new session key, what was proven, an entry in the log, and on to where they wanted to go.

    `stands_in` says that a remembered browser took the place of the second step.
    """
    now = timezone.now()
    same = request.user.pk == account.pk
    before = request.session.proof if same else None
    # What somebody else left in this browser is not gone on with.
    goes_on = same or not request.user.is_authenticated
    kept = {name: request.session[name] for name in (GOES_ON, DRAFT) if goes_on and name in request.session}
    leads_to = leads_to or kept.get(GOES_ON, "") or "/"
    auth.login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    for name in (HALF_WAY, ASKED, GOES_ON):
        request.session.pop(name, None)
    device = device_in_words(request.headers.get("User-Agent", ""))
    request.session["device"] = device
    is_officers = looks_after_others(account_id=account.pk, on=timezone.localdate(now))
    request.session.keep_proof(proven(before, factor=factor, is_officers=is_officers, at=now))
    secret = note_sign_in(
        account_id=account.pk,
        by=by,
        with_factor=factor and not stands_in,
        device=device,
        browser_secret=browser_secret(request),
        remember=remember,
        language=language(),
        at=now,
    )
    # After the letter about a new device: whoever broke in does not choose in which language its owner hears of it.
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) == language()
    keep_language(account_id=account.pk, language=language(), is_chosen=chosen)
    if DRAFT in kept:
        leads_to = reverse("front:go_on")
    response = HttpResponseRedirect(leads_to if is_here(leads_to) else "/")
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        secret,
        max_age=BROWSER_KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
