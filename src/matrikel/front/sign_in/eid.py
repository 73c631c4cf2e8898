"""Showing an eID: on to the broker, and back from there; to sign in, as the second step, anew, or to link it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.queries import Account
from matrikel.authentication.actions.link_eid import link_eid
from matrikel.authentication.actions.remove_eid_links import remove_eid_links
from matrikel.authentication.actions.start_eid import start_eid
from matrikel.authentication.actions.take_eid_answer import ShownEid, take_eid_answer
from matrikel.authentication.actions.use_eid import use_eid
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.oidc import read_asking
from matrikel.authentication.queries import count_recovery_codes, find_broker_keys, list_eids
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import Way, proven
from matrikel.front.sign_in.doors import OwnRequest, own_sign_in
from matrikel.front.sign_in.steps import (
    EID,
    EID_REFUSAL,
    complete,
    finish,
    from_where,
    half_way,
    language,
    next_of,
    note_no,
    origin_of,
    show,
    to,
    without_second_step,
)
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request

MOST_AT_ONCE = 3
"""So many tabs may be at a broker at once; the oldest is forgotten."""
STEPS = frozenset({"sign_in", "factor", "again"})


@transaction.non_atomic_requests
@require_POST
@open_to_everyone
def start(request: Request, association: str = "") -> HttpResponse:
    """Lead somebody to the broker who wants to sign in, makes the second step, or shows anew who they are."""
    step = request.POST.get("step", "")
    step = step if step in STEPS else "sign_in"
    half = half_way(request) if step == "factor" else None
    account = half[0] if half else request.user if step != "sign_in" else None
    kept = {
        "for": str(account.pk) if isinstance(account, Account) else "",
        "back": to(request, step),
        "next": next_of(request) or (half[1]["next"] if half else ""),
    }
    return _lead(request, kept)


@require_POST
@own_sign_in(fresh=True)
def link(request: OwnRequest) -> HttpResponse:
    """Lead somebody to the broker who wants to sign in with an eID from now on."""
    return _lead(request, {"links": str(request.account.pk), "back": reverse("front:mine")})


def _lead(request: Request, kept: dict[str, Any]) -> HttpResponse:
    key = request.POST.get("eid", "")[:63]
    redirect_uri = origin_of(request) + reverse(
        "front:eid_back", kwargs={"broker": key.partition("/")[0] or "-"}
    )
    try:
        address, asking = start_eid(
            key=key,
            redirect_uri=redirect_uri,
            language=language(),
            neighbourhood=from_where(request),
            at=timezone.now(),
        )
    except Refusal as no:
        note_no(no, Try.EID)
        request.session[EID_REFUSAL] = str(no)
        return redirect(kept["back"])
    before = request.session.get(EID, [])
    request.session[EID] = [*before, {"asking": asking.to_json(), **kept}][-MOST_AT_ONCE:]
    (eid,) = [eid for eid in list_eids() if eid.key == key]
    answer = show(request, "leave", {"address": address, "eid": eid, "back": kept["back"]})
    # Not a redirect: browsers hold every further hop of one against where forms may lead, and brokers hop.
    answer.headers["Refresh"] = f"0; url={address}"
    return answer


@transaction.non_atomic_requests
@require_http_methods(["GET"])
@open_to_everyone
def back(request: Request, broker: str) -> HttpResponse:
    """Take somebody back who comes from the broker, in the browser in which they went there."""
    waiting = request.session.get(EID, [])
    state = request.GET.get("state", "")
    kept = next((each for each in waiting if state and each["asking"]["state"] == state), None)
    try:
        if kept is None or kept["asking"]["eid"].partition("/")[0] != broker:
            raise ProofRefused(_("That took too long, or was begun in another browser. Begin once more."))
        request.session[EID] = [each for each in waiting if each is not kept]
        shown = take_eid_answer(
            asking=read_asking(kept["asking"]),
            told={name: request.GET.get(name, "") for name in ("code", "error", "iss")},
            neighbourhood=from_where(request),
            at=timezone.now(),
        )
        return _link(request, kept["links"], shown) if "links" in kept else _enter(request, kept, shown)
    except Refusal as no:
        note_no(no, Try.EID, request.user.pk if isinstance(request.user, Account) else None)
        request.session[EID_REFUSAL] = str(no)
        return redirect(kept["back"] if kept else "front:sign_in")


def _enter(request: Request, kept: dict[str, Any], shown: ShownEid) -> HttpResponse:
    account = use_eid(shown=shown, at=timezone.now())
    if kept["for"] and UUID(kept["for"]) != account.pk:
        raise ProofRefused(
            _("This %(eid)s is linked with another sign-in than this one.") % {"eid": shown.name}
        )
    if not shown.is_strong:
        return complete(request, account, by=Way.EID, leads_to=kept["next"])
    return finish(request, account, by=Way.EID, factor=True, remember=False, leads_to=kept["next"])


def _link(request: Request, account_id: str, shown: ShownEid) -> HttpResponse:
    if not isinstance(request.user, Account) or str(request.user.pk) != account_id:
        raise ProofRefused(_("You were signed out meanwhile, so nothing was linked. Begin once more."))
    now = timezone.now()
    link_eid(account_id=request.user.pk, shown=shown, language=language(), at=now)
    messages.success(request, _("From now on %(eid)s signs you in.") % {"eid": shown.name})
    if not shown.is_strong:
        return redirect("front:mine")
    request.session.keep_proof(proven(request.session.proof, factor=True, at=now))
    if count_recovery_codes(account_id=request.user.pk) is None:
        return redirect("front:recovery_codes")
    return redirect("front:mine")


@require_POST
@own_sign_in(fresh=True)
def remove(request: OwnRequest, link_id: UUID) -> HttpResponse:
    """Let an eID sign in no more."""
    if remove_eid_links(
        account_id=request.account.pk, link_ids=[link_id], language=language(), at=request.now
    ):
        messages.success(request, _("It is removed."))
    else:
        without_second_step(request)
    return redirect("front:mine")


@transaction.non_atomic_requests
@require_safe
@open_to_everyone
def keys(request: Request, broker: str) -> HttpResponse:
    """Publish our public keys for a broker, with which it checks what we sign and encrypts what it says."""
    found = find_broker_keys(code=broker)
    if found is None:
        raise NotFound
    return JsonResponse(found)
