"""Signing in: an address, then a code by letter or a password, or a passkey alone; then the second step."""

from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.access.queries import Account
from matrikel.authentication.actions.ask_for_code import ask_for_code
from matrikel.authentication.actions.check_password import check_password
from matrikel.authentication.actions.use_code import use_code
from matrikel.authentication.actions.use_factor_code import use_factor_code
from matrikel.authentication.actions.use_passkey import use_passkey
from matrikel.authentication.queries import find_sheet, has_factor, list_factors
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import Way
from matrikel.front.sign_in.around import may_be_helped
from matrikel.front.sign_in.steps import (
    ASKED,
    DRAFT,
    GOES_ON,
    HALF_WAY,
    browser_secret,
    complete,
    finish,
    from_where,
    half_way,
    in_demonstration,
    language,
    next_of,
    note_no,
    origin_of,
    show,
    to,
    with_eid,
    with_passkey,
)
from matrikel.kernel.errors import Refusal
from matrikel.people.rules import emails
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.errors import help_contact
from matrikel.ui.requests import Request

BOTH = ["GET", "HEAD", "POST"]


@transaction.non_atomic_requests
@require_http_methods(BOTH)
@open_to_everyone
def sign_in(request: Request, association: str = "") -> HttpResponse:
    """Ask for the address, and by what somebody wants to sign in; every address is answered alike."""
    email = request.POST.get("email", "").replace("\x00", "").strip()[:320]
    refusal, status = "", 200
    if request.method == "POST":
        if emails.normalise(email) is None:
            refusal, status = _("Type your e-mail address, such as anna@example.org."), 422
        elif request.POST.get("way") == "password":
            return show(request, "password", {"email": email})
        else:
            try:
                return _send(request, email)
            except Refusal as no:
                refusal, status = str(no), note_no(no, Try.CODE_SENT)
    context = {
        "email": email,
        "refusal": refusal,
        "is_demonstration": in_demonstration(request),
        **with_passkey(request),
        **with_eid(request, "sign_in"),
    }
    return show(request, "sign_in", context, status=status)


def _send(request: Request, email: str) -> HttpResponse:
    challenge_id = ask_for_code(
        email=email,
        language=language(),
        neighbourhood=from_where(request),
        browser_secret=browser_secret(request),
        at=timezone.now(),
    )
    request.session[ASKED] = str(challenge_id)
    if leads_to := next_of(request):
        request.session[GOES_ON] = leads_to
    return redirect(to(request, "code"))


@transaction.non_atomic_requests
@require_http_methods(BOTH)
@open_to_everyone
def code(request: Request, association: str = "") -> HttpResponse:
    """Ask for the code that came by letter."""
    asked = request.session.get(ASKED)
    if asked is None:
        return redirect(to(request, "sign_in"))
    refusal, status = "", 200
    if request.method == "POST":
        try:
            account = use_code(
                challenge_id=UUID(asked),
                code=request.POST.get("code", ""),
                neighbourhood=from_where(request),
                at=timezone.now(),
            )
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.CODE)
        else:
            return complete(request, account, by=Way.CODE)
    context = {"refusal": refusal, "is_demonstration": in_demonstration(request)}
    return show(request, "code", context, status=status)


@transaction.non_atomic_requests
@require_http_methods(BOTH)
@open_to_everyone
def password(request: Request, association: str = "") -> HttpResponse:
    """Take an address and a password."""
    if request.method != "POST":
        return redirect(to(request, "sign_in"))
    email = request.POST.get("email", "").replace("\x00", "").strip()[:320]
    try:
        account = check_password(
            email=email,
            password=request.POST.get("password", ""),
            neighbourhood=from_where(request),
            browser_secret=browser_secret(request),
            at=timezone.now(),
        )
    except Refusal as no:
        return show(
            request, "password", {"email": email, "refusal": str(no)}, status=note_no(no, Try.PASSWORD)
        )
    return complete(request, account, by=Way.PASSWORD)


@transaction.non_atomic_requests
@require_POST
@open_to_everyone
def passkey(request: Request, association: str = "") -> HttpResponse:
    """Take the answer of a passkey: the device has asked for a finger, a face or a PIN, so it is both steps in one."""
    try:
        account = use_passkey(
            answer=request.POST.get("answer", ""),
            token=request.POST.get("token", ""),
            origin=origin_of(request),
            neighbourhood=from_where(request),
            at=timezone.now(),
        )
    except Refusal as no:
        status = note_no(no, Try.PASSKEY)
        context = {
            "is_demonstration": in_demonstration(request),
            **with_passkey(request),
            **with_eid(request, "sign_in"),
            "refusal": str(no),
        }
        return show(request, "sign_in", context, status=status)
    kept = request.session.get(HALF_WAY) or {}
    leads_to = next_of(request) or kept.get("next", "")
    return finish(request, account, by=Way.PASSKEY, factor=True, remember=False, leads_to=leads_to)


@transaction.non_atomic_requests
@require_http_methods(BOTH)
@open_to_everyone
def factor(request: Request, association: str = "") -> HttpResponse:
    """Ask for the second step of whoever has made the first, or of whoever is signed in without it."""
    half = half_way(request)
    account = half[0] if half else request.user if isinstance(request.user, Account) else None
    if account is None or not has_factor(account_id=account.pk):
        return redirect(to(request, "sign_in"))
    refusal, status = "", 200
    if request.method == "POST":
        try:
            way = use_factor_code(
                account_id=account.pk,
                code=request.POST.get("code", ""),
                neighbourhood=from_where(request),
                language=language(),
                at=timezone.now(),
            )
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.FACTOR, account.pk)
        else:
            remember = request.POST.get("remember") == "yes"
            leads_to = half[1]["next"] if half else ""
            answer = finish(request, account, by=way, factor=True, remember=remember, leads_to=leads_to)
            return _by_way_of_a_new_sheet(request, account, answer) if way is Way.RECOVERY_CODE else answer
    kinds = {row.kind for row in list_factors(account_id=account.pk)}
    on = timezone.localdate()
    context = {
        "refusal": refusal,
        "has_app": "totp" in kinds,
        "has_passkey": "webauthn" in kinds,
        "has_sheet": "recovery_codes" in kinds,
        "is_helped": may_be_helped(account_id=account.pk, on=on),
        "host_contact": help_contact(),
        **with_passkey(request),
        **with_eid(request, "factor", of_account=account.pk),
    }
    return show(request, "factor", context, status=status)


def _by_way_of_a_new_sheet(request: Request, account: Account, answer: HttpResponse) -> HttpResponse:
    """Lead whoever has few codes left on the sheet to a new one first, while the old one still opens."""
    sheet = find_sheet(account_id=account.pk)
    if sheet is None or not sheet.is_low or DRAFT in request.session:
        return answer
    request.session[GOES_ON] = answer["Location"]
    answer["Location"] = reverse("front:sheet")
    return answer


@transaction.non_atomic_requests
@require_http_methods(BOTH)
@open_to_everyone
def again(request: Request, association: str = "") -> HttpResponse:
    """Ask whoever was away, or does something that matters, to show once more who they are."""
    account = request.user
    if not isinstance(account, Account):
        return redirect(to(request, "sign_in"))
    refusal, status = "", 200
    kinds = {row.kind for row in list_factors(account_id=account.pk)}
    if request.method == "POST":
        way = request.POST.get("way", "")
        try:
            if way == "code":
                return _send(request, account.email)
            if way == "app":
                used = use_factor_code(
                    account_id=account.pk,
                    code=request.POST.get("code", ""),
                    neighbourhood=from_where(request),
                    language=language(),
                    at=timezone.now(),
                )
                return finish(request, account, by=used, factor=True, remember=False)
            check_password(
                email=account.email,
                password=request.POST.get("password", ""),
                neighbourhood=from_where(request),
                browser_secret=browser_secret(request),
                at=timezone.now(),
            )
        except Refusal as no:
            kind = Try.CODE_SENT if way == "code" else Try.FACTOR if way == "app" else Try.PASSWORD
            refusal, status = str(no), note_no(no, kind, account.pk)
        else:
            return complete(request, account, by=Way.PASSWORD)
    context = {
        "refusal": refusal,
        "account": account,
        "has_password": account.has_usable_password() and bool(account.password),
        "has_app": "totp" in kinds,
        "has_passkey": "webauthn" in kinds,
        "has_draft": "draft" in request.session,
        **with_passkey(request),
        **with_eid(request, "again", of_account=account.pk),
    }
    return show(request, "again", context, status=status)
