"""Away for half an hour over a form that htmx sends or helps with: what was typed waits behind the new sign-in."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from matrikel.access.models import Account
from matrikel.authentication.actions.set_password import set_password
from matrikel.authentication.models import Draft, Session
from matrikel.people.models import Person
from tests.factories.people import a_person, register
from tests.stories.conftest import LiveOffice

PASSWORD = "seven words that are only mine"


@pytest.fixture
def officers(live_office: LiveOffice, browser_page: Page) -> Page:
    """Return the page of a secretary who has a password."""
    link = live_office.sign_in_link()
    officer = live_office.do(lambda: Account.objects.get(email="eva@example.se").pk)
    live_office.apart(
        lambda: set_password(account_id=officer, password=PASSWORD, language="en", at=timezone.now())
    )
    browser_page.goto(link)
    browser_page.get_by_role("button", name="Sign in").click()
    browser_page.wait_for_url(f"{live_office.url}/klubben/")
    return browser_page


def go_away(live_office: LiveOffice) -> None:
    live_office.do(lambda: Session.objects.update(seen_at=timezone.now() - timedelta(minutes=31)))


def come_back(page: Page, no_violations: Callable[[Page], None]) -> None:
    page.wait_for_url("**/again/")
    expect(page.get_by_role("main")).to_contain_text("What you have filled in is kept.")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on with the password").click()
    page.wait_for_url("**/go-on/")
    no_violations(page)
    page.get_by_role("button", name="Send it now").click()


def test_a_search_that_was_typed_after_half_an_hour_is_answered_after_signing_in_again(
    live_office: LiveOffice, officers: Page, no_violations: Callable[[Page], None]
) -> None:
    page = officers
    live_office.do(lambda: register(a_person("Anna", "Sköldunge"), a_person("Karl", "Berg")))
    page.goto(f"{live_office.url}/klubben/people/")
    go_away(live_office)
    page.locator("#listing-search").fill("Sköldunge")
    page.wait_for_url("**/again/")
    # Sealed, and the author's alone; the name that was looked for stands in no address.
    kept = live_office.do(lambda: bytes(Draft.objects.get().sealed))
    assert ("Sköldunge".encode() in kept, "ldunge" in page.url) == (False, False)
    come_back(page, no_violations)
    page.wait_for_url(re.compile(r"/klubben/people/\?s=[\w-]+$"))
    assert "ldunge" not in page.url
    expect(page.locator("#listing-results")).to_contain_text("Anna Sköldunge")
    expect(page.locator("#listing-results")).not_to_contain_text("Karl Berg")
    expect(page.locator("#listing-search")).to_have_value("Sköldunge")


def test_whoever_types_on_after_half_an_hour_loses_nothing_and_saves_after_signing_in_again(
    live_office: LiveOffice, officers: Page, no_violations: Callable[[Page], None]
) -> None:
    page, new_person = officers, f"{live_office.url}/klubben/people/new/"
    page.goto(new_person)
    go_away(live_office)
    # A field asks at once who is alike: nothing leads away from the half-filled form for that.
    with page.expect_response("**/similar/") as asked:
        page.locator("[name=given_name]").fill("Ida")
        page.locator("[name=family_name]").fill("Sköldunge")
    assert (asked.value.status, page.url) == (204, new_person)
    expect(page.locator("[name=given_name]")).to_have_value("Ida")
    page.get_by_role("button", name="Add member").click()
    come_back(page, no_violations)
    page.wait_for_url(re.compile(r"/klubben/people/[0-9a-f-]{36}/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ida Sköldunge")
    found = live_office.do(lambda: list(Person.objects.values_list("given_name", "family_name")))
    assert found == [("Ida", "Sköldunge")]
    later = timezone.now() + timedelta(minutes=30)
    assert live_office.do(lambda: Draft.objects.filter(expires_at__gt=later).count()) == 0
