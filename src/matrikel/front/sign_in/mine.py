"""My sign-in: the address, the password, the second steps, and where one is signed in."""

import io
from uuid import UUID

import qrcode
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathImage

from matrikel.access.queries import looks_after_others
from matrikel.authentication.actions.add_app import add_app
from matrikel.authentication.actions.add_passkey import add_passkey
from matrikel.authentication.actions.ask_for_new_address import ask_for_new_address
from matrikel.authentication.actions.change_address import change_address
from matrikel.authentication.actions.end_sessions import end_sessions
from matrikel.authentication.actions.forget_browsers import forget_browsers
from matrikel.authentication.actions.forget_drafts import forget_drafts
from matrikel.authentication.actions.remove_factors import remove_factors
from matrikel.authentication.actions.set_password import set_password
from matrikel.authentication.queries import (
    count_recovery_codes,
    find_draft,
    find_sheet,
    list_eid_links,
    list_factors,
    list_remembered_browsers,
    list_sessions,
)
from matrikel.authentication.rules.devices import device_in_words
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.passwords import SHORTEST
from matrikel.front.sign_in.doors import OwnRequest, own_sign_in
from matrikel.front.sign_in.second import back_of, has_second_step
from matrikel.front.sign_in.steps import (
    DRAFT,
    GOES_ON,
    browser_secret,
    from_where,
    in_demonstration,
    language,
    note_no,
    origin_of,
    show,
    with_eid,
    without_second_step,
)
from matrikel.kernel.errors import NotFound, Refusal

BOTH = ["GET", "HEAD", "POST"]
NEW_APP, NEW_ADDRESS = "new_app", "new_address"


@require_safe
@own_sign_in()
def mine(request: OwnRequest) -> HttpResponse:
    """Show everything by which somebody signs in, and where they are signed in."""
    account_id = request.account.pk
    links, eids = list_eid_links(account_id=account_id), with_eid(request, "mine")
    context = {
        "account": request.account,
        "has_password": bool(request.account.password) and request.account.has_usable_password(),
        "factors": list_factors(account_id=account_id),
        "sheet": find_sheet(account_id=account_id),
        "is_officer": looks_after_others(account_id=account_id, on=timezone.localdate(request.now)),
        "codes_left": count_recovery_codes(account_id=account_id),
        "browsers": list_remembered_browsers(account_id=account_id, at=request.now),
        "sessions": list_sessions(account_id=account_id, at=request.now),
        "this_session": request.session.row_id,
        "back": back_of(request),
        "links": links,
        "has_strong_eid": any(link.is_strong for link in links),
        "unlinked": [eid for eid in eids["eids"] if eid.key not in {link.key for link in links}],
        **eids,
    }
    return show(request, "mine", context)


@require_POST
@own_sign_in(fresh=True)
def passkeys(request: OwnRequest) -> HttpResponse:
    """Keep the passkey that the browser has made; making it was the second step."""
    name = request.POST.get("name", "").replace("\x00", "").strip()[:60]
    name = name or device_in_words(request.headers.get("User-Agent", "")) or _("Passkey")
    try:
        add_passkey(
            account_id=request.account.pk,
            name=name,
            answer=request.POST.get("answer", ""),
            token=request.POST.get("token", ""),
            origin=origin_of(request),
            neighbourhood=from_where(request),
            language=language(),
            at=request.now,
        )
    except Refusal as no:
        note_no(no, Try.PASSKEY, request.account.pk)
        messages.error(request, str(no))
        return redirect("front:set_up")
    messages.success(request, _("The passkey is there. From now on it signs you in by itself."))
    return has_second_step(request)


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def app(request: OwnRequest) -> HttpResponse:
    """Show the secret for an app that makes codes, as a picture and in letters, until it has made a right one."""
    secret = request.session.get(NEW_APP)
    if secret is None:
        secret = request.session[NEW_APP] = generate_totp_secret()
    refusal, status = "", 200
    if request.method == "POST":
        try:
            add_app(
                account_id=request.account.pk,
                secret=secret,
                code=request.POST.get("code", ""),
                neighbourhood=from_where(request),
                language=language(),
                at=request.now,
            )
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.FACTOR, request.account.pk)
        else:
            del request.session[NEW_APP]
            messages.success(request, _("The app is there. Its codes are your second step."))
            return has_second_step(request)
    issuer = settings.HOST_NAME or "Matrikel"
    address = f"otpauth://totp/{issuer}:{request.account.email}?" + urlencode(
        {"secret": secret, "issuer": issuer}
    )
    letters = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    context = {"picture": _drawn(address), "letters": letters, "address": address, "refusal": refusal}
    return show(request, "app", context, status=status)


def _drawn(text: str) -> str:
    file = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=2).save(file)
    drawn = file.getvalue().decode()
    # nosemgrep: markup-is-not-marked-safe-as-it-comes - our own drawing, of numbers alone
    return mark_safe(drawn[drawn.index("<svg") :])  # noqa: S308 - as above


@require_POST
@own_sign_in(fresh=True)
def remove_factor(request: OwnRequest, factor_id: int) -> HttpResponse:
    """Remove a passkey, the app or the code sheet."""
    left = remove_factors(
        account_id=request.account.pk, factor_ids=[factor_id], language=language(), at=request.now
    )
    if left:
        messages.success(request, _("It is removed."))
    else:
        without_second_step(request)
    return redirect("front:mine")


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def password(request: OwnRequest) -> HttpResponse:
    """Choose a password."""
    refusal, status = "", 200
    if request.method == "POST":
        try:
            account = set_password(
                account_id=request.account.pk,
                password=request.POST.get("password", ""),
                language=language(),
                browser_secret=browser_secret(request),
                at=request.now,
            )
        except Refusal as no:
            refusal, status = str(no), 422
        else:
            auth.update_session_auth_hash(request, account)
            messages.success(request, _("The password is set. You are signed out everywhere else."))
            return redirect("front:mine")
    context = {"refusal": refusal, "shortest": SHORTEST, "account": request.account}
    return show(request, "new_password", context, status=status)


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def address(request: OwnRequest) -> HttpResponse:
    """Ask for a new address; both addresses then get a code."""
    refusal, status, email = "", 200, request.POST.get("email", "").replace("\x00", "").strip()[:320]
    if request.method == "POST":
        try:
            challenge_id = ask_for_new_address(
                account_id=request.account.pk,
                email=email,
                neighbourhood=from_where(request),
                language=language(),
                at=request.now,
            )
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.NEW_ADDRESS, request.account.pk)
        else:
            request.session[NEW_ADDRESS] = str(challenge_id)
            return redirect("front:confirm_address")
    return show(
        request, "address", {"refusal": refusal, "email": email, "account": request.account}, status=status
    )


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def confirm_address(request: OwnRequest) -> HttpResponse:
    """Ask for both codes, then move the sign-in to the new address."""
    asked = request.session.get(NEW_ADDRESS)
    if asked is None:
        return redirect("front:address")
    refusal, status = "", 200
    if request.method == "POST":
        try:
            change_address(
                account_id=request.account.pk,
                challenge_id=UUID(asked),
                code_at_old=request.POST.get("code_at_old", ""),
                code_at_new=request.POST.get("code_at_new", ""),
                neighbourhood=from_where(request),
                language=language(),
                at=request.now,
            )
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.NEW_ADDRESS, request.account.pk)
        else:
            del request.session[NEW_ADDRESS]
            messages.success(request, _("From now on you sign in with the new address."))
            return redirect("front:mine")
    context = {"refusal": refusal, "is_demonstration": in_demonstration(request)}
    return show(request, "confirm_address", context, status=status)


@require_POST
@own_sign_in()
def end_session(request: OwnRequest, session_id: UUID) -> HttpResponse:
    """Sign out in another browser."""
    if not end_sessions(account_id=request.account.pk, session_ids=[session_id], at=request.now):
        raise NotFound
    messages.success(request, _("You are signed out there."))
    return redirect("front:mine")


@require_POST
@own_sign_in()
def end_other_sessions(request: OwnRequest) -> HttpResponse:
    """Sign out everywhere else."""
    end_sessions(
        account_id=request.account.pk,
        keep=request.session.row_id,
        browser_secret=browser_secret(request),
        at=request.now,
    )
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("front:mine")


@require_POST
@own_sign_in()
def forget_browser(request: OwnRequest, browser_id: UUID) -> HttpResponse:
    """Ask for the second step again in a browser."""
    if not forget_browsers(account_id=request.account.pk, browser_ids=[browser_id], at=request.now):
        raise NotFound
    messages.success(request, _("That browser is asked for the second step again."))
    return redirect("front:mine")


@require_http_methods(BOTH)
@own_sign_in()
def go_on(request: OwnRequest) -> HttpResponse:
    """Show that what was filled in is still there, and send it when told to."""
    kept = request.session.get(DRAFT)
    leads_to = str(request.session.get(GOES_ON) or "/")
    draft = find_draft(draft_id=UUID(kept), account_id=request.account.pk, at=request.now) if kept else None
    if request.method == "POST" or draft is None:
        request.session.pop(DRAFT, None)
        forget_drafts(account_id=request.account.pk)
        return redirect(leads_to)
    return show(request, "go_on", {"draft": draft, "leave_url": reverse("front:go_on")})
