"""Whatever an answer says, and however it came about, it carries what keeps browsers from giving people away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError
from django.test import Client

from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.queries import find_account
from tests.conftest import ACTOR, AT, sign_in
from tests.factories.answers import problems_of, problems_of_html

FRAGMENT = {"HX-Request": "true", "HX-Target": "listing-results"}
STATIC = "/static/img/mark.svg"


@pytest.fixture
def officer(secretary: Client) -> Client:
    """Return the secretary's browser, which shows broken pages as such."""
    secretary.raise_request_exception = False
    return secretary


def _broken(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def breaks(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr("matrikel.front.sign_in.views.in_demonstration", breaks)


def _used_link(officer: Client) -> Any:
    account = find_account(account_id=UUID(officer.session["_auth_user_id"]))
    assert account is not None
    link = make_sign_in_link(account_id=account.pk, lands_on="/klubben/", actor=ACTOR, at=AT)
    return officer.post(link.removesuffix("/") + "x/")


WAYS: dict[str, tuple[int, Callable[[Client], Any]]] = {
    "page": (200, lambda browser: browser.get("/klubben/people/")),
    "fragment": (200, lambda browser: browser.get("/klubben/people/", headers=FRAGMENT)),
    "head": (200, lambda browser: browser.head("/klubben/people/")),
    "stranger's page": (200, lambda browser: Client().get("/sign-in/")),
    "alive": (200, lambda browser: browser.get("/health/")),
    "static file": (200, lambda browser: browser.get(STATIC)),
    "policy report": (204, lambda browser: browser.post("/policy-report/", b"", content_type="text/plain")),
    "moved fragment": (204, lambda browser: Client().get("/klubben/people/", headers=FRAGMENT)),
    "stranger": (302, lambda browser: Client().get("/klubben/people/")),
    "switch": (302, lambda browser: browser.post("/language/", {"language": "sv"})),
    "signing out": (302, lambda browser: browser.post("/sign-out/")),
    "known already": (304, lambda browser: browser.get(STATIC, headers=_known(browser))),
    "another host": (400, lambda browser: browser.get("/sign-in/", headers={"host": "evil.example"})),
    "forged form": (403, lambda browser: _strict(browser).post("/theme/")),
    "no right": (403, lambda browser: browser.get("/klubben/settings/name/")),
    "no such page": (404, lambda browser: browser.get("/klubben/no-such-page/")),
    "no such file": (404, lambda browser: browser.get("/static/no-such-file.js")),
    "another method": (405, lambda browser: browser.post("/health/")),
    "overtaken": (409, lambda browser: _overtaken(browser)),
    "used link": (410, _used_link),
    "too much": (413, lambda browser: browser.post("/theme/", {"theme": "x" * 6 * 1024 * 1024})),
    "refused form": (422, lambda browser: browser.post("/klubben/people/new/", {})),
}


def _known(browser: Client) -> dict[str, str]:
    known = browser.get(STATIC)
    known.close()
    return {"If-Modified-Since": known["Last-Modified"]}


def _strict(browser: Client) -> Client:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    return strict


def _overtaken(browser: Client) -> Any:
    # The second one began before there was anything to change.
    ways = [
        browser.post("/klubben/settings/letters/", {"version": "0", "sender_name": word}) for word in "ab"
    ]
    return ways[-1]


@pytest.mark.parametrize("way", WAYS)
def test_every_answer_carries_its_headers_however_it_came_about(
    officer: Client, association: UUID, way: str
) -> None:
    status, ask = WAYS[way]
    if way == "no right":
        sign_in(officer, association, role="read_only")
    answer = ask(officer)
    answer.close()
    assert (answer.status_code, problems_of(answer.request["PATH_INFO"], answer)) == (status, [])


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("broken"), 500), (OperationalError("the server closed"), 503)]
)
@pytest.mark.parametrize("headers", [{}, FRAGMENT])
def test_so_does_one_that_broke(
    association: UUID,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    headers: dict[str, str],
) -> None:
    _broken(monkeypatch, error)
    answer = Client(raise_request_exception=False).get("/sign-in/", headers=headers)
    assert (answer.status_code, problems_of("/sign-in/", answer)) == (status, [])


def test_signing_out_by_a_fragment_tells_the_browser_to_forget_too(secretary: Client) -> None:
    answer = secretary.post("/sign-out/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["Clear-Site-Data"]) == (204, '"cache", "storage"')


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<script src="/static/x.js"></script>',
        '<script src="/static/x.js" nonce="another"></script>',
        '<link rel="stylesheet" href="/static/x.css">',
        "<style>p{}</style>",
        '<p style="color:red">',
        '<button onclick="go()">',
        '<p hx-on:click="go()">',
        '<p hx-vals="js:{a: 1}">',
        '<a href="javascript:go()">',
        '<img src="https://elsewhere.example/x.png">',
        '<img src="//elsewhere.example/x.png">',
        '<form action="https://elsewhere.example/">',
        '<iframe src="/x"></iframe>',
        "<base href='/x/'>",
        "<script src='htmx.min.js' nonce='n'></script>",
    ],
)
def test_what_asks_whether_a_page_is_clean_finds_what_is_not(html: str) -> None:
    assert problems_of_html(html, nonce="n") != []
    assert (
        problems_of_html('<script src="/x.js" nonce="n"></script><a href="https://a.example/">', nonce="n")
        == []
    )
