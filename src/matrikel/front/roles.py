"""Accepting a role by the link of a letter."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.access.actions.accept_role import accept_role
from matrikel.access.actions.invite_officers import OfficerRefused
from matrikel.access.queries import Account
from matrikel.access.queries.invitations import OfferedRole, find_offered_role
from matrikel.access.wording import role_name
from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.queries import require_proof
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import Way
from matrikel.front.sign_in.steps import complete, in_demonstration, language_of, note_no, spend_press
from matrikel.kernel.errors import NotFound
from matrikel.organisations.queries import AssociationDetails, get_association
from matrikel.ui.doors import looks_of, open_to_everyone, sign_in_url
from matrikel.ui.formatting import date
from matrikel.ui.parts import Fact
from matrikel.ui.requests import Request


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def role(request: Request, association: str, secret: str) -> HttpResponse:
    """
    Show which role is offered, and take it at a press: mail programs open links by themselves.

    For whoever had no sign-in yet the link was the first step of one; the office asks for the second.
    """
    if not request.names_association:
        raise NotFound
    try:
        spend_press(request, secret)
    except TooManyTries as refusal:
        return _wait(request, refusal)
    with transaction.atomic():
        answer = _answer(request, secret)
    if isinstance(answer, HttpResponse):
        return answer
    account, leads_to = answer
    return complete(request, account, by=Way.LINK, factor=in_demonstration(request), leads_to=leads_to)


def _wait(request: Request, refusal: TooManyTries) -> HttpResponse:
    """Tell somebody to wait, whether there is such an invitation or not."""
    status = note_no(refusal, Try.LINK)
    with transaction.atomic():
        here = get_association()
        request.help_contact, request.brand = looks_of(here)
        context = {"title": here.name, "refusal": str(refusal), "waits": True}
        return render(request, "front/role.html", context, status=status)


def _answer(request: Request, secret: str) -> HttpResponse | tuple[Account, str]:
    """Return the page, or who has just got a sign-in, and where that leads."""
    here, now = get_association(), timezone.now()
    request.help_contact, request.brand = looks_of(here)
    offered = find_offered_role(secret=secret, at=now)
    if offered is None:
        over = {"title": _("This invitation does not work any more"), "refusal": _("Ask for a new one.")}
        return render(request, "front/role.html", over, status=410)
    user = request.user if isinstance(request.user, Account) else None
    if user is not None:
        require_proof(request.session, sees_others=False, at=now)
    with translation.override(translation.get_language() if user else language_of(request, offered.language)):
        if request.method == "POST" and (user is not None or not offered.has_sign_in):
            try:
                account, is_new = accept_role(secret=secret, account_id=user.pk if user else None, at=now)
            except OfficerRefused as refusal:
                refused = {"title": here.name, "refusal": str(refusal)}
                return render(request, "front/role.html", refused, status=410)
            is_later = offered.starts_on > here.day_of(now)
            if is_new:
                thanks = _("Thank you. The role is yours from its first day.")
                messages.success(request, thanks if is_later else _("Thank you. The role is yours."))
                return account, "/" if is_later else f"/{here.slug}/"
            if is_later:
                done = {
                    **_context(here, offered, request),
                    "title": _("Thank you. The role is yours from its first day."),
                    "is_done": True,
                }
                return render(request, "front/role.html", done)
            messages.success(request, _("Thank you. The role is yours."))
            return redirect(f"/{here.slug}/")
        context = {**_context(here, offered, request), "must_sign_in": user is None and offered.has_sign_in}
        return render(request, "front/role.html", context)


def _context(here: AssociationDetails, offered: OfferedRole, request: Request) -> dict[str, object]:
    name = here.name_in(translation.get_language() or here.language)
    facts = [
        Fact(term=_("Association"), value=name),
        Fact(term=_("Role"), value=str(capfirst(role_name(offered.role)))),
        Fact(term=_("From"), value=date(offered.starts_on)),
    ]
    if offered.ends_on:
        facts.append(Fact(term=_("Until and with"), value=date(offered.ends_on - timedelta(days=1))))
    user = request.user if isinstance(request.user, Account) else None
    return {
        "title": _("A role in %(association)s") % {"association": name},
        "facts": facts,
        "offered": offered,
        "is_signed_in": user is not None,
        "as_email": user.email if user else "",
        "sign_in_url": f"{sign_in_url(here.slug)}?{urlencode({'next': request.path})}",
    }
