"""The front door lets in whoever presses the link, leads nowhere else, and forgets on the way out."""

import logging
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import Account, SignInLink, Term
from matrikel.audit.models import Entry
from matrikel.authentication.models import Session
from matrikel.authentication.session_store import hash_of_key
from matrikel.front.logs import LeaveOutSecrets
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from tests.conftest import ACTOR, club_day, make_association, sign_in


def a_link(association: UUID, lands_on: str = "/klubben/", role: str = "secretary") -> str:
    now = timezone.now()
    with association_scope(association):
        term = NewTerm(email="eva@example.se", role=role, starts_on=now.date() - timedelta(days=1))
        (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=now)
        return make_sign_in_link(account_id=account_id, lands_on=lands_on, actor=ACTOR, at=now)


def test_a_link_asks_for_one_press_and_then_leads_to_the_association(association: UUID) -> None:
    mark_demonstration()
    browser, link = Client(SERVER_NAME="localhost"), a_link(association)
    # Mail programs and their scanners open links: that uses nothing up.
    assert [browser.get(link).status_code, browser.head(link).status_code] == [200, 200]
    pressed = browser.post(link)
    assert (pressed.status_code, pressed["Location"]) == (302, "/klubben/")
    assert browser.get("/klubben/").status_code == 200
    again = Client().post(link)
    assert (again.status_code, "does not work any more" in again.content.decode()) == (410, True)


def test_a_link_of_somebody_else_is_not_told_from_one_that_never_was(association: UUID) -> None:
    used = a_link(association)
    Client().post(used)
    pages = {
        Client().post(link).content for link in (used, "/sign-in/never/", "/sign-in/" + "x" * 5_000 + "/")
    }
    assert len({page.split(b"<main")[-1] for page in map(_without_tokens, pages)}) == 1
    assert _without_tokens(Client().get(used).content) == _without_tokens(Client().get("/sign-in/n/").content)


def _without_tokens(page: bytes) -> bytes:
    text = page.decode()
    for name in ('nonce="', 'value="', 'content="', 'action="', 'href="'):
        parts = text.split(name)
        text = name.join([parts[0], *(part.split('"', 1)[-1] for part in parts[1:])])
    return text.encode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "/klubben/\r\nX: 1",
        " //evil.example",
    ],
)
def test_a_link_leads_nowhere_else(association: UUID, elsewhere: str) -> None:
    link = a_link(association)
    SignInLink.objects.update(lands_on=elsewhere)
    assert Client().post(link)["Location"] == "/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example", "\t//e"]
)
def test_the_switches_lead_nowhere_else(elsewhere: str, db: None) -> None:
    for path in ("/theme/", "/language/"):
        assert Client().post(path, {"next": elsewhere})["Location"] == "/"


def test_signing_in_changes_the_session_so_that_a_planted_one_is_worth_nothing(association: UUID) -> None:
    browser = Client()
    browser.get("/sign-in/")
    session = browser.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    browser.cookies[settings.SESSION_COOKIE_NAME] = planted
    browser.post(a_link(association))
    assert browser.session.session_key != planted
    assert Session.objects.filter(session_key=hash_of_key(planted)).exists() is False


def test_the_sessions_cookie_is_kept_from_scripts_and_other_sites(association: UUID) -> None:
    cookie = Client().post(a_link(association)).cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 14 * 24 * 60 * 60)


def test_behind_https_every_cookie_is_for_https_only() -> None:
    from config.env import read

    public = {"DATABASE_URL": "postgresql://a@b/c", "SECRET_KEY": "x" * 32, "ALLOWED_HOSTS": "example.se"}
    assert (read(public).behind_https, settings.SESSION_COOKIE_SECURE) == (True, False)


def test_signing_out_forgets_everything(association: UUID) -> None:
    browser = sign_in(Client(), association)
    key = browser.session.session_key
    response = browser.post("/sign-out/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert Session.objects.filter(session_key=hash_of_key(key)).exists() is False
    assert browser.get("/klubben/")["Location"] == "/klubben/sign-in/"


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_nothing_but_a_press_signs_out(association: UUID, method: str) -> None:
    browser = sign_in(Client(), association)
    assert getattr(browser, method)("/sign-out/").status_code == 405
    assert browser.get("/klubben/").status_code == 200


@pytest.mark.parametrize("path", ["/sign-out/", "/theme/", "/language/", "/sign-in/anything/"])
def test_a_form_from_another_site_does_nothing(association: UUID, path: str) -> None:
    browser = sign_in(Client(enforce_csrf_checks=True), association)
    assert browser.post(path, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert browser.get("/klubben/").status_code == 200


def test_whoever_reaches_one_association_goes_straight_there_and_whoever_reaches_several_chooses(
    association: UUID, neighbour: UUID
) -> None:
    browser = sign_in(Client(), association, email="eva@example.se")
    assert browser.get("/")["Location"] == "/klubben/"
    sign_in(browser, neighbour, email="eva@example.se", role="auditor")
    page = browser.get("/")
    assert (page.status_code, [f"/{slug}/" in page.content.decode() for slug in ("klubben", "grannen")]) == (
        200,
        [True, True],
    )


def test_a_term_of_today_leads_there_from_midnight_where_the_installation_is(association: UUID) -> None:
    browser = sign_in(Client(), association, role="treasurer")
    Term.objects.update(during=(club_day(), None))
    assert browser.get("/")["Location"] == "/klubben/"


def test_whoever_reaches_none_is_told_so(association: UUID) -> None:
    browser = sign_in(Client(), association)
    Term.objects.all().delete()
    page = browser.get("/")
    assert (page.status_code, "klubben" in page.content.decode()) == (200, False)


def test_a_closed_account_is_out_on_its_next_request(association: UUID) -> None:
    browser = sign_in(Client(), association)
    assert browser.get("/klubben/").status_code == 200
    Account.objects.update(is_active=False)
    assert browser.get("/klubben/")["Location"] == "/klubben/sign-in/"


@pytest.mark.parametrize(("starts", "ends"), [(-30, 0), (-30, -1), (2, None)])
def test_a_term_that_is_over_or_has_not_begun_opens_nothing(
    association: UUID, starts: int, ends: int | None
) -> None:
    browser = sign_in(Client(), association)
    today = timezone.localdate()
    Term.objects.all().delete()
    with association_scope(association):
        grant_terms(
            terms=[
                NewTerm(
                    email=f"secretary-{association}@example.se",
                    role="secretary",
                    starts_on=today + timedelta(days=starts),
                    ends_on=None if ends is None else today + timedelta(days=ends),
                )
            ],
            actor=ACTOR,
            at=timezone.now(),
        )
    assert browser.get("/klubben/").status_code == 404
    refused = Entry.objects.filter(action="access.refused").values_list("header", flat=True)
    assert list(refused) == [{"reason": "no_term", "page": "office:today"}]


def test_an_association_that_one_may_not_enter_looks_like_one_that_is_not_there(
    association: UUID, intruder: Client
) -> None:
    theirs, nowhere = intruder.get("/klubben/"), intruder.get("/nowhere/")
    assert (theirs.status_code, nowhere.status_code) == (404, 404)
    same = [_without_tokens(page.content).replace(b"klubben", b"nowhere") for page in (theirs, nowhere)]
    assert same[0] == same[1]
    strangers = [Client().get(path) for path in ("/klubben/", "/nowhere/")]
    assert [page["Location"] for page in strangers] == ["/klubben/sign-in/", "/nowhere/sign-in/"]


@pytest.mark.parametrize(
    "path", ["/", "/sign-in/", "/sign-in/anything/", "/health/", "/nowhere/", "/klubben/", "/klubben/none/"]
)
def test_every_answer_carries_the_headers_that_keep_it_safe(association: UUID, path: str) -> None:
    for browser in (Client(), sign_in(Client(), association)):
        answer = browser.get(path)
        policy = answer["Content-Security-Policy"]
        assert ("default-src 'none'" in policy, "unsafe" in policy, "http" in policy) == (True, False, False)
        assert (
            answer["X-Content-Type-Options"],
            answer["X-Frame-Options"],
            answer["Referrer-Policy"],
            answer["Cache-Control"],
        ) == ("nosniff", "DENY", "same-origin", "no-store")
    assert policy.split("nonce-")[1] != browser.get(path)["Content-Security-Policy"].split("nonce-")[1]


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil"])
def test_another_hosts_name_is_refused(host: str, db: None, caplog) -> None:
    caplog.set_level(logging.CRITICAL)
    assert Client().get("/sign-in/", headers={"host": host}).status_code == 400


def test_the_secret_of_a_link_is_not_logged(association: UUID, caplog) -> None:
    link = a_link(association)
    # A form that is too old is told to the log with its path, while the link still works.
    assert Client(enforce_csrf_checks=True).post(link).status_code == 403
    assert Client().post(link).status_code == 302
    assert Client().post(link).status_code == 410
    written = [record for record in caplog.records if record.name.startswith("django.")]
    assert all(LeaveOutSecrets().filter(record) for record in written)
    lines = [record.getMessage() for record in written]
    assert [link in line for line in lines] == [False] * len(lines)
    assert [line.endswith("/sign-in/…/") for line in lines] == [True] * 2
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["filters"] for handler in handlers] == [["no_secrets"]]


def test_a_new_association_is_reached_without_a_restart(committed: None) -> None:
    browser = sign_in(Client(), make_association())
    assert browser.get("/klubben/").status_code == 200
    assert browser.get("/senare/").status_code == 404
    sign_in(browser, make_association("senare"))
    assert browser.get("/senare/").status_code == 200
