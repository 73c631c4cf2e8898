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


def test_typing_into_the_field_at_the_top_answers_as_the_dialog_does(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    page.locator("#top-search").click()
    page.keyboard.type("zein")
    expect(page.locator(".search-result.is-marked")).to_contain_text("Zeinab Öst")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_office.url}/klubben/people/{members[-1]}/")
    # Reached with the tabulator: what is typed goes on in the dialog, without losing a letter.
    page.locator("#top-search").focus()
    page.keyboard.type("anna07")
    expect(page.locator("#search-dialog-input")).to_have_value("anna07")
    expect(page.locator(".search-result.is-marked")).to_contain_text("Anna07 Ek")


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


def test_ticks_stay_over_pages_and_searches_until_something_is_begun_with_them(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    people = f"{live_office.url}/klubben/people/"
    page.goto(people)
    page.get_by_label("Select Anna01 Ek").check()
    page.get_by_role("link", name="Next").click()
    page.get_by_label("Select Zeinab Öst").check()
    bar = page.locator("[data-selection-bar]")
    expect(bar).to_contain_text("2 selected · 1 not shown here")
    page.locator("#listing-search").fill("anna0")
    expect(page.get_by_label("Select Anna01 Ek")).to_be_checked()
    page.locator("#listing-search").fill("nobody is called so")
    expect(page.locator("#listing-results")).to_contain_text("Nothing matches")
    expect(bar).to_contain_text("2 selected · 2 not shown here")
    assert members[1] not in page.url
    page.goto(people)
    bar.get_by_role("button", name="Change…").click()
    expect(page.get_by_role("main")).to_contain_text("2 people chosen")
    page.get_by_role("button", name="Language").click()
    page.get_by_label("Language").select_option("fi")
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url("**/changes/*-*/")
    page.goto(people)
    expect(page.get_by_label("Select Anna01 Ek")).not_to_be_checked()
    expect(bar).to_be_hidden()


def test_ticks_end_with_the_list_that_was_shared(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    people = f"{live_office.url}/klubben/people/"
    page.goto(people)
    page.get_by_label("Select Anna01 Ek").check()
    page.locator("[data-selection-bar]").get_by_role("button", name="Share…").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Anna01 Ek")
    page.get_by_label("What is the list called?").fill("Walk on Sunday")
    page.get_by_label("Who reads it?").fill("Disa")
    page.get_by_label("E-mail address").fill("disa@example.se")
    page.get_by_label("What is it for?").select_option("activities")
    page.get_by_role("button", name="Share the list").click()
    expect(main).to_contain_text("1 person")
    page.goto(people)
    expect(page.get_by_label("Select Anna01 Ek")).not_to_be_checked()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('ticked'))") == []


def test_all_ticks_are_cleared_at_once_and_with_signing_out(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    page.goto(f"{live_office.url}/klubben/people/")
    bar = page.locator("[data-selection-bar]")
    page.get_by_label("Select all on this page").check()
    page.get_by_role("link", name="Next").click()
    expect(bar).to_contain_text("25 selected · 25 not shown here")
    page.mouse.wheel(0, 4000)
    expect(bar).to_be_in_viewport()
    page.get_by_role("button", name="Untick all").click()
    expect(bar).to_be_hidden()
    page.get_by_role("link", name="Previous").click()
    expect(page.get_by_label("Select Anna01 Ek")).not_to_be_checked()
    page.get_by_label("Select Anna01 Ek").check()
    page.locator(".menu-avatar summary").last.click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('ticked'))") == []


def test_on_a_phone_a_menu_puts_the_list_in_another_order_and_keeps_the_question(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_office.url}/klubben/people/?status=member")
    menu, first = page.locator("#listing-sort"), page.locator("main .data-table tbody tr").first
    expect(menu).to_be_visible()
    expect(first).to_contain_text("Anna00 Ek")
    menu.select_option("-name")
    page.locator(".listing-sort button").click()
    expect(first).to_contain_text("Zeinab Öst")
    expect(page).to_have_url(re.compile(r"status=member.*sort=-name|sort=-name.*status=member"))
    # Whoever comes back finds the menu as it was left, and the next page goes on in that order.
    page.reload()
    expect(menu).to_have_value("-name")
    expect(first).to_contain_text("Zeinab Öst")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth") is True
