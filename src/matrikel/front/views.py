"""Signing in by a link, choosing where to go, accepting an invitation, and signing out."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import auth, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.actions.accept_invitation import accept_invitation
from matrikel.access.actions.use_sign_in_link import SignInRefused, use_sign_in_link
from matrikel.access.queries import Account, find_invitation, is_host, list_associations_of
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.queries import require_proof
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import Way
from matrikel.front.forms import InvitationForm
from matrikel.front.sign_in.steps import (
    complete,
    in_demonstration,
    is_here,
    language_of,
    note_no,
    spend_press,
)
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.errors import Refusal
from matrikel.organisations.actions.create_association import AssociationRefused
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.errors import help_contact
from matrikel.ui.requests import Request


@require_safe
@open_to_everyone
def start(request: Request) -> HttpResponse:
    """Show the associations that somebody reaches; whoever reaches one goes straight there."""
    if not request.user.is_authenticated:
        return redirect("front:sign_in")
    require_proof(request.session, sees_others=False, at=timezone.now())
    # The day where the installation is: a term of today is there from midnight, and not from midnight of UTC.
    today = timezone.localdate(timezone=ZoneInfo(settings.HOST_TIME_ZONE))
    associations = list_associations_of(account_id=request.user.pk, on=today)
    hosts = is_host(account_id=request.user.pk)
    if len(associations) == 1 and not hosts:
        return redirect(f"/{associations[0].slug}/")
    if hosts and not associations:
        return redirect("host:associations")
    context = {
        "associations": associations,
        "is_host": hosts,
        "host_contact": help_contact(),
    }
    return render(request, "front/start.html", context)


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def sign_in_link(request: Request, secret: str) -> HttpResponse:
    """
    Ask for one press, since mail programs open links by themselves; the press uses the link up.

    A link is the first step. In the demonstration, with its made-up people and on its own machine, it is both.
    """
    if request.method != "POST":
        return render(request, "front/sign_in_link.html", {"secret": secret})
    now = timezone.now()
    try:
        spend_press(request, secret)
        account, lands_on = use_sign_in_link(secret=secret, at=now)
    except TooManyTries as refusal:
        return _no_link(request, refusal, status=note_no(refusal, Try.LINK))
    except SignInRefused as refusal:
        note_no(refusal, Try.LINK)
        return _no_link(request, refusal, status=410)
    leads_to = lands_on if is_here(lands_on) else "/"
    return complete(request, account, by=Way.LINK, factor=in_demonstration(request), leads_to=leads_to)


def _no_link(request: Request, refusal: Refusal, *, status: int) -> HttpResponse:
    return render(request, "front/sign_in_link_over.html", {"refusal": str(refusal)}, status=status)


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def invitation(request: Request, secret: str) -> HttpResponse:
    """Ask whoever was invited for the association's name and her own; then it exists, and she is signed in."""
    try:
        spend_press(request, secret)
    except TooManyTries as refusal:
        return _invitation_waits(request, refusal)
    found = find_invitation(secret=secret, at=timezone.now())
    if found is None:
        return render(request, "front/invitation_over.html", status=410)
    with translation.override(language_of(request, found.language)):
        form = InvitationForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                account, is_fresh = accept_invitation(
                    secret=secret,
                    name=form.cleaned_data["name"],
                    slug=form.cleaned_data["slug"],
                    display_name=form.cleaned_data["display_name"],
                    roles=form.cleaned_data["roles"],
                    at=timezone.now(),
                )
            except AssociationRefused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                leads_to = f"/{form.cleaned_data['slug']}/set-up/"
                if is_fresh:
                    shown = in_demonstration(request)
                    return complete(request, account, by=Way.LINK, factor=shown, leads_to=leads_to)
                if request.user.pk != account.pk:
                    messages.success(request, _("The association is there. Sign in as usual to set it up."))
                return redirect(leads_to)
        context = {"form": form, "invited": found, "address_start": request.build_absolute_uri("/")}
        response = render(request, "front/invitation.html", context, status=422 if form.errors else 200)
        response.headers["Content-Language"] = translation.get_language() or "en"
        return response


def _invitation_waits(request: Request, refusal: TooManyTries) -> HttpResponse:
    """Tell somebody to wait, whether there is such an invitation or not; what was typed stays."""
    status = note_no(refusal, Try.LINK)
    if request.method != "POST":
        return render(request, "front/invitation_over.html", {"refusal": str(refusal)}, status=status)
    form = InvitationForm(request.POST)
    form.add_error(None, str(refusal))
    return render(
        request,
        "front/invitation.html",
        {"form": form, "address_start": request.build_absolute_uri("/")},
        status=status,
    )


@require_POST
@open_to_everyone
def sign_out(request: Request) -> HttpResponse:
    """Sign out, and tell the browser to forget what it kept."""
    if isinstance(request.user, Account):
        actor = Actor(kind=ActorKind.ACCOUNT, id=request.user.pk)
        record(acts=[Act(action="access.signed_out")], actor=actor, at=timezone.now())
    auth.logout(request)
    response = redirect("front:sign_in")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@transaction.non_atomic_requests
@require_safe
@open_to_everyone
def health(request: Request) -> HttpResponse:
    """Answer that the web process is alive."""
    return HttpResponse("ok", content_type="text/plain")
