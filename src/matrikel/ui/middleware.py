"""What happens to every answer: a strict content policy, no caching of people, and rooms' errors as pages."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from matrikel.kernel.errors import Forbidden, NotFound, Refusal
from matrikel.ui import errors

POLICY_REPORTS = "/policy-report/"
TWO_YEARS = 63_072_000
NOT_ASKED_OF_THE_DEVICE = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

Answer = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeadersMiddleware:
    """Stands first: gives each request a nonce and each answer its headers, error pages included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", content_policy(nonce))
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", NOT_ASKED_OF_THE_DEVICE)
        headers.setdefault("Cache-Control", "no-store")
        if request.is_secure():
            headers.setdefault("Strict-Transport-Security", f"max-age={TWO_YEARS}")
        return response


def content_policy(nonce: str) -> str:
    """Only our own files; scripts and styles only where this answer's nonce stands on them."""
    rules = [
        "default-src 'none'",
        f"script-src 'nonce-{nonce}'",
        f"style-src 'nonce-{nonce}'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        f"report-uri {POLICY_REPORTS}",
    ]
    return "; ".join(rules)


class HtmxRedirectMiddleware:
    """A redirect that answers a fragment request moves the whole page: no sign-in form lands in a corner."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
        location = response.headers.get("Location", "")
        if request.headers.get("HX-Request") != "true" or not location:
            return response
        moved = HttpResponse(status=204, headers={"HX-Redirect": location})
        for name, value in response.headers.items():
            # What else was said is said still: signing out tells the browser to forget.
            if name not in ("Location", "Content-Type", "Content-Length"):
                moved.headers.setdefault(name, value)
        moved.cookies = response.cookies
        return moved


class RoomErrorsMiddleware:
    """Turns what a room raises into the page that says so; the request's transaction is rolled back by then."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return errors.page(request, 404)
        if isinstance(exception, Forbidden):
            return errors.page(request, 403)
        if isinstance(exception, Refusal):
            return errors.page(request, 409, detail=str(exception))
        if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
            return errors.page(request, 413)
        return None
