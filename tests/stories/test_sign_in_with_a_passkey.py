"""A new officer signs in with a code, makes a passkey on her phone, works, is away, comes back, and leaves."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from matrikel.access.actions.end_access import end_access
from matrikel.access.models import Account
from matrikel.authentication.models import Session
from tests.conftest import ACTOR
from tests.factories.sign_ins import an_officer
from tests.stories.conftest import LiveOffice

A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code_from_the_letter(live_office: LiveOffice, page: Page) -> str:
    live_office.work()
    here = page.url
    page.goto(f"{live_office.url}/sign-in/letter-box/")
    code = page.locator(".letter-code").first.inner_text().strip()
    page.goto(here)
    return code


def test_from_the_first_code_to_the_end_of_access(
    live_office: LiveOffice, browser_page: Page, no_violations: Callable[[Page], None]
) -> None:
    page, people = browser_page, f"{live_office.url}/klubben/people/"
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    phone = devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})["authenticatorId"]
    live_office.do(lambda: an_officer(live_office.association, role="chair", email="karl@example.se"))
    treasurer = live_office.do(lambda: an_officer(live_office.association, email="eva@example.se").pk)

    page.goto(people)
    no_violations(page)
    page.get_by_label("E-mail").fill("eva@example.se")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/code/")
    no_violations(page)
    page.get_by_label("Code from the letter").fill(code_from_the_letter(live_office, page))
    page.get_by_role("button", name="Sign in").click()

    # One step shows nobody; the second one is a touch.
    page.wait_for_url("**/mine/second-step/")
    no_violations(page)
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/recovery-codes/")
    page.get_by_role("button", name="Make recovery codes").click()
    no_violations(page)
    assert page.locator(".step-codes li").count() == 10
    page.get_by_role("link", name="I have them: go on").click()
    page.wait_for_url(people)
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]) == 1

    page.goto(f"{live_office.url}/sign-in/mine/")
    no_violations(page)
    assert page.locator(".row-title", has_text="Passkey:").count() == 1

    # Signed out, the passkey alone signs her in: the field offers it by itself, and a touch is enough.
    page.goto(f"{live_office.url}/klubben/")
    page.get_by_label("Account menu of Eva Lund").click()
    with page.expect_navigation(url=f"{live_office.url}/klubben/"):
        page.get_by_role("button", name="Sign out").click()

    # Away for half an hour over a form, she comes back to what she had typed.
    settings = f"{live_office.url}/klubben/settings/letters/"
    page.goto(settings)
    page.locator("[name=sender_name]").fill("Bländaren i Frånvaro")
    live_office.do(lambda: Session.objects.update(seen_at=timezone.now() - timedelta(minutes=31)))
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/again/")
    no_violations(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/go-on/")
    no_violations(page)
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(f"{live_office.url}/klubben/**")
    page.goto(settings)
    assert page.locator("[name=sender_name]").input_value() == "Bländaren i Frånvaro"

    # When her access ends she is out at once.
    no_touch = {"authenticatorId": phone, "enabled": False}
    devices.send("WebAuthn.setAutomaticPresenceSimulation", no_touch)
    live_office.do(lambda: end_access(account_ids=[treasurer], actor=ACTOR, at=timezone.now()))
    page.goto(people)
    page.wait_for_url("**/klubben/sign-in/**")
    assert live_office.do(lambda: Session.objects.filter(account=treasurer).count()) == 0
    assert live_office.do(lambda: Account.objects.filter(id=treasurer, is_active=True).exists()) is True
