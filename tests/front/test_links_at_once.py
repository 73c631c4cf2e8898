"""A link that works once works once, however many press it at the same time; and a term that is over ends a form too."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.end_terms import end_terms
from matrikel.access.actions.invite_association import invite_association
from matrikel.access.actions.invite_officers import NewOfficer, invite_officers
from matrikel.access.actions.make_sign_in_link import make_sign_in_link
from matrikel.access.models import Account, Term
from matrikel.authentication.models import RateCounter
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.organisations.models import Association
from matrikel.people.models import Person
from tests.conftest import ACTOR, club_day, make_association, sign_in
from tests.factories.people import type_of

MANY, HERE = 20, "https://matrikel.example"
Press = Callable[[Client], Any]


def a_sign_in_link() -> Press:
    association_id = make_association()
    account = UUID(sign_in(Client(), association_id).session["_auth_user_id"])
    with association_scope(association_id), transaction.atomic():
        path = make_sign_in_link(account_id=account, lands_on="/", actor=ACTOR, at=timezone.now())
    return lambda browser: browser.post(path)


def an_invitation() -> Press:
    with association_scope(INSTALLATION), transaction.atomic():
        path = invite_association(
            email="ny@example.se", language="en", country="SE", actor=ACTOR, at=timezone.now()
        )
    form = {"name": "Nya klubben", "slug": "nya", "display_name": "Eva", "position": "secretary"}
    return lambda browser: browser.post(path, form)


def a_role() -> Press:
    with association_scope(make_association()), transaction.atomic():
        officer = NewOfficer(
            email="kim@example.se", display_name="Kim", role="treasurer", starts_on=date(2026, 1, 1)
        )
        ((_id, url),) = invite_officers(
            officers=[officer], link_start=f"{HERE}/klubben/role/", actor=ACTOR, at=timezone.now()
        )
    return lambda browser: browser.post(f"{url.removeprefix(HERE).rstrip('/')}/")


@pytest.mark.parametrize("make", [a_sign_in_link, an_invitation, a_role])
def test_of_twenty_who_press_a_link_at_once_one_comes_in(
    in_threads: Callable[..., list[Any]], make: Callable[[], Press]
) -> None:
    press = make()

    def one(meet: Callable[[], object]) -> tuple[int, bool]:
        browser = Client(raise_request_exception=False)
        meet()
        status = press(browser).status_code
        return status, "_auth_user_id" in browser.session

    found = Counter(in_threads(*[one] * MANY))
    assert found.pop((302, True)) == 1
    # The others are told that it is over, that its address is taken by now, or to wait; nobody else is let in.
    assert {is_in for _status, is_in in found} == {False}
    assert {status for status, _is_in in found} <= {409, 410, 422, 429}
    with association_scope(INSTALLATION), transaction.atomic():
        assert Account.objects.filter(email__in=["ny@example.se", "kim@example.se"]).count() <= 1
        assert Association.objects.filter(slug="nya").count() <= 1


@pytest.mark.parametrize("make", [a_sign_in_link, an_invitation, a_role])
def test_whoever_guesses_links_has_to_wait_and_is_not_told_whether_there_are_any(
    db: None, make: Callable[[], Press]
) -> None:
    press = make()
    browser = Client(raise_request_exception=False)
    path = press(browser).wsgi_request.path
    start, secret = path.rstrip("/").rsplit("/", 1)
    statuses = [
        browser.post(f"{start}/{secret[:-8]}{number:08}/").status_code for number in range(10 * 10 + 5)
    ]
    assert set(statuses[:95]) == {410}
    waits = [press(Client()), browser.post(f"{start}/{'x' * 43}/")]
    assert [(answer.status_code, "Too many tries" in answer.text) for answer in waits] == [(429, True)] * 2
    # One link pressed over and over waits by itself, from wherever.
    RateCounter.objects.all().delete()
    again = [Client(REMOTE_ADDR=f"198.51.{number}.7").post(path).status_code for number in range(11)]
    assert (again[-1], 429 in again[:10]) == (429, False)


def test_an_invitation_that_has_to_wait_keeps_what_was_typed(db: None) -> None:
    press = an_invitation()
    RateCounter.objects.all().delete()
    path = ""
    for _ in range(11):
        answer = press(Client())
        path = answer.wsgi_request.path
    assert (answer.status_code, 'value="Nya klubben"' in answer.text) == (429, True)
    assert Client().get(path).status_code == 410


@pytest.mark.parametrize("make", [an_invitation, a_role])
def test_whoever_only_opens_links_is_counted_too(db: None, make: Callable[[], Press]) -> None:
    path = make()(Client()).wsgi_request.path
    found = [Client().get(path).status_code for _ in range(61)]
    assert (set(found[:60]), found[60]) == ({410}, 429)


def test_a_form_that_was_opened_before_the_term_ended_saves_nothing_after(association: UUID) -> None:
    chair = sign_in(Client(), association, role="chair")
    officer = sign_in(Client(), association, role="membership_secretary")
    opened = officer.get("/klubben/people/new/")
    assert (opened.status_code, chair.get("/klubben/").status_code) == (200, 200)
    account = UUID(officer.session["_auth_user_id"])
    today = club_day()
    terms = list(Term.objects.filter(account_id=account).values_list("id", flat=True))
    end_terms(term_ids=terms, ends_on=today, actor=ACTOR, at=timezone.now())
    typed = {"given_name": "Sen", "family_name": "Ek", "type": str(type_of()), "starts_on": "2026-11-01"}
    answers = [
        officer.post("/klubben/people/new/", typed),
        officer.post("/klubben/people/new/", typed, headers={"HX-Request": "true"}),
        officer.get("/klubben/people/"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Person.objects.filter(given_name="Sen").count() == 0


def test_a_term_of_tomorrow_opens_nothing_today_and_one_of_yesterday_nothing_more(association: UUID) -> None:
    officer = sign_in(Client(), association, role="membership_secretary")
    account, today = UUID(officer.session["_auth_user_id"]), club_day()
    term = Term.objects.get(account_id=account)
    found = []
    for begins, ends in ((1, 9), (-9, 0), (-9, 1), (0, 1)):
        term.during = (today + timedelta(days=begins), today + timedelta(days=ends))
        term.save(update_fields=["during"])
        found.append(officer.get("/klubben/people/").status_code)
    assert found == [404, 404, 200, 200]
