"""A term of office: invited by letter, at work the same evening, gone at midnight; and out at once when it must be."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from matrikel.access.models import Account, SignInLink
from matrikel.access.queries import find_entrance
from matrikel.exports.actions.confirm_export import confirm_export
from matrikel.exports.actions.start_export import start_export
from matrikel.exports.models import Export
from matrikel.kernel.actors import Actor, ActorKind, Right
from matrikel.selections.rules import Chosen, Question
from tests.factories.people import a_person, register
from tests.stories.conftest import LiveOffice

PAGES = ("", "people/", "households/", "board/", "settings/", "me/")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return what sets the clock of the running office."""
    real = timezone.now

    def set_to(instant: datetime) -> None:
        began = real()
        monkeypatch.setattr(timezone, "now", lambda: instant + (real() - began))

    return set_to


def other_browser(page: Page) -> BrowserContext:
    browser = page.context.browser
    assert isinstance(browser, Browser)
    return browser.new_context(locale="en-GB")


def statuses(context: BrowserContext, office: LiveOffice) -> set[int]:
    answers = [context.request.get(f"{office.url}/klubben/{page}", max_redirects=0) for page in PAGES]
    return {answer.status for answer in answers}


def test_invited_at_work_and_gone_at_midnight(
    live_office: LiveOffice,
    browser_page: Page,
    clock: Callable[[datetime], None],
    settings: Any,
    no_violations: Callable[[Page], None],
) -> None:
    evening = datetime(2026, 12, 30, 23, 50, tzinfo=STOCKHOLM).astimezone(UTC)
    (anna,) = live_office.do(lambda: register(a_person("Anna", "Ek")))
    clock(evening)
    page = browser_page
    page.goto(live_office.sign_in_link())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Board and roles").first.click()
    page.get_by_role("link", name="Give somebody a role").click()
    no_violations(page)
    main = page.get_by_role("main")
    main.get_by_label("Name", exact=True).fill("Karl Karlsson")
    main.get_by_label("E-mail").fill("karl@example.se")
    main.get_by_label("Role").select_option("treasurer")
    main.get_by_label("Until and with").fill("2026-12-30")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("main")).to_contain_text("Karl Karlsson")
    no_violations(page)
    link = page.locator("#made-link").input_value()
    # From here on it is no demonstration: a link alone opens nobody's details.
    settings.IS_DEMO = False

    with other_browser(page) as karls:
        his = karls.new_page()
        his.goto(link)
        expect(his.get_by_role("main")).to_contain_text("Kassör")
        his.get_by_role("button", name="Ta emot uppdraget").click()
        _make_a_passkey(his)
        his.goto(f"{live_office.url}/klubben/people/{anna}/")
        expect(his.get_by_role("heading", level=1)).to_have_text("Anna Ek")
        assert 200 in statuses(karls, live_office)
        clock(datetime(2026, 12, 31, 0, 0, 1, tzinfo=STOCKHOLM).astimezone(UTC))
        assert statuses(karls, live_office) == {404}
        again = karls.request.get(link, max_redirects=0)
        assert again.status == 410


def test_whoever_has_to_go_is_out_of_two_browsers_a_link_and_an_export_within_five_seconds(
    live_office: LiveOffice, signed_in: Page
) -> None:
    live_office.do(lambda: register(*(a_person(f"Person {number}") for number in range(3))))
    page = signed_in
    with other_browser(page) as laptop, other_browser(page) as phone:
        for browser in (laptop, phone):
            his = browser.new_page()
            his.goto(live_office.sign_in_link(role="treasurer", email="karl@example.se"))
            his.get_by_role("button", name="Sign in").click()
            his.wait_for_url(f"{live_office.url}/klubben/")
        left = live_office.sign_in_link(role="treasurer", email="karl@example.se")
        export_id = live_office.do(_queue_an_export)
        page.goto(f"{live_office.url}/klubben/board/")
        page.get_by_role("link", name="Eva Lund").last.click()
        page.get_by_role("link", name="End access…").click()

        began = time.monotonic()
        page.get_by_role("button", name="End access now").click()
        page.wait_for_url(f"{live_office.url}/klubben/board/")
        shut = [
            browser.request.get(f"{live_office.url}/klubben/", max_redirects=0).status
            for browser in (laptop, phone)
        ]
        took = time.monotonic() - began
        assert (shut, took < 5) == ([302, 302], True)

        assert [statuses(browser, live_office) for browser in (laptop, phone)] == [{302}, {302}]
        pressed = laptop.new_page()
        pressed.goto(left)
        pressed.get_by_role("button", name="Sign in").click()
        expect(pressed.get_by_role("main")).to_contain_text("does not work any more")
        state = live_office.do(lambda: Export.objects.get(id=export_id).state)
        links = live_office.do(lambda: SignInLink.objects.filter(used_at=None).count())
        assert (state, links) == ("WITHDRAWN", 0)


def _make_a_passkey(page: Page) -> None:
    """Let the telephone know its owner, as if by a finger, and go on to where the letter led."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("button", name="Make a passkey")).to_have_count(0)


def _queue_an_export() -> UUID:
    account = Account.objects.get(email="karl@example.se")
    entrance = find_entrance(account_id=account.id, at=timezone.now())
    assert entrance is not None
    assert entrance.presence is not None
    viewer = entrance.presence.viewer_for(Right.PEOPLE_EXPORT)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account.id)
    export_id = start_export(
        chosen=Chosen(question=Question()),
        columns=[],
        purpose="membership",
        form="CSV",
        language="sv",
        viewer=viewer,
        on=entrance.today,
        actor=actor,
        at=timezone.now(),
    )
    confirm_export(export_id=export_id, viewer=viewer, actor=actor, at=timezone.now())
    return export_id
