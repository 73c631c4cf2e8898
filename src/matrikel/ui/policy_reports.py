"""Takes in what browsers report of our content policy, and writes down which rule stopped something on which page."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from matrikel.ui.doors import open_to_everyone

MOST_BYTES = 16 * 1024
DIRECTIVES = frozenset(
    {
        "default-src",
        "script-src",
        "script-src-elem",
        "script-src-attr",
        "style-src",
        "style-src-elem",
        "style-src-attr",
        "img-src",
        "font-src",
        "connect-src",
        "form-action",
        "manifest-src",
        "frame-ancestors",
        "base-uri",
        "object-src",
    }
)
log = logging.getLogger(__name__)


@transaction.non_atomic_requests
@csrf_exempt  # nosemgrep: no-way-round-the-csrf-check - browsers send reports without a token, and nothing is kept
@require_POST
@open_to_everyone
def policy_report(request: HttpRequest) -> HttpResponse:
    """Write one line for a report (W3C CSP3, section 5): the rule, the page by its name, and whose it was."""
    if found := _line_of(request):
        log.warning("The content policy stopped something: %s on %s, from %s", *found)
    return HttpResponse(status=204)


def _line_of(request: HttpRequest) -> tuple[str, str, str] | None:
    # Anybody may send anything here. What is written down is looked up, never copied: no id, no word of theirs.
    try:
        if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
            return None
        told: Any = json.loads(request.body)
        report = told["csp-report"]
        directive = str(report.get("effective-directive") or report.get("violated-directive") or "").split(
            " "
        )[0]
        page, stopped = str(report.get("document-uri") or ""), str(report.get("blocked-uri") or "")
        path = urlsplit(page).path
        origin = _origin_of(stopped, request)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if directive not in DIRECTIVES:
        return None
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = "no page of ours"
    return directive, name, origin


def _origin_of(stopped: str, request: HttpRequest) -> str:
    if stopped in ("inline", "eval", "data", "blob"):
        return stopped
    return "ourselves" if urlsplit(stopped).netloc == request.get_host() else "elsewhere"
