"""What every answer carries and no page holds, asked of any answer of any door, whatever its status."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

from django.conf import settings
from django.http.response import HttpResponseBase

POLICY = re.compile(
    r"default-src 'none'; script-src 'nonce-(?P<script>[\w-]{16,})'; style-src 'nonce-(?P<style>[\w-]{16,})'; "
    r"img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; manifest-src 'self'; "
    r"frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri /policy-report/"
)
ALWAYS = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
FOR_EVERYBODY = re.compile(r"^/(static/|[a-z0-9-]+/(looks\.css|logo\.png)$)")
"""Paths of what is the same for everybody, and may be kept: files of ours, an association's colour and its logo."""

HTMX_CONFIG = (
    '"allowEval":false',
    '"allowScriptTags":false',
    '"includeIndicatorStyles":false',
    '"selfRequestsOnly":true',
    '"historyCacheSize":0',
)


def problems_of_answer(path: str, headers: Mapping[str, str]) -> list[str]:
    """Return what is missing among the headers of an answer, or too much."""
    told = {name.lower(): value for name, value in headers.items()}
    wrong = [
        f"{name}: {told.get(name.lower())}"
        for name, value in ALWAYS.items()
        if told.get(name.lower()) != value
    ]
    policy = POLICY.fullmatch(told.get("content-security-policy", ""))
    if policy is None or policy["script"] != policy["style"]:
        wrong.append(f"Content-Security-Policy: {told.get('content-security-policy')}")
    if told.get("cache-control") != "no-store" and not FOR_EVERYBODY.match(path):
        wrong.append(f"Cache-Control: {told.get('cache-control')}")
    if "access-control-allow-origin" in told:
        wrong.append("Another site may read it.")
    return [f"{path}: {line}" for line in wrong]


def problems_of_cookies(response: HttpResponseBase) -> list[str]:
    """Return the cookies of an answer that a script or another site gets hold of; one that is taken away has no value."""
    return [
        f"The cookie {name} is {cookie.OutputString()}."
        for name, cookie in response.cookies.items()
        if cookie.value
        and (
            not (cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict") and cookie["path"] == "/")
            or cookie["domain"]
            or bool(cookie["secure"]) != settings.SESSION_COOKIE_SECURE
        )
    ]


def problems_of_html(html: str, *, nonce: str) -> list[str]:
    """Return what in a page runs or paints by itself, comes from elsewhere, or lacks this answer's nonce."""
    page = _Page(nonce)
    page.feed(html)
    page.close()
    if "htmx.min" in html:
        page.wrong += [f"htmx: not {each}" for each in HTMX_CONFIG if each not in html]
    return page.wrong


def problems_of(path: str, response: HttpResponseBase) -> list[str]:
    """Return everything that is wrong with an answer of the test client."""
    wrong = [*problems_of_answer(path, response.headers), *problems_of_cookies(response)]
    if response.headers.get("Content-Type", "").startswith("text/html"):
        nonce = POLICY.fullmatch(response.headers["Content-Security-Policy"])
        text = response.content.decode()  # type: ignore[attr-defined]
        wrong += [
            f"{path}: {line}" for line in problems_of_html(text, nonce=nonce["script"] if nonce else "")
        ]
    return wrong


_ASKS = ("src", "srcset", "action", "formaction", "poster", "data")
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_RUNS = re.compile(r"\s*(?:javascript|js|data|vbscript):", re.IGNORECASE)


class _Page(HTMLParser):
    """Notes every element that our own policy would stop, whether or not a browser gets to it."""

    def __init__(self, nonce: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nonce = nonce
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        found = {name.lower(): value or "" for name, value in attributes}
        if tag in ("style", "base", "iframe", "frame", "object", "embed", "applet"):
            self.wrong.append(f"<{tag}>")
        if tag == "script" and not found.get("src"):
            self.wrong.append("a script in the page")
        if (tag == "script" or found.get("rel") == "stylesheet") and found.get("nonce") != self.nonce:
            self.wrong.append(f"<{tag} {found.get('src') or found.get('href')}> without this answer's nonce")
        for name, value in found.items():
            asks = name in _ASKS or (name == "href" and tag == "link")
            if (
                name == "style"
                or name.startswith(("on", "hx-on", "data-hx-on"))
                or (asks and _ELSEWHERE.match(value))
                or _RUNS.match(value)
            ):
                self.wrong.append(f"<{tag} {name}={value[:60]}>")
