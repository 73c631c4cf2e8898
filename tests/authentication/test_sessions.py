"""Sessions are found by a hash, sealed, listed in words, and ended singly, all at once, or with one's access."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.end_access import end_access
from matrikel.access.models import Account
from matrikel.audit.models import Entry
from matrikel.authentication.actions.end_sessions import end_sessions
from matrikel.authentication.actions.forget_expired import forget_expired
from matrikel.authentication.actions.note_sign_in import note_sign_in
from matrikel.authentication.actions.remove_factors import remove_factors
from matrikel.authentication.models import Challenge, Draft, KnownBrowser, RateCounter, Session
from matrikel.authentication.queries import is_remembered, list_sessions
from matrikel.authentication.rules.proofs import Proof, Way
from matrikel.authentication.session_store import SessionStore, hash_of_key
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from tests.conftest import ACTOR, AT
from tests.factories.sign_ins import an_account, an_officer, first_step, give_app, newest_code

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


def key_of(browser: Client) -> str:
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def test_what_stands_in_the_table_is_neither_the_key_nor_readable(db: None) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now(), browser=Client(headers={"user-agent": FIREFOX}))
    row = Session.objects.get(account=account)
    assert (row.session_key, row.device) == (hash_of_key(key_of(browser)), "Firefox · Android")
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM authentication_session s")
        text = cursor.fetchone()[0]
    assert [key_of(browser) in text, "_auth_user" in text, "127.0.0" in text] == [False] * 3
    # The hash itself opens nothing.
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/sign-in/mine/").status_code == 302


def test_a_key_that_somebody_laid_into_a_browser_beforehand_opens_nothing_afterwards(db: None) -> None:
    account = an_account()
    browser = Client()
    browser.post("/sign-in/", {"email": account.email, "way": "code"})
    laid = key_of(browser)
    browser.post("/sign-in/code/", {"code": newest_code(timezone.now())})
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = laid
    answers = [each.get("/sign-in/mine/").status_code for each in (browser, thief)]
    assert (key_of(browser) == laid, answers) == (False, [200, 302])


def test_a_session_that_was_moved_to_another_row_says_nothing(db: None) -> None:
    an_account()
    mine, hers = SessionStore(), SessionStore()
    for store, word in ((mine, "mine"), (hers, "hers")):
        store["word"] = word
        store.save()
    Session.objects.filter(session_key=hash_of_key(str(mine.session_key))).update(
        session_data=Session.objects.get(session_key=hash_of_key(str(hers.session_key))).session_data
    )
    assert SessionStore(mine.session_key).get("word") is None
    assert SessionStore(hers.session_key).get("word") == "hers"


def test_sessions_are_listed_and_ended_singly_or_all_but_the_one_at_hand(db: None) -> None:
    account, other = an_account(), an_account("other@example.se")
    browsers = [first_step(account, at=timezone.now()) for _ in range(3)]
    stranger = first_step(other, at=timezone.now())
    here = Session.objects.get(session_key=hash_of_key(key_of(browsers[0])))
    there = Session.objects.get(session_key=hash_of_key(key_of(browsers[1])))
    assert len(list_sessions(account_id=account.pk, at=timezone.now())) == 3
    assert stranger.post(f"/sign-in/mine/sessions/{there.id}/end/").status_code == 404
    assert browsers[0].post(f"/sign-in/mine/sessions/{there.id}/end/").status_code == 302
    assert [browser.get("/sign-in/mine/").status_code for browser in browsers] == [200, 302, 200]
    assert end_sessions(account_id=account.pk, keep=here.id, at=AT) == 1
    assert [browser.get("/sign-in/mine/").status_code for browser in browsers] == [200, 302, 302]
    assert stranger.get("/sign-in/mine/").status_code == 200


def test_a_new_password_signs_out_everywhere_else(db: None) -> None:
    account = an_account()
    here, there = (first_step(account, at=timezone.now()) for _ in range(2))
    assert here.post("/sign-in/mine/password/", {"password": "fyra gula lampor ute"}).status_code == 302
    assert [browser.get("/sign-in/mine/").status_code for browser in (here, there)] == [200, 302]


def remembered(account: Account, at: datetime) -> str:
    return note_sign_in(
        account_id=account.pk,
        by=Way.APP,
        with_factor=True,
        device="Firefox · Linux",
        browser_secret="",
        remember=True,
        language="en",
        at=at,
    )


@pytest.mark.parametrize("what", ["end all others", "a new password"])
def test_elsewhere_no_browser_stands_in_for_the_second_step_any_more(db: None, what: str) -> None:
    account, other = an_account(), an_account("other@example.se")
    now = timezone.now()
    here = first_step(account, at=now)
    mine, there, hers = remembered(account, now), remembered(account, now), remembered(other, now)
    here.cookies[settings.BROWSER_COOKIE_NAME] = mine
    if what == "a new password":
        answer = here.post("/sign-in/mine/password/", {"password": "fyra gula lampor ute"})
    else:
        answer = here.post("/sign-in/mine/sessions/end/")
    assert answer.status_code == 302
    kept = [is_remembered(account_id=account.pk, secret=each, at=now) for each in (mine, there)]
    assert (kept, is_remembered(account_id=other.pk, secret=hers, at=now)) == ([True, False], True)
    with association_scope(INSTALLATION):
        entries = Entry.objects.filter(action="authentication.browsers_forgotten")
        assert [entry.header for entry in entries] == [{"forgotten": 1}]


def test_without_its_second_step_no_session_counts_as_having_passed_it(db: None) -> None:
    account = an_account()
    now = timezone.now()
    give_app(account, now)
    stores = []
    for _ in range(2):
        store = SessionStore()
        store[SESSION_KEY], store["word"] = str(account.pk), "kept"
        store.keep_proof(Proof(signed_in_at=now, factor_at=now, fresh_at=now, seen_at=now))
        store.save()
        stores.append(store)
    factor = Authenticator.objects.get(user=account)
    remove_factors(account_id=account.pk, factor_ids=[factor.pk], language="en", at=now)
    found = [SessionStore(store.session_key) for store in stores]
    assert [(store.proof.factor_at, store["word"]) for store in found] == [(None, "kept")] * 2


def test_nor_does_the_browser_in_which_it_was_removed(db: None) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now())
    give_app(account, timezone.now())
    store = SessionStore(key_of(browser))
    store.keep_proof(replace(store.proof, factor_at=timezone.now()))
    store.save()
    factor = Authenticator.objects.get(user=account)
    assert browser.post(f"/sign-in/mine/second-step/{factor.pk}/remove/").status_code == 302
    proof = SessionStore(key_of(browser)).proof
    assert (proof is not None, proof.factor_at, browser.get("/sign-in/mine/").status_code) == (
        True,
        None,
        200,
    )


def test_whoever_has_no_access_any_more_is_out_of_every_browser_at_once(association: UUID) -> None:
    an_officer(association, email="left@example.se")
    account = an_officer(association)
    browser = first_step(account, at=timezone.now())
    half_way = Client()
    half_way.post("/sign-in/", {"email": account.email, "way": "code"})
    with association_scope(association), transaction.atomic():
        end_access(account_ids=[account.pk], actor=ACTOR, at=timezone.now())
    for table in (Session, Challenge, KnownBrowser, Draft):
        assert table.objects.filter(account=account).count() == 0, table
    assert browser.get("/klubben/")["Location"] == "/klubben/sign-in/"


def test_what_is_over_is_forgotten_at_night_and_the_rest_stays(db: None) -> None:
    account = an_account()
    first_step(account, at=timezone.now())
    kept = [Session, Challenge, KnownBrowser, RateCounter]
    counts = [table.objects.count() for table in kept]
    assert forget_expired(at=timezone.now()) == 0
    assert [table.objects.count() for table in kept] == counts
    forget_expired(at=timezone.now() + timedelta(days=181))
    assert [table.objects.count() for table in kept] == [0, 0, 0, 0]


def test_what_the_table_says_of_whose_a_session_is_signs_in_nobody(db: None) -> None:
    mine, hers = an_account(), an_account("hers@example.org")
    browser = first_step(mine, at=timezone.now())
    Session.objects.filter(account=mine).update(account=hers)
    page = browser.get("/sign-in/mine/").content.decode()
    assert [address in page for address in (mine.email, hers.email)] == [True, False]


def test_who_asks_comes_along_with_the_session_and_costs_no_query_of_its_own(
    db: None, queries: Callable[..., Any]
) -> None:
    account = an_account()
    key = key_of(first_step(account, at=timezone.now()))
    store = SessionStore(key)
    with queries(1):
        found = store.account(backends=settings.AUTHENTICATION_BACKENDS)
    assert found == account


@pytest.mark.parametrize("change", [{"auth_epoch": 7}, {"is_active": False}, {"password": "another"}])
def test_whoever_is_in_doubt_does_not_come_along(db: None, change: dict[str, Any]) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now())
    Account.objects.filter(pk=account.pk).update(**change)
    assert SessionStore(key_of(browser)).account(backends=settings.AUTHENTICATION_BACKENDS) is None
    assert browser.get("/sign-in/mine/").status_code == 302
