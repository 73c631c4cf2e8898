"""A second step to begin with: which there are, the code sheet, and the spare codes beside another one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.access.queries import looks_after_others
from matrikel.authentication.actions.make_code_sheet import make_code_sheet
from matrikel.authentication.actions.make_recovery_codes import make_recovery_codes
from matrikel.authentication.actions.take_code_sheet import take_code_sheet
from matrikel.authentication.queries import (
    ask_to_make_passkey,
    count_recovery_codes,
    find_sheet,
    has_factor,
    list_codes_of_new_sheet,
)
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import proven
from matrikel.authentication.rules.sheets import in_groups
from matrikel.front.sign_in.around import list_own_pages
from matrikel.front.sign_in.doors import OwnRequest, own_sign_in
from matrikel.front.sign_in.steps import GOES_ON, from_where, language, note_no, origin_of, show
from matrikel.kernel.errors import Refusal

BOTH = ["GET", "HEAD", "POST"]


def back_of(request: OwnRequest) -> str:
    """Return where somebody wanted to go before they came to their sign-in."""
    return str(request.session.get(GOES_ON) or "/")


def has_second_step(request: OwnRequest) -> HttpResponse:
    """Count the second step that was just set up as made, and lead to the recovery codes or back."""
    request.session.keep_proof(proven(request.session.proof, factor=True, at=request.now))
    if count_recovery_codes(account_id=request.account.pk) is None:
        return redirect("front:recovery_codes")
    return redirect("front:mine")


@require_safe
@own_sign_in(fresh=True)
def set_up(request: OwnRequest) -> HttpResponse:
    """Say why there is a second step, and offer the ways to one; whoever wants none now finds what is open without."""
    account_id, on = request.account.pk, timezone.localdate(request.now)
    is_first = not has_factor(account_id=account_id)
    context = {
        "passkey": ask_to_make_passkey(account=request.account, origin=origin_of(request), at=request.now),
        "is_first": is_first,
        "is_officer": looks_after_others(account_id=account_id, on=on),
        "own_pages": list_own_pages(account_id=account_id, at=request.now, on=on) if is_first else [],
    }
    return show(request, "set_up", context)


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def sheet(request: OwnRequest) -> HttpResponse:
    """Make a sheet of codes, show it until one was typed from it, and then take it; an old one holds until then."""
    kept = find_sheet(account_id=request.account.pk)
    if kept is None and has_factor(account_id=request.account.pk):
        return redirect("front:recovery_codes")
    refusal, status = "", 200
    if request.method == "POST":
        try:
            if "code" in request.POST:
                take_code_sheet(
                    account_id=request.account.pk,
                    code=request.POST["code"],
                    neighbourhood=from_where(request),
                    language=language(),
                    at=request.now,
                )
                messages.success(
                    request,
                    _("Your code sheet is there. Cross out the code that you typed, and put the sheet away."),
                )
                request.session.keep_proof(proven(request.session.proof, factor=True, at=request.now))
                return redirect(back_of(request))
            make_code_sheet(account_id=request.account.pk, at=request.now)
        except Refusal as no:
            refusal, status = str(no), note_no(no, Try.FACTOR, request.account.pk)
    context = {
        "codes": [in_groups(code) for code in list_codes_of_new_sheet(account_id=request.account.pk)],
        "sheet": kept,
        "back": back_of(request),
        "refusal": refusal,
        **_on_paper(request),
    }
    return show(request, "sheet", context, status=status)


def _on_paper(request: OwnRequest) -> dict[str, object]:
    """Return what a sheet says of itself, so that whoever finds it in a drawer years later knows what it is."""
    return {
        "account": request.account,
        "made_at": request.now,
        "where": f"{request.get_host()} · {settings.HOST_NAME}" if settings.HOST_NAME else request.get_host(),
    }


@require_http_methods(BOTH)
@own_sign_in(fresh=True)
def recovery_codes(request: OwnRequest) -> HttpResponse:
    """Say what recovery codes are for, then make ten and show them this once; a code sheet is its own spare."""
    if find_sheet(account_id=request.account.pk):
        return redirect("front:sheet")
    if not has_factor(account_id=request.account.pk):
        return redirect("front:set_up")
    codes: list[str] = []
    if request.method == "POST":
        codes = make_recovery_codes(account_id=request.account.pk, language=language(), at=request.now)
    context = {
        "codes": [in_groups(code) for code in codes],
        "left": count_recovery_codes(account_id=request.account.pk),
        "back": back_of(request),
        **_on_paper(request),
    }
    return show(request, "recovery_codes", context)
