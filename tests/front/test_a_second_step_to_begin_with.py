"""The page that asks for a second step says why, offers paper, says who helps, and closes no page that needs none."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from matrikel.access.actions.grant_hosts import grant_hosts
from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account
from matrikel.authentication.actions.make_code_sheet import make_code_sheet
from matrikel.authentication.actions.take_code_sheet import take_code_sheet
from matrikel.authentication.actions.use_factor_code import use_factor_code
from matrikel.authentication.queries import list_codes_of_new_sheet
from matrikel.kernel.scope import association_scope
from matrikel.people.rules.records import NewPerson, PersonCore
from matrikel.ui.shell import HelpContact
from tests.conftest import ACTOR, make_association
from tests.factories.people import register
from tests.factories.sign_ins import HERE, a_member_who_signs_in, an_account, an_officer, first_step, give_app

SECOND = "/sign-in/second-step/"
SET_UP = "/sign-in/mine/second-step/"
SHEET = "/sign-in/mine/code-sheet/"
CODES = "/sign-in/mine/recovery-codes/"


def said(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_an_officer_reads_why_and_finds_three_ways_and_what_stays_open(association: UUID) -> None:
    with association_scope(association), transaction.atomic():
        (person,) = register(NewPerson(core=PersonCore(given_name="Eva", family_name="Lund")))
    officer = an_officer(association)
    a_member_who_signs_in(association, person, email=officer.email)
    browser = first_step(officer, at=timezone.now())
    assert browser.get("/klubben/people/")["Location"] == SET_UP
    page = browser.get(SET_UP)
    text = page.content.decode()
    assert "addresses and birthdays here. So that nobody who gets into your mailbox" in text
    offered = ("Make a passkey", f'href="{SHEET}"', 'href="/sign-in/mine/app/"')
    assert [each for each in offered if each not in text] == []
    assert [each.url for each in page.context["own_pages"]] == ["/klubben/me/"]
    assert ("BankID" in text, "eID" in text) == (False, False)
    # What she is led to opens indeed.
    assert (browser.get("/klubben/me/").status_code, browser.get("/sign-in/mine/").status_code) == (200, 200)


def test_a_plain_member_reads_that_none_is_needed(association: UUID) -> None:
    with association_scope(association), transaction.atomic():
        (person,) = register(NewPerson(core=PersonCore(given_name="Anna", family_name="Ek")))
    browser = first_step(a_member_who_signs_in(association, person), at=timezone.now())
    text = said(browser, SET_UP)
    assert ("You need none." in text, "other people" in text) == (True, False)
    assert "You need none, and can have one." in said(browser, "/sign-in/mine/")


def test_a_sheet_is_shown_until_a_code_was_typed_and_then_opens_the_office(association: UUID) -> None:
    browser = first_step(an_officer(association), at=timezone.now())
    browser.get("/klubben/people/")
    assert "<code>" not in said(browser, SHEET)
    made = browser.post(SHEET)
    codes = made.context["codes"]
    assert (made.status_code, len(codes), codes[0][4]) == (200, 10, " ")
    wrong = browser.post(SHEET, {"code": "1234 5678"})
    assert (wrong.status_code, wrong.context["codes"]) == (422, codes)
    assert browser.post(SHEET, {"code": codes[0]})["Location"] == "/klubben/people/"
    assert browser.get("/klubben/people/").status_code == 200
    # Taken, it shows its codes to nobody again.
    assert (browser.get(SHEET).context["codes"], browser.get(CODES)["Location"]) == ([], SHEET)


def test_with_few_codes_left_the_way_in_leads_by_a_new_sheet(association: UUID) -> None:
    officer, at = an_officer(association), timezone.now() - timedelta(days=2)
    make_code_sheet(account_id=officer.pk, at=at)
    codes = list_codes_of_new_sheet(account_id=officer.pk)
    take_code_sheet(account_id=officer.pk, code=codes[0], neighbourhood=HERE, language="en", at=at)
    for number, code in enumerate(codes[1:5]):
        then = at + timedelta(hours=number)
        use_factor_code(account_id=officer.pk, code=code, neighbourhood=HERE, language="en", at=then)
    led = []
    for code in codes[5:8]:
        browser = first_step(officer, at=timezone.now())
        assert "The next code on your sheet" in said(browser, SECOND)
        led.append(browser.post(SECOND, {"code": code})["Location"])
    assert led == ["/", SHEET, SHEET]
    text = said(browser, SHEET)
    assert ("You have 2 codes left on your sheet." in text, "Make a new sheet" in text) == (True, True)
    made = browser.post(SHEET).context
    assert (made["back"], made["sheet"].left, len(made["codes"])) == ("/", 2, 10)
    wrong = browser.post(SHEET, {"code": "12345678"})
    assert (wrong.status_code, wrong.context["sheet"].left) == (422, 2)
    assert browser.post(SHEET, {"code": made["codes"][0]})["Location"] == "/"
    assert browser.get(SHEET).context["sheet"].left == 9


@pytest.mark.parametrize(
    ("others", "is_helped"),
    [((), False), (("secretary",), True), (("treasurer",), False)],
    ids=["nobody else", "another who gives roles", "another who gives none"],
)
def test_whoever_lost_it_reads_who_really_can_help(
    association: UUID, settings: object, others: tuple[str, ...], is_helped: bool
) -> None:
    settings.MATRIKEL_HELP_CONTACT = HelpContact(name="Förbundets kansli", phone="08-123 45 67")  # type: ignore[attr-defined]
    officer = an_officer(association)
    for role in others:
        an_officer(association, role=role, email=f"{role}@example.se")
    give_app(officer, timezone.now() - timedelta(days=1))
    page = first_step(officer, at=timezone.now()).get(SECOND)
    text = page.content.decode()
    assert ("Ask an officer" in text, "Whoever runs this installation can" in text) == (
        is_helped,
        not is_helped,
    )
    # Whoever has a password of hers and nothing else does not read from it whose officer she is.
    assert "Klubben" not in text
    assert text.count("Förbundets kansli") == 1


def test_who_runs_the_installation_or_looks_after_two_is_sent_to_nobody_in_an_association(
    association: UUID,
) -> None:
    other = make_association("koren")
    host, of_two = an_account("host@example.se"), an_officer(association, email="two@example.se")
    an_officer(association, email="third@example.se")
    grant_hosts(emails=[host.email], actor=ACTOR, at=timezone.now(), display_name="Vera")
    with association_scope(other), transaction.atomic():
        term = NewTerm(email=of_two.email, role="secretary", starts_on=date(2020, 1, 1))
        grant_terms(terms=[term], actor=ACTOR, at=timezone.now())
    for account in (host, of_two):
        give_app(Account.objects.get(id=account.pk), timezone.now() - timedelta(days=1))
        assert first_step(account, at=timezone.now()).get(SECOND).context["is_helped"] is False
