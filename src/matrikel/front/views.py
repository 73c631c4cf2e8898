"""Signing in by a link, choosing where to go, and signing out."""

from django.contrib import auth
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.access.actions.use_sign_in_link import SignInRefused, use_sign_in_link
from matrikel.access.queries import list_associations_of
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request


@require_safe
@open_to_everyone
def start(request: Request) -> HttpResponse:
    """Show the associations that somebody reaches; whoever reaches one goes straight there."""
    if not request.user.is_authenticated:
        return redirect("front:sign_in")
    associations = list_associations_of(account_id=request.user.pk, on=timezone.localdate())
    if len(associations) == 1:
        return redirect(f"/{associations[0].slug}/")
    return render(request, "front/start.html", {"associations": associations})


@require_safe
@open_to_everyone
def sign_in(request: Request) -> HttpResponse:
    """Say how one signs in."""
    return render(request, "front/sign_in.html", {"refusal": ""})


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def sign_in_link(request: Request, secret: str) -> HttpResponse:
    """Ask for one press, since mail programs open links by themselves; the press uses the link up."""
    if request.method != "POST":
        return render(request, "front/sign_in_link.html", {"secret": secret})
    try:
        account, lands_on = use_sign_in_link(secret=secret, at=timezone.now())
    except SignInRefused as refusal:
        return render(request, "front/sign_in.html", {"refusal": str(refusal)}, status=410)
    auth.login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(lands_on if _is_here(lands_on) else "/")


def _is_here(path: str) -> bool:
    """Whether a path leads to a page of this installation, whoever has written it."""
    return path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, None)


@require_POST
@open_to_everyone
def sign_out(request: Request) -> HttpResponse:
    """Sign out, and tell the browser to forget what it kept."""
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
