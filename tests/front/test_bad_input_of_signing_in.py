"""Sessions, links, clocks and names that are forged, stale or torn: each has one outcome, and nobody comes in by it."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.end_access import end_access
from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import SignInLink, Term
from matrikel.authentication.actions.use_factor_code import use_factor_code
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.models import Session
from matrikel.authentication.queries import ask_to_make_passkey
from matrikel.authentication.rules.proofs import Way
from matrikel.kernel.scope import association_scope
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, make_association, sign_in
from tests.factories.passkeys import Device
from tests.factories.people import type_of
from tests.factories.sign_ins import HERE, an_account, code_of_app, first_step, give_app, letters

# --- Sessions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "held",
    [
        "",
        "x",
        "a" * 32,
        "0" * 40,
        "a" * 5_000,
        "../../etc/passwd",
        "' OR 1=1 --",
        "%00",
        "ÿþ",
        "é" * 32,
        '{"_auth_user_id": 1}',
    ],
)
def test_what_is_no_session_of_ours_opens_nothing_and_breaks_nothing(association: UUID, held: str) -> None:
    officer = sign_in(Client(), association)
    hash_in_the_table = Session.objects.get().session_key
    for cookie in (held, hash_in_the_table, officer.cookies[settings.SESSION_COOKIE_NAME].value[:-1]):
        browser = Client(raise_request_exception=False)
        browser.cookies[settings.SESSION_COOKIE_NAME] = cookie
        for path in ("/klubben/", "/klubben/people/", "/sign-in/mine/"):
            answer = browser.get(path)
            assert (answer.status_code, "/sign-in/" in answer.get("Location", "")) == (302, True)
    assert officer.get("/klubben/").status_code == 200


def test_a_session_that_ran_out_or_was_ended_elsewhere_opens_nothing_and_is_not_revived(
    association: UUID,
) -> None:
    browser = sign_in(Client(), association)
    stale = browser.cookies[settings.SESSION_COOKIE_NAME].value
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/klubben/")["Location"].startswith("/klubben/sign-in/")
    Session.objects.all().delete()
    for method in ("get", "post"):
        browser.cookies[settings.SESSION_COOKIE_NAME] = stale
        assert getattr(browser, method)("/klubben/people/new/").status_code == 302
    assert Session.objects.filter(account__isnull=False).count() == 0


# --- Terms that end while a request is open ----------------------------------------------------------------------


@pytest.mark.parametrize("how", ["term", "access"])
def test_a_request_that_is_open_while_its_term_ends_is_finished_once_and_the_next_is_shut_out(
    in_threads: Callable[..., list[Any]], how: str
) -> None:
    """What had passed the door belongs to the time before; nothing of it brings the session or the term back."""
    association = make_association()
    officer = sign_in(Client(raise_request_exception=False), association, role="membership_secretary")
    sign_in(Client(), association, role="chair", email="chair@example.se")
    account = UUID(officer.session["_auth_user_id"])
    assert officer.get("/klubben/people/new/").status_code == 200
    with association_scope(association), transaction.atomic():
        typed = {"given_name": "Sen", "family_name": "Ek", "type": str(type_of()), "starts_on": "2026-11-01"}
    is_inside, is_over = Event(), Event()

    def works(meet: Callable[[], object]) -> int:
        def waits(execute: Any, sql: str, *rest: Any) -> Any:
            if "people_person" in sql and not sql.startswith("SELECT") and not is_inside.is_set():
                is_inside.set()
                assert is_over.wait(20)
            return execute(sql, *rest)

        with connection.execute_wrapper(waits):
            return officer.post("/klubben/people/new/", typed).status_code

    def ends(meet: Callable[[], object]) -> None:
        assert is_inside.wait(20)
        with association_scope(association), transaction.atomic():
            if how == "access":
                end_access(account_ids=[account], actor=ACTOR, at=timezone.now())
            else:
                terms = list(Term.objects.filter(account_id=account).values_list("id", flat=True))
                end_terms(term_ids=terms, ends_on=timezone.localdate(), actor=ACTOR, at=timezone.now())
        is_over.set()

    assert in_threads(works, ends) == [302, None]
    with association_scope(association), transaction.atomic():
        assert Person.objects.filter(given_name="Sen").count() == 1
    after = [officer.get("/klubben/people/"), officer.post("/klubben/people/new/", typed)]
    assert [answer.status_code for answer in after] == ([302, 302] if how == "access" else [404, 404])
    with association_scope(association), transaction.atomic():
        assert Person.objects.filter(given_name="Sen").count() == 1
        assert Session.objects.filter(account_id=account).count() == (0 if how == "access" else 1)


# --- Links ---------------------------------------------------------------------------------------------------------

FORGED = [
    "x",
    "a" * 43,
    "A" * 43,
    "a" * 4_000,
    "%00",
    "..",
    "å",
    "' OR 1=1 --",
    "<script>",
    "\u202e",
    "mine%2F..",
]


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("start", ["/sign-in/", "/invitation/", "/klubben/role/"])
def test_a_forged_link_is_told_apart_from_no_other_and_signs_nobody_in(
    association: UUID, start: str, forged: str
) -> None:
    browser = Client(raise_request_exception=False)
    path = f"{start}{quote(forged)}/"
    answers = [browser.post(path), browser.get(path), browser.post(path)]
    assert {answer.status_code for answer in answers} <= {200, 404, 410}
    assert {answer.status_code for answer in (answers[0], answers[2])} <= {404, 410}
    assert ("_auth_user_id" in browser.session, "<script>" in answers[0].text) == (False, False)


def test_a_link_that_is_nearly_right_or_a_second_too_old_signs_nobody_in(association: UUID) -> None:
    from matrikel.access.actions.make_sign_in_link import make_sign_in_link

    (account_id,) = grant_terms(
        terms=[NewTerm(email="eva@example.se", role="secretary", starts_on=date(2020, 1, 1))],
        actor=ACTOR,
        at=AT,
    )
    link = make_sign_in_link(account_id=account_id, lands_on="/", actor=ACTOR, at=timezone.now())
    start, secret = link.rstrip("/").rsplit("/", 1)
    for near in (secret[:-1], secret + "a", secret.swapcase(), secret[::-1], f"{secret} ", f"{secret}="):
        assert Client().post(f"{start}/{quote(near)}/").status_code == 410
    SignInLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().post(link).status_code == 410
    SignInLink.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert Client().post(link).status_code == 302


# --- Clocks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("skew", "comes_in"),
    [(-86_400, False), (-61, False), (-31, False), (-30, True), (-1, True), (0, True), (29, True), (59, True),
     (60, False), (90, False), (86_400, False)],
)  # fmt: skip
def test_an_apps_clock_may_be_a_step_of_thirty_seconds_ahead_or_behind_and_no_more(
    db: None, skew: int, comes_in: bool
) -> None:
    account = an_account()
    secret = give_app(account, AT - timedelta(days=2))
    code = code_of_app(secret, AT + timedelta(seconds=skew))
    if comes_in:
        assert use(account.pk, code) is Way.APP
    else:
        with pytest.raises(ProofRefused):
            use(account.pk, code)


def test_a_clock_that_is_set_back_makes_no_used_code_work_again(db: None) -> None:
    account = an_account()
    secret = give_app(account, AT - timedelta(days=2))
    assert use(account.pk, code_of_app(secret, AT)) is Way.APP
    for back in (0, 30, 60, 3_600):
        for step in (-1, 0):
            code = code_of_app(secret, AT - timedelta(seconds=back), steps=step)
            with pytest.raises(ProofRefused):
                use(account.pk, code, back=back)


def use(account_id: UUID, code: str, *, back: int = 0) -> Way:
    at = AT - timedelta(seconds=back)
    # Each from elsewhere: here no limit is meant.
    return use_factor_code(account_id=account_id, code=code, neighbourhood=HERE, language="en", at=at)


# --- Headers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["Phone\r\nBcc: thief@example.org", "Phone\nSubject: x", "\u2028x", "\x00", "\x1b[2J", "<b>" * 40]
)
def test_what_a_passkey_is_called_breaks_out_of_no_letter_and_no_page(db: None, name: str) -> None:
    account = an_account()
    browser = first_step(account, at=timezone.now(), browser=Client(raise_request_exception=False))
    asked = ask_to_make_passkey(account=account, origin="http://testserver", at=timezone.now())
    answer = Device(account).made(asked, origin="http://testserver", host="testserver")
    made = browser.post("/sign-in/mine/passkeys/", {"name": name, "answer": answer, "token": asked.token})
    assert made["Location"] == "/sign-in/mine/recovery-codes/"
    letter = letters()[-1]
    assert (letter.to, letter.content.subject) == ("eva@example.se", "You have a new passkey")
    assert "<b>" not in browser.get("/sign-in/mine/").text


@pytest.mark.parametrize(
    "place", ["HTTP_USER_AGENT", "HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_X_FORWARDED_FOR"]
)
@pytest.mark.parametrize(
    "said", ["Firefox/1\r\nBcc: x@example.org", "x" * 10_000, "\x00", "<script>alert(1)</script>", "ÿ"]
)
def test_what_a_browser_says_of_itself_stands_in_no_header_and_in_no_letter(
    db: None, place: str, said: str
) -> None:
    account = an_account()
    first_step(account, at=timezone.now())
    browser = first_step(
        account, at=timezone.now(), browser=Client(raise_request_exception=False, **{place: said})
    )
    page = browser.get("/sign-in/mine/")
    assert page.status_code == 200
    sent = [letter for letter in letters() if "new device" in letter.content.subject]
    assert len(sent) == 1
    for text in (page.text, str(page.headers), sent[0].content.subject, str(sent[0].content.blocks)):
        assert ("Bcc" in text, "<script>alert" in text, "x" * 200 in text) == (False, False, False)
