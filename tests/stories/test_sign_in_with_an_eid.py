"""An officer links her eID, signs in with it from then on, changes her mind at the broker, and takes it away again."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from matrikel.authentication import oidc
from matrikel.authentication.models import EidLink
from tests.factories.openid import Provider, broker_at, provider
from tests.stories.conftest import LiveOffice


@pytest.fixture
def prov(live_office: LiveOffice, settings: Any) -> Iterator[Provider]:
    """Return a broker that the live office speaks to."""
    oidc.forget_brokers()
    with provider([f"{live_office.url}/sign-in/eid/prov/"]) as found:
        settings.EID_BROKERS = (broker_at(found.issuer),)
        yield found


def test_from_the_link_to_the_broker_and_back(
    live_office: LiveOffice, browser_page: Page, no_violations: Callable[[Page], None], prov: Provider
) -> None:
    browser = browser_page.context.browser
    assert browser is not None
    # A page that may also ask the broker; whatever else it asks or complains of is wrong as ever.
    page, complaints = browser.new_page(locale="en-GB", reduced_motion="reduce"), list[str]()
    allowed = (live_office.url, prov.issuer, "data:")
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(allowed) else complaints.append(asked.url))
    people, mine = f"{live_office.url}/klubben/people/", f"{live_office.url}/sign-in/mine/"
    page.goto(live_office.sign_in_link())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"{live_office.url}/klubben/**")

    # Linked once, by whoever is signed in.
    page.goto(mine)
    page.get_by_role("button", name="Link it BankID").click()
    page.wait_for_url("**/recovery-codes/")
    page.goto(mine)
    no_violations(page)
    assert page.locator(".row-title", has_text="BankID").count() == 1

    # From then on it alone signs her in, and leads to where she was going.
    page.goto(f"{live_office.url}/klubben/")
    page.get_by_label("Account menu of Eva Lund").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in/")
    page.goto(people)
    no_violations(page)
    page.get_by_role("button", name="Sign in with BankID").click()
    page.wait_for_url(people)

    # Somebody else's eID is nobody's here, and the page says what to do.
    page.context.clear_cookies()
    prov.user = "karl"
    page.goto(f"{live_office.url}/klubben/sign-in/")
    page.get_by_role("button", name="Sign in with BankID").click()
    page.locator("#refusal").wait_for()
    no_violations(page)
    assert "not linked with a sign-in here yet" in page.locator("#refusal").inner_text()

    prov.user = "anna"
    page.get_by_role("button", name="Sign in with BankID").click()
    page.wait_for_url(f"{live_office.url}/klubben/")
    page.goto(mine)
    page.get_by_role("button", name="Remove BankID").click()
    page.get_by_text("You have no second step now.").wait_for()
    assert live_office.do(EidLink.objects.count) == 0
    assert complaints == []
