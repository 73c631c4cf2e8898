"""The demonstration's own beginning: an empty association for whoever would rather see how one starts."""

import secrets

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from matrikel.access.actions.invite_association import invite_association
from matrikel.front.sign_in.steps import in_demonstration
from matrikel.kernel import actors
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.organisations.rules.set_up import likely_country
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request


@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def begin(request: Request) -> HttpResponse:
    """
    Invite whoever asks to begin an association, at once and under a made-up address.

    Outside a demonstration there is no such page: there the host invites.
    """
    if not in_demonstration(request):
        raise NotFound
    if request.method != "POST":
        return render(request, "front/begin.html")
    language = translation.get_language() or "en"
    with association_scope(INSTALLATION):
        path = invite_association(
            email=f"{secrets.token_hex(4)}@example.org",
            language=language,
            country=likely_country(request.headers.get("Accept-Language", ""))
            or likely_country(language)
            or "SE",
            actor=actors.command("demo"),
            at=timezone.now(),
        )
    return redirect(path)
