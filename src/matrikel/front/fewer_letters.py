"""The page behind the link in a mailing: no more of these, or nothing but what must come. Nobody signs in for it."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import automatic
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import get_association
from matrikel.privacy.actions.choose_mailings import choose_mailings
from matrikel.privacy.queries import ALL_MAILINGS, MailingChoices, is_ours, mailing_choices
from matrikel.privacy.rules import MailingLink, read_token
from matrikel.ui.doors import looks_of, open_to_everyone
from matrikel.ui.requests import Request

READER = automatic("mail.link")


@csrf_exempt  # nosemgrep: no-way-round-the-csrf-check - mail programs press it without a cookie (RFC 8058)
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_everyone
def fewer_letters(request: Request, token: str) -> HttpResponse:
    """
    Show what comes to the address for which a link was made; a press changes it, a look never does.

    What mail programs send by themselves (`List-Unsubscribe=One-Click`) stops the mailings of the link, and is
    answered at once and without a redirect, however often it comes. The page's own buttons name what they change.
    """
    found = read_token(token)
    if found is None:
        raise NotFound
    link, mark = found
    with association_scope(link.association_id), transaction.atomic():
        if not is_ours(link=link, mark=mark):
            raise NotFound
        if request.method == "POST":
            return _pressed(request, link)
        return _page(request, link)


def _pressed(request: Request, link: MailingLink) -> HttpResponse:
    is_from_page = "purpose" in request.POST
    choose_mailings(
        link=link,
        purpose=request.POST.get("purpose", link.purpose),
        wants=request.POST.get("wants") == "yes" if is_from_page else False,
        actor=READER,
        at=timezone.now(),
        on=timezone.localdate(),
    )
    return redirect(request.path) if is_from_page else _page(request, link)


def _page(request: Request, link: MailingLink) -> HttpResponse:
    association = get_association()
    request.help_contact, request.brand = looks_of(association)
    choices = mailing_choices(link=link)
    context = {
        "name": request.brand.name,
        "choices": _rows(choices),
        "wants_none": choices.wants_none,
        "all": ALL_MAILINGS,
    }
    return render(request, "front/fewer_letters.html", context)


def _rows(choices: MailingChoices) -> list[dict[str, object]]:
    return [
        {"purpose": each.purpose, "comes": each.comes, "label": name_of_mailings(each.purpose)}
        for each in choices.choices
    ]


def name_of_mailings(purpose: str) -> str:
    """Return what letters of a purpose are called by whoever gets them."""
    names = {
        "contact": _("Newsletters and greetings"),
        "activities": _("Invitations to activities"),
        "statistics": _("Questions for surveys"),
        "publication": _("News about pictures and texts"),
    }
    return names.get(purpose, _("Letters such as the one in which you found this link"))
