"""With the keyboard from a few letters to a person, and rows that stay chosen from page to page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import TODAY
from tests.factories.people import a_person, admit, register
from tests.stories.conftest import LiveOffice


@pytest.fixture
def members(live_office: LiveOffice) -> list[str]:
    """Thirty members, so that the list has two pages."""

    def enter() -> list[str]:
        names = [f"Anna{number:02}" for number in range(29)]
        people = register(*(a_person(name, "Ek") for name in names), a_person("Zeinab", "Öst"))
        for person_id in people:
            admit(person_id, TODAY.replace(year=2020))
        return [str(person_id) for person_id in people]

    return live_office.do(enter)


def test_enter_opens_the_marked_hit_and_the_arrows_lead_to_the_others(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    page.keyboard.press("Control+k")
    page.keyboard.type("zein")
    # Pressed before anything was found: it is opened as soon as it is.
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_office.url}/klubben/people/{members[-1]}/")
    page.keyboard.press("Control+k")
    page.keyboard.type("anna")
    expect(page.locator(".search-result.is-marked")).to_contain_text("Anna00 Ek")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_office.url}/klubben/people/{members[1]}/")


def test_what_finds_nothing_opens_nothing_and_can_be_mended(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    page.keyboard.press("Control+k")
    page.keyboard.type("xyzzy")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results")).to_contain_text("Nothing found")
    assert page.url == f"{live_office.url}/klubben/"
    page.locator("#search-dialog-input").fill("zei")
    expect(page.locator(".search-result.is-marked")).to_have_text(re.compile("Zeinab Öst"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_office.url}/klubben/people/{members[-1]}/")
