"""The steps of signing in: nobody sees others by one, nobody learns who signs in here, and nothing typed is lost."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import Account, Term
from matrikel.access.queries import looks_after_others
from matrikel.audit.models import Entry
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.actions.send_code import send_code
from matrikel.authentication.actions.set_password import set_password
from matrikel.authentication.models import Draft, FactorReset, RateCounter, Session
from matrikel.authentication.queries import find_draft, has_factor
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.mark_demonstration import mark_demonstration
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.records import NewPerson, PersonCore
from tests.conftest import ACTOR, sign_in
from tests.factories.addresses import addresses_of_associations
from tests.factories.sign_ins import (
    an_account,
    an_officer,
    code_of_app,
    first_step,
    give_app,
    letters,
    newest_code,
)

SECOND = "/sign-in/second-step/"
SET_UP = "/sign-in/mine/second-step/"
AGAIN = "/sign-in/again/"
AGAIN_HERE = "/klubben/sign-in/again/"


def age(browser: Client, **time: float) -> None:
    """Let time pass in a session: everything that it has proven was so long ago."""
    store = browser.session
    then = timezone.now() - timedelta(**time)
    proof = store["proof"]
    store["proof"] = {
        name: value if name == "is_officers" else min(value, then.isoformat())
        for name, value in proof.items()
    }
    store.save()
    Session.objects.update(seen_at=then)


def without_what_differs(page: bytes) -> bytes:
    text = page.decode()
    for name in ('nonce="', 'value="', 'content="', 'data-options="'):
        parts = text.split(name)
        text = name.join([parts[0], *(part.split('"', 1)[-1] for part in parts[1:])])
    return text.encode()


# --- One step -------------------------------------------------------------------------------------------------


def test_an_officer_with_one_step_sees_no_page_of_the_office(association: UUID) -> None:
    browser = first_step(an_officer(association), at=timezone.now())
    asked = 0
    for address in addresses_of_associations():
        if address.namespace != "office" or address.takes:
            continue
        for path in address.fill("klubben", {}):
            found = {
                (answer.status_code, answer.get("Location"))
                for answer in (browser.get(path), browser.post(path))
            }
            assert found <= {(302, SET_UP), (302, AGAIN_HERE), (405, None)}, (path, found)
            asked += 1
    assert asked > 20
    assert browser.get("/klubben/").status_code == 302


def test_a_member_needs_no_second_step_for_what_is_their_own(association: UUID) -> None:
    browser = first_step(an_officer(association, role="member"), at=timezone.now())
    assert browser.get("/klubben/people/").status_code == 403


def test_an_officer_sets_up_an_app_and_comes_back_to_where_she_was(association: UUID) -> None:
    account = an_officer(association)
    browser = first_step(account, at=timezone.now())
    assert browser.get("/klubben/people/")["Location"] == SET_UP
    assert browser.get(SET_UP).status_code == 200
    page = browser.get("/sign-in/mine/app/").content.decode()
    secret = browser.session["new_app"]
    assert (" ".join(secret[at : at + 4] for at in range(0, 32, 4)) in page, "<svg" in page) == (True, True)
    wrong = browser.post("/sign-in/mine/app/", {"code": "000000"})
    assert (wrong.status_code, has_factor(account_id=account.pk)) == (422, False)
    done = browser.post("/sign-in/mine/app/", {"code": code_of_app(secret, timezone.now())})
    assert done["Location"] == "/sign-in/mine/recovery-codes/"
    codes = browser.post("/sign-in/mine/recovery-codes/").content.decode()
    assert (codes.count("<li><code>"), 'href="/klubben/people/"' in codes) == (10, True)
    assert browser.get("/klubben/people/").status_code == 200


def test_the_second_step_is_asked_for_after_the_first_and_leads_to_where_one_wanted(
    association: UUID,
) -> None:
    account = an_officer(association)
    secret = give_app(account, timezone.now())
    browser = Client()
    assert browser.get("/klubben/people/")["Location"] == "/klubben/sign-in/?next=%2Fklubben%2Fpeople%2F"
    asked = {"email": account.email, "way": "code", "next": "/klubben/people/"}
    browser.post("/klubben/sign-in/", asked)
    half = browser.post("/klubben/sign-in/code/", {"code": newest_code(timezone.now())})
    assert (half["Location"], SESSION_KEY in browser.session) == ("/klubben/sign-in/second-step/", False)
    assert browser.get("/klubben/people/").status_code == 302
    assert browser.post(half["Location"], {"code": "000000"}).status_code == 422
    ticked = {"code": code_of_app(secret, timezone.now(), steps=1), "remember": "yes"}
    done = browser.post(half["Location"], ticked)
    assert done["Location"] == "/klubben/people/"
    assert browser.get("/klubben/people/").status_code == 200
    # In this browser the second step is not asked for again, anywhere else it is. That a browser stood in for it does
    # not show that nothing was lost.
    with association_scope(INSTALLATION):
        reset_factors(account_ids=[account.pk], actor=ACTOR, at=timezone.now())
    browser.post("/sign-out/")
    assert first_step(account, at=timezone.now(), browser=browser).get("/klubben/").status_code == 200
    assert first_step(account, at=timezone.now()).get("/klubben/").status_code == 302
    assert FactorReset.objects.count() == 1


def test_the_first_step_is_worth_nothing_later_or_after_the_password_changed(db: None) -> None:
    account = an_account()
    give_app(account, timezone.now())
    browser = first_step(account, at=timezone.now())
    assert browser.get(SECOND).status_code == 200
    Account.objects.filter(id=account.pk).update(auth_epoch=7)
    assert browser.get(SECOND)["Location"] == "/sign-in/"
    browser = first_step(account, at=timezone.now())
    store = browser.session
    store["half_way"] = {**store["half_way"], "at": (timezone.now() - timedelta(minutes=16)).isoformat()}
    store.save()
    assert browser.get(SECOND)["Location"] == "/sign-in/"


@pytest.mark.parametrize(
    ("is_marked", "host", "opens"),
    [(True, "localhost", True), (True, "testserver", False), (False, "localhost", False)],
)
def test_a_link_is_both_steps_in_the_demonstration_on_its_own_machine_and_nowhere_else(
    association: UUID, is_marked: bool, host: str, opens: bool
) -> None:
    if is_marked:
        mark_demonstration()
    account, now = an_officer(association), timezone.now()
    with association_scope(association):
        link = make_sign_in_link(account_id=account.pk, lands_on="/klubben/", actor=ACTOR, at=now)
    browser = Client(SERVER_NAME=host)
    assert browser.post(link)["Location"] == "/klubben/"
    assert browser.get("/klubben/").status_code == (200 if opens else 302)


# --- Who signs in here ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["code", "password"])
def test_known_and_unknown_addresses_are_answered_alike(db: None, way: str) -> None:
    an_account()
    answers = []
    for email in ("eva@example.se", "nobody@example.se"):
        browser = Client()
        first = browser.post("/sign-in/", {"email": email, "way": way})
        if way == "code":
            second = browser.get(first["Location"])
            third = browser.post(first["Location"], {"code": "000000"})
        else:
            second = first
            third = browser.post("/sign-in/password/", {"email": email, "password": "something else"})
        answers.append(
            [
                (
                    answer.status_code,
                    answer.get("Location"),
                    without_what_differs(answer.content),
                    set(answer.cookies),
                )
                for answer in (first, second, third)
            ]
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize("way", ["code", "password", "wrong code"])
def test_whole_requests_ask_the_database_the_same_for_known_and_unknown_addresses(db: None, way: str) -> None:
    set_password(account_id=an_account().pk, password="three words of mine", language="en", at=timezone.now())
    asked = []
    for email in ("eva@example.se", "nob@example.se"):
        browser = Client()
        posted = ("/sign-in/", {"email": email, "way": "code"})
        if way == "password":
            posted = ("/sign-in/password/", {"email": email, "password": "something else"})
        elif way == "wrong code":
            browser.post(*posted)
            with association_scope(INSTALLATION):
                send_code(challenge_id=UUID(browser.session["asked"]), at=timezone.now())
            posted = ("/sign-in/code/", {"code": "000000"})
        with CaptureQueriesContext(connection) as queries:
            browser.post(*posted)
        asked.append([without_values(query["sql"]) for query in queries])
        RateCounter.objects.all().delete()
    assert len(asked[0]) > 5
    assert asked[0] == asked[1]


def without_values(sql: str) -> str:
    """Return a statement without what it is asked with; NULL in place of a value stays to be seen."""
    return re.sub(r"'(?:[^']|'')*'|\"s\d+_x\d+\"|\b\d[\w.+-]*\b", "?", sql)


def test_refusals_are_counted_and_written_down_without_saying_who(db: None) -> None:
    an_account()
    browser = Client()
    for _ in range(11):
        last = browser.post("/sign-in/password/", {"email": "eva@example.se", "password": "x"})
    assert (last.status_code, "Too many tries" in last.content.decode()) == (429, True)
    with association_scope(INSTALLATION):
        entries = Entry.objects.filter(action="authentication.refused").order_by("at", "id")
        headers = list(entries.values_list("header", flat=True))
    assert headers == [{"kind": "password", "waits": False}] * 10 + [{"kind": "password", "waits": True}]
    assert RateCounter.objects.count() == 3


def test_what_whoever_asks_says_of_where_they_are_does_not_get_them_more_tries(db: None) -> None:
    browser = Client()
    found = [
        browser.post(
            "/sign-in/password/",
            {"email": f"a{number}@example.se", "password": "x"},
            headers={"X-Forwarded-For": f"198.51.{number}.7"},
        ).status_code
        for number in range(101)
    ]
    assert (found.count(422), found[-1]) == (100, 429)


# --- Away -------------------------------------------------------------------------------------------------------


def test_after_half_an_hour_a_form_is_kept_and_sent_after_signing_in_again(association: UUID) -> None:
    browser = sign_in(Client(), association)
    account = Account.objects.get()
    age(browser, minutes=31)
    filled = {"given_name": "Anna", "family_name": "Sköld\r\n<b>", "kept": ["a", "b"]}
    assert browser.post("/klubben/people/new/", filled)["Location"] == AGAIN_HERE
    assert b"What you have filled in is kept" in browser.get(AGAIN_HERE).content
    assert "Anna" not in str(Draft.objects.get().sealed)
    browser.post(AGAIN_HERE, {"way": "code"})
    done = browser.post("/klubben/sign-in/code/", {"code": newest_code(timezone.now())})
    assert done["Location"] == "/sign-in/mine/go-on/"
    page = browser.get(done["Location"]).content.decode()
    assert [
        'action="/klubben/people/new/"' in page,
        'name="given_name"' in page and "Anna" in page,
        "Sköld\n&lt;b&gt;" in page.replace("\r", ""),
        page.count('name="kept"'),
        "<b>" in page,
    ] == [True, True, True, 2, False]
    assert browser.get("/klubben/people/").status_code == 200
    assert browser.post(done["Location"]).status_code == 302
    assert (Draft.objects.count(), Person.objects.count(), account.pk) == (0, 0, account.pk)


def test_with_a_file_what_was_typed_is_kept_and_the_file_is_asked_for_again(association: UUID) -> None:
    browser = sign_in(Client(), association)
    for filled, asks in (({"picture": SimpleUploadedFile("a.png", b"bytes of it")}, True), ({}, False)):
        age(browser, minutes=31)
        browser.post("/klubben/people/new/", {"given_name": "Anna", **filled})
        browser.post(AGAIN_HERE, {"way": "code"})
        done = browser.post("/klubben/sign-in/code/", {"code": newest_code(timezone.now())})
        page = browser.get(done["Location"]).content.decode()
        found = ["Anna" in page, "choose it again" in page, "bytes of it" in page, 'name="picture"' in page]
        assert found == [True, asks, False, False]


def test_somebody_else_does_not_find_the_form(association: UUID) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=31)
    browser.post("/klubben/people/new/", {"given_name": "Anna"})
    other = an_officer(association, email="other@example.se")
    first_step(other, at=timezone.now(), browser=browser)
    assert b"Anna" not in browser.get("/sign-in/mine/go-on/").content
    assert SESSION_KEY in browser.session


OWN = ("/klubben/me/", "/sign-in/mine/", "/")


def a_member_with_pages(association: UUID, *roles: str) -> Client:
    """Return a browser signed in by both steps of somebody with pages of their own, and perhaps other roles."""
    with association_scope(association), transaction.atomic():
        person_id = new_id()
        register_people(
            people=[NewPerson(id=person_id, core=PersonCore(given_name="Eva", family_name="Lund"))],
            actor=ACTOR,
            at=timezone.now(),
        )
        terms = [
            NewTerm(email="eva@example.se", role=role, person_id=person_id, starts_on=date(2020, 1, 1))
            for role in ("member", *roles)
        ]
        (account_id, *_others) = grant_terms(terms=terms, actor=ACTOR, at=timezone.now())
    account = Account.objects.get(id=account_id)
    secret = give_app(account, timezone.now())
    browser = first_step(account, at=timezone.now())
    code = code_of_app(secret, timezone.now(), steps=1)
    assert browser.post(SECOND, {"code": code}).status_code == 302
    assert [browser.get(path).status_code for path in OWN[:2]] == [200, 200]
    return browser


@pytest.mark.parametrize("time", [{"minutes": 31}, {"hours": 13}, {"days": 10}], ids=str)
def test_an_officers_own_pages_close_when_the_office_does(association: UUID, time: dict[str, float]) -> None:
    browser = a_member_with_pages(association, "secretary")
    age(browser, **time)
    for path in OWN:
        answer = browser.get(path)
        assert (answer.status_code, answer.get("Location", "").endswith(AGAIN)) == (302, True), path


@pytest.mark.parametrize("time", [{"minutes": 31}, {"days": 10}], ids=str)
def test_a_members_own_pages_stay_open(association: UUID, time: dict[str, float]) -> None:
    browser = a_member_with_pages(association)
    age(browser, **time)
    assert [browser.get(path).status_code for path in OWN[:2]] == [200, 200]


def test_a_session_that_was_an_officers_stays_one_after_the_role_has_ended(association: UUID) -> None:
    browser = a_member_with_pages(association)
    with association_scope(association), transaction.atomic():
        term = NewTerm(email="eva@example.se", role="secretary", starts_on=date(2020, 1, 1))
        grant_terms(terms=[term], actor=ACTOR, at=timezone.now())
    assert browser.get("/klubben/people/").status_code == 200
    with association_scope(association), transaction.atomic():
        Term.objects.filter(role__code="secretary").delete()
    assert browser.get("/klubben/me/").status_code == 200
    age(browser, minutes=31)
    assert browser.get("/klubben/me/").status_code == 302


def test_a_role_elsewhere_or_from_tomorrow_on_makes_it_an_officers_session(
    association: UUID, neighbour: UUID
) -> None:
    browser = a_member_with_pages(association)
    account = Account.objects.get(email="eva@example.se")
    on = timezone.localdate()
    assert looks_after_others(account_id=account.pk, on=on) is False
    with association_scope(neighbour), transaction.atomic():
        starts_on = on + timedelta(days=1)
        term = NewTerm(
            email=account.email, role="treasurer", starts_on=starts_on, ends_on=on + timedelta(days=9)
        )
        grant_terms(terms=[term], actor=ACTOR, at=timezone.now())
    assert looks_after_others(account_id=account.pk, on=on) is True
    assert looks_after_others(account_id=account.pk, on=on + timedelta(days=9)) is False
    assert browser.get("/klubben/me/").status_code == 200


def test_being_asked_again_is_no_way_to_stay_awake(association: UUID) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=31)
    for path in ("/klubben/", AGAIN_HERE, "/klubben/", "/sign-in/mine/", "/", "/klubben/me/", "/klubben/"):
        browser.get(path)
    assert browser.get("/klubben/")["Location"] == AGAIN_HERE


def test_whoever_keeps_working_stays_for_twelve_hours_and_no_longer(association: UUID) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=29)
    assert browser.get("/klubben/").status_code == 200
    Session.objects.update(seen_at=timezone.now(), used_at=timezone.now())
    store = browser.session
    store["proof"] = {
        **store["proof"],
        "signed_in_at": (timezone.now() - timedelta(hours=12, minutes=1)).isoformat(),
    }
    store.save()
    assert browser.get("/klubben/")["Location"] == AGAIN_HERE


def test_a_fragment_is_led_to_the_page_and_not_into_a_corner(association: UUID) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=31)
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/klubben/people/?q=1"}
    answer = browser.get("/klubben/people/", headers=here)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, AGAIN_HERE)
    assert (browser.session["goes_on"], Draft.objects.count()) == ("/klubben/people/?q=1", 0)
    evil = {**here, "HX-Current-URL": "https://evil.example/klubben/people/"}
    browser.get("/klubben/people/", headers=evil)
    assert browser.session["goes_on"] == "/"


def test_a_form_that_htmx_has_sent_is_kept_sealed_for_its_author_and_goes_on_after_signing_in(
    association: UUID,
) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=31)
    here = {
        "HX-Request": "true",
        "HX-Current-URL": "http://testserver/klubben/people/?q=1",
        "X-Whole-Form": "yes",
    }
    answer = browser.post("/klubben/people/", {"q": "Sköldunge", "csrfmiddlewaretoken": "x"}, headers=here)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, AGAIN_HERE)
    assert browser.session["goes_on"] == "/klubben/people/?q=1"
    kept = Draft.objects.get()
    assert ("Sköldunge".encode() in bytes(kept.sealed), str(kept.account_id)) == (
        False,
        browser.session[SESSION_KEY],
    )
    assert timedelta(0) < kept.expires_at - timezone.now() <= timedelta(minutes=30)
    draft = find_draft(draft_id=kept.id, account_id=kept.account_id, at=timezone.now())
    assert (draft.path, list(draft.fields)) == ("/klubben/people/", [("q", "Sköldunge")])
    assert "What you have filled in is kept" in browser.get(AGAIN_HERE).text
    later = timezone.now() + timedelta(minutes=31)
    assert find_draft(draft_id=kept.id, account_id=kept.account_id, at=later) is None
    assert find_draft(draft_id=kept.id, account_id=an_account().pk, at=timezone.now()) is None


@pytest.mark.parametrize("path", ["/klubben/people/new/similar/", "/klubben/people/new/"])
def test_whoever_types_into_a_form_is_not_led_away_from_it(association: UUID, path: str) -> None:
    browser = sign_in(Client(), association)
    age(browser, minutes=31)
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/klubben/people/new/"}
    answer = browser.post(path, {"given_name": "A"}, headers=here)
    assert (answer.status_code, answer.content, "HX-Redirect" in answer.headers) == (204, b"", False)
    # Half a form is not kept as if it had been sent.
    assert (Draft.objects.count(), "goes_on" in browser.session) == (0, False)


@pytest.mark.parametrize(
    "path", ["/sign-in/mine/password/", "/sign-in/mine/address/", SET_UP, "/sign-in/mine/app/"]
)
def test_what_matters_asks_for_a_proof_of_the_last_ten_minutes(db: None, path: str) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now())
    assert browser.get(path).status_code == 200
    age(browser, minutes=11)
    assert browser.get(path)["Location"] == AGAIN
    browser.post(AGAIN, {"way": "code"})
    assert browser.post("/sign-in/code/", {"code": newest_code(timezone.now())})["Location"] == path


def test_ones_own_sign_in_asks_for_the_second_step_where_there_is_one(db: None) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now())
    give_app(account, timezone.now())
    for path in ("/sign-in/mine/", SET_UP, "/sign-in/mine/password/"):
        assert browser.get(path)["Location"] == SECOND
    assert browser.post("/sign-in/mine/sessions/end/")["Location"] == SECOND


# --- Where it leads ------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "http:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,x",
    " //evil.example",
    "\x00//evil.example",
    "/klubben/\r\nSet-Cookie: x=1",
    "/klubben/%0d%0aX: 1\r\n",
    "//evil.example\\@testserver/",
    "http://testserver@evil.example/",
    "https://testserver/",
    "http://testserver/klubben/",
    "／／evil.example",
    "/\u2028/evil.example",
    "//ｅvil.example",
    "/" + "a" * 2_001,
    "klubben/",
    "?next=/",
    "",
]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_next_leads_anywhere_but_here(db: None, elsewhere: str) -> None:
    account = an_account()
    for how in ("query", "field"):
        browser = Client()
        url = f"/sign-in/?next={quote(elsewhere)}" if how == "query" else "/sign-in/"
        browser.post(
            url, {"email": account.email, "way": "code", "next": elsewhere if how == "field" else ""}
        )
        done = browser.post("/sign-in/code/", {"code": newest_code(timezone.now())})
        assert (done.status_code, done["Location"]) == (302, "/")
        assert "Set-Cookie" not in done.headers
        RateCounter.objects.all().delete()


@pytest.mark.parametrize(
    "path", ["/klubben/people/?sort=name&after=x", "/klubben/%C3%A5/", "/host/", "/%2F%2Fevil.example"]
)
def test_a_next_of_ours_is_kept(db: None, path: str) -> None:
    account = an_account()
    browser = Client()
    browser.post("/sign-in/", {"email": account.email, "way": "code", "next": path})
    assert browser.post("/sign-in/code/", {"code": newest_code(timezone.now())})["Location"] == path


# --- Odds and ends ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    [
        "",
        "eva",
        "eva@",
        "a" * 400 + "@example.se",
        "eva@example.se\r\nBcc: x@example.org",
    ],
)
def test_what_is_no_address_is_said_beside_the_field_and_kept(db: None, email: str) -> None:
    answer = Client().post("/sign-in/", {"email": email, "way": "code"})
    assert (answer.status_code, "Type your e-mail address" in answer.content.decode()) == (422, True)
    assert letters() == []


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "x",
        '{"id":"a","rawId":"!!","response":{}}',
        '{"response":{"userHandle":"AAAA"}}',
        pytest.param("[" * 100_000, id="deeper than anybody reads"),
    ],
)
def test_what_is_no_answer_of_a_passkey_signs_nobody_in(db: None, answer: str) -> None:
    page = Client().get("/sign-in/").content.decode()
    token = page.split('name="token" value="')[1].split('"')[0]
    for sent in (token, "forged", "", token[:-1] + "x"):
        said = Client().post("/sign-in/passkey/", {"answer": answer, "token": sent})
        assert (said.status_code, "does not sign anybody in here" in said.content.decode()) == (422, True)


def test_codes_that_are_no_codes_are_refused_with_a_sentence(db: None) -> None:
    account = an_account()
    browser = Client()
    browser.post("/sign-in/", {"email": account.email, "way": "code"})
    for code in ("", "x" * 5_000, "\x00", "１２３４５６"):
        assert browser.post("/sign-in/code/", {"code": code}).status_code == 422


def test_the_browsers_cookie_is_kept_from_scripts_and_signs_nobody_in(db: None) -> None:
    browser = first_step(an_account(), at=timezone.now())
    cookie = browser.cookies[settings.BROWSER_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    alone = Client()
    alone.cookies[settings.BROWSER_COOKIE_NAME] = cookie.value
    assert alone.get("/sign-in/mine/").status_code == 302


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_the_steps_know_two_methods(db: None, method: str) -> None:
    paths = ("/sign-in/", "/sign-in/code/", "/sign-in/password/", "/sign-in/passkey/", SECOND, AGAIN)
    assert {getattr(Client(), method)(path).status_code for path in paths} == {405}


def test_a_step_from_another_site_does_nothing(db: None) -> None:
    browser = Client(enforce_csrf_checks=True)
    for path in ("/sign-in/", "/sign-in/code/", "/sign-in/password/", "/sign-in/passkey/", SECOND, AGAIN):
        assert browser.post(path, HTTP_ORIGIN="https://evil.example").status_code == 403


def test_times_of_ones_own_sign_in_are_those_of_the_host_and_not_utc(db: None, settings: Any) -> None:
    settings.HOST_TIME_ZONE = "Europe/Helsinki"
    account = an_account()
    browser = first_step(account, at=timezone.now())
    Session.objects.update(signed_in_at=datetime(2026, 1, 15, 22, 40, tzinfo=UTC))
    page = browser.get("/sign-in/mine/").content.decode()
    assert ("0:40" in page and "16 Jan 2026" in page, "22:40" in page) == (True, False)
