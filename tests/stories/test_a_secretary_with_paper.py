"""A choir's only officer, without a smartphone, signs in for the second time: she prints a sheet, and it opens."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.factories.sign_ins import an_officer
from tests.stories.conftest import LiveOffice
from tests.stories.test_sign_in_with_a_passkey import code_from_the_letter


def first_step(live_office: LiveOffice, page: Page) -> None:
    page.goto(f"{live_office.url}/klubben/people/")
    page.get_by_label("E-mail").fill("birgit@example.se")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/code/")
    page.get_by_label("Code from the letter").fill(code_from_the_letter(live_office, page))
    page.get_by_role("button", name="Sign in").click()


def test_from_the_wall_to_the_register_with_a_sheet_of_paper(
    live_office: LiveOffice, browser_page: Page, no_violations: Callable[[Page], None]
) -> None:
    page, people = browser_page, f"{live_office.url}/klubben/people/"
    live_office.do(lambda: an_officer(live_office.association, email="birgit@example.se"))
    first_step(live_office, page)

    # Why, and by what: this computer knows nobody by finger, face or PIN, so that the passkey stands last.
    page.wait_for_url("**/mine/second-step/")
    expect(page.get_by_role("main")).to_contain_text("other people's addresses and birthdays")
    expect(page.locator(".step-way h2").last).to_have_text("With this device")
    expect(page.locator(".step-way .btn-primary")).to_have_text(["Make a code sheet"])
    no_violations(page)

    page.get_by_role("link", name="Make a code sheet").click()
    page.get_by_role("button", name="Make the code sheet").click()
    expect(page.locator(".step-codes li")).to_have_count(10)
    no_violations(page)
    codes = page.locator(".step-codes li").all_inner_texts()

    # On paper stand the codes and whose they are, and no buttons.
    page.emulate_media(media="print")
    assert [page.get_by_role("button", name=name).is_visible() for name in ("Print the sheet", "Go on")] == [
        False,
        False,
    ]
    expect(page.locator(".step-sheet")).to_contain_text("birgit@example.se")
    page.emulate_media(media="screen")

    page.get_by_label("A code from your sheet").fill("11112222")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("does not stand on your sheet")
    expect(page.locator(".step-codes li")).to_have_text(codes)
    page.get_by_label("A code from your sheet").fill(codes[0])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(people)
    no_violations(page)

    # A week later, in the same kitchen: the letter's code, then the next one on the sheet.
    page.context.clear_cookies()
    first_step(live_office, page)
    page.wait_for_url("**/second-step/")
    page.get_by_text("Lost the sheet?").click()
    expect(page.get_by_role("main")).to_contain_text("Whoever runs this installation can")
    no_violations(page)
    page.get_by_label("The next code on your sheet").fill(codes[1])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(people)
