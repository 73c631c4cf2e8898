"""An officer says from how many people a second one is asked; more than usual waits for that second one."""

from collections.abc import Callable

from playwright.sync_api import Page

from matrikel.exports.ceilings import get_ceilings
from tests.stories.conftest import LiveOffice


def test_fewer_people_hold_at_once_and_more_than_usual_waits(
    live_office: LiveOffice, signed_in: Page, no_violations: Callable[[Page], None]
) -> None:
    page = signed_in
    page.goto(f"{live_office.url}/klubben/settings/")
    page.get_by_role("link", name="Large lists").click()
    page.get_by_label("People whom one officer takes out on lists within 24 hours").fill("100")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert live_office.do(get_ceilings).taken == 100
    page.get_by_label("People whose pages one officer opens within 24 hours").fill("400")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Nobody else could agree to this.").wait_for()
    no_violations(page)
    assert live_office.do(get_ceilings).opened is None
    page.get_by_role("main").get_by_role("link", name="What needs two").first.click()
    said = "Let one officer open 400 people within a day before others are told"
    page.get_by_role("link", name=said).wait_for()
    no_violations(page)
