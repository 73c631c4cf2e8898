"""The pages that say what went wrong, where to go on, and who helps; 500 and 503 need nothing that may be broken."""

from __future__ import annotations

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from matrikel.ui.shell import HelpContact

LAST_RESORT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Matrikel</title>"
    "<h1>Something broke on our side</h1><p>Nothing that you sent was saved half. "
    'Please <a href="/">start again</a> in a minute.</p></html>'
)
AGAIN_AFTER_SECONDS = 60


def help_contact() -> HelpContact | None:
    """The host's contact from the settings (`MATRIKEL_HELP_CONTACT`), or none."""
    contact = getattr(settings, "MATRIKEL_HELP_CONTACT", None)
    return contact if isinstance(contact, HelpContact) else None


def page(request: HttpRequest, status: int, *, detail: str = "") -> HttpResponse:
    """The error page of this status; only a sentence meant for people may be the detail."""
    response = render(request, f"ui/errors/{status}.html", {"detail": detail}, status=status)
    return _whole_page(request, response)


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        # A fragment that fails must not be swapped into a corner of the page: show the whole error page.
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "ui/errors/403.html", {"is_stale_form": True}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """
    Drawn without request context, so neither a context processor nor the database can break it again.

    Where PostgreSQL does not answer, nothing is broken that the visitor could tell of: 503, and when to come again.
    """
    is_away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if is_away else 500
    own = getattr(request, "help_contact", None)
    context = {"csp_nonce": getattr(request, "csp_nonce", ""), "help_contact": own or help_contact()}
    try:
        body = loader.get_template(f"ui/errors/{status}.html").render(context)
    except Exception:  # noqa: BLE001 - whatever is broken, the visitor still gets a sentence and a way on
        body = LAST_RESORT
    response = HttpResponse(body, status=status)
    if is_away:
        response.headers["Retry-After"] = str(AGAIN_AFTER_SECONDS)
    return _whole_page(request, response)
