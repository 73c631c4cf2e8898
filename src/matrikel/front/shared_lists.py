"""A list that is shared with somebody without a role: a link, a code by mail, and then the list, to read and no more."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.rules.limits import Try
from matrikel.exports.actions.check_list_code import check_list_code
from matrikel.exports.actions.open_shared_list import open_shared_list
from matrikel.exports.actions.send_list_code import send_list_code
from matrikel.exports.errors import ExportRefused
from matrikel.exports.queries import SharedContent, SharedInvitation, find_invitation
from matrikel.exports.rules.sharing import OPEN_FOR
from matrikel.front.sign_in.steps import from_where
from matrikel.kernel.actors import automatic
from matrikel.kernel.errors import NotFound
from matrikel.mail.queries.notices import is_demonstration
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.people.rules import phones
from matrikel.ui import formatting
from matrikel.ui.doors import looks_of, open_to_everyone
from matrikel.ui.purposes import purpose_name
from matrikel.ui.requests import Request

READER = automatic("shared_list")
_OPENED = "opened_lists"


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def shared_list(request: Request, association: str, secret: str) -> HttpResponse:
    """
    Show who shares what, send a code, take it, and show the list for half an hour.

    Opening the link sends nothing and shows nobody: mail programs open links by themselves.
    """
    if not request.names_association:
        raise NotFound
    now = timezone.now()
    with transaction.atomic():
        request.help_contact, request.brand = looks_of(get_association())
        invitation = find_invitation(secret=secret, at=now)
    if request.method == "POST":
        kind = Try.LIST_CODE if "code" in request.POST else Try.LIST_CODE_SENT
        try:
            # By list and by network: a link that went astray is guessed at from one place, many links from another.
            spend_try(kind=kind, name=str(invitation.id), neighbourhood=from_where(request), at=now)
        except TooManyTries as refusal:
            context = {"invitation": invitation, "problem": str(refusal), "is_sent": True}
            return render(request, "front/shared_list_code.html", context, status=429)
        # Its own transaction: what was tried stays counted, whatever is answered.
        with transaction.atomic():
            return _pressed(request, invitation, secret, now)
    if _is_open(request, invitation, now):
        with transaction.atomic():
            content = open_shared_list(secret=secret, actor=READER, at=now)
            page = _page(invitation, content, get_association())
        return render(request, "front/shared_list.html", page)
    with transaction.atomic():
        letter_box_url = reverse("front:letter_box") if is_demonstration() else ""
    context = {"invitation": invitation, "problem": "", "letter_box_url": letter_box_url}
    return render(request, "front/shared_list_code.html", context)


def _pressed(request: Request, invitation: SharedInvitation, secret: str, now: dt.datetime) -> HttpResponse:
    if "code" not in request.POST:
        try:
            send_list_code(secret=secret, actor=READER, at=now)
        except ExportRefused as refusal:
            messages.info(request, str(refusal))
        return redirect(f"{request.path}?sent=1")
    if check_list_code(secret=secret, code=request.POST["code"][:40], at=now) is None:
        problem = _("That is not the code, or it has run out. Have a new one sent.")
        return render(
            request,
            "front/shared_list_code.html",
            {"invitation": invitation, "problem": problem, "is_sent": True},
            status=422,
        )
    opened = dict(request.session.get(_OPENED, {}))
    opened[str(invitation.id)] = (now + OPEN_FOR).isoformat()
    request.session[_OPENED] = opened
    return redirect(request.path)


def _is_open(request: Request, invitation: SharedInvitation, now: dt.datetime) -> bool:
    until = request.session.get(_OPENED, {}).get(str(invitation.id), "")
    return bool(until) and dt.datetime.fromisoformat(until) > now


def _page(
    invitation: SharedInvitation, content: SharedContent, association: AssociationDetails
) -> dict[str, Any]:
    names = [heading.name for heading in content.headings]
    kinds = [_kind(code) for code in ("name", *content.columns)]
    return {
        "invitation": invitation,
        "purpose": purpose_name(invitation.purpose),
        "people": [
            {
                "name": _shown(line[0]),
                "facts": [
                    {
                        "term": term,
                        "value": _shown(cell),
                        "kind": kind,
                        "numbers": [
                            (number, phones.display(number, association.country)) for number in numbers
                        ],
                    }
                    for term, cell, kind in list(zip(names, line, kinds, strict=True))[1:]
                    if cell != ""
                ],
            }
            for line, numbers in zip(content.lines, content.phones, strict=True)
        ],
    }


def _kind(code: str) -> str:
    return code if code in ("email", "phone") else ""


def _shown(cell: object) -> str:
    return formatting.date(cell) if isinstance(cell, dt.date) else str(cell)
