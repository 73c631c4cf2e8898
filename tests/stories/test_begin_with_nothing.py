"""Somebody who is no host begins an empty association in the demo: one press, a name, three answers, and the list."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.stories.conftest import LiveOffice


def test_from_the_sign_in_page_to_bringing_in_a_list(
    live_office: LiveOffice, browser_page: Page, no_violations: Callable[[Page], None]
) -> None:
    page = browser_page
    page.goto(f"{live_office.url}/sign-in/")
    page.get_by_role("button", name="Begin with an empty association of your own").click()

    # The whole web address stands there while one types, by the name first and then by what was typed as address.
    shown = page.locator(".step-address strong")
    page.get_by_label("Name of the association").press_sequentially("Sjöbo Åk")
    expect(shown).to_have_text(f"{live_office.url}/sjobo-ak/")
    page.get_by_label("Web address").press_sequentially("Åka")
    expect(shown).to_have_text(f"{live_office.url}/aka/")
    page.get_by_label("Web address").fill("")
    expect(shown).to_have_text(f"{live_office.url}/sjobo-ak/")
    page.get_by_label("Your name").fill("Ada Berg")
    no_violations(page)
    page.get_by_role("button", name="Begin").click()

    page.wait_for_url("**/sjobo-ak/set-up/")
    page.get_by_role("main").get_by_role("link", name="Go on").click()
    for step in ("kind", "country"):
        page.wait_for_url(f"**/set-up/{step}/")
        no_violations(page)
        page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/set-up/members/")
    expect(page.get_by_role("link", name="Import a list")).to_be_visible()
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(re.compile(r"/set-up/$"))
    expect(page.get_by_role("heading", name="We have chosen this for you")).to_be_visible()
    no_violations(page)
    page.get_by_role("button", name="Done: go to Today").click()
    page.wait_for_url("**/sjobo-ak/")
