"""A term of office: invited by letter, at work the same evening, gone at midnight; and out at once when it must be."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from matrikel.access.models import Account, SignInLink
from matrikel.access.queries import find_entrance
from matrikel.authentication.actions.reset_factors import reset_factors
from matrikel.authentication.models import FactorReset
from matrikel.exports.actions.confirm_export import confirm_export
from matrikel.exports.actions.start_export import start_export
from matrikel.exports.models import Export
from matrikel.exports.rules.limits import AT_ONCE
from matrikel.kernel.actors import Actor, ActorKind, Right
from matrikel.selections.rules import Chosen, Question
from tests.conftest import ACTOR
from tests.factories.addresses import addresses_of_associations
from tests.factories.offices import Furniture, furnish
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


def answers_everywhere(
    context: BrowserContext, office: LiveOffice, furniture: Furniture
) -> dict[str, list[int]]:
    """Return what every address of the access matrix answers, asked by GET and by a form that is not forged."""
    url = office.url
    context.request.get(f"{url}/sign-in/")
    token = next(each["value"] for each in context.cookies() if each["name"] == django.CSRF_COOKIE_NAME)
    headers = {"X-CSRFToken": token, "Origin": url}
    found = {}
    for address in addresses_of_associations():
        path = address.fill(office.slug, furniture.ids)[0]
        found[path] = [
            context.request.get(url + path, max_redirects=0).status,
            context.request.post(url + path, headers=headers, max_redirects=0).status,
        ]
    return found


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
    furniture = live_office.do(furnish)
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
    page.goto(f"{live_office.url}/sign-in/letter-box/")
    link = str(page.locator("a[href*='/klubben/role/']").first.get_attribute("href"))
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
        after = answers_everywhere(karls, live_office, furniture)
        assert len(after) == len(addresses_of_associations()) > 150
        # 405 is what an address says that takes no such method, whoever asks.
        assert {path: said for path, said in after.items() if not {404} <= set(said) <= {404, 405}} == {}
        again = karls.request.get(link, max_redirects=0)
        assert again.status == 410


def test_whoever_has_to_go_is_out_of_two_browsers_a_reset_a_link_and_a_queued_export_within_five_seconds(
    live_office: LiveOffice, signed_in: Page
) -> None:
    live_office.do(lambda: register(*(a_person(f"Person {number}") for number in range(AT_ONCE + 1))))
    page, office = signed_in, f"{live_office.url}/klubben/"
    with (
        other_browser(page) as laptop,
        other_browser(page) as phone,
        other_browser(page) as library,
        other_browser(page) as mailbox,
    ):
        for browser in (laptop, phone):
            his = browser.new_page()
            his.goto(live_office.sign_in_link(role="treasurer", email="karl@example.se"))
            his.get_by_role("button", name="Sign in").click()
            his.wait_for_url(office)
        # He has forgotten the password and asked for the letter that lets him choose a new one; and was sent a link.
        reset = library.new_page()
        reset.goto(f"{live_office.url}/sign-in/")
        reset.get_by_label("E-mail").fill("karl@example.se")
        reset.get_by_role("button", name="Send me a code").click()
        reset.wait_for_url("**/code/")
        live_office.work()
        letters = mailbox.new_page()
        letters.goto(f"{live_office.url}/sign-in/letter-box/")
        code = letters.locator(".letter-code").first.inner_text().strip()
        reset.get_by_label("Code from the letter").fill(code)
        letters.goto(live_office.sign_in_link(role="treasurer", email="karl@example.se"))
        live_office.do(_ask_for_a_reset)
        export_id = live_office.do(_queue_an_export)
        assert live_office.do(lambda: Export.objects.get(id=export_id).state) == "MAKING"
        page.goto(f"{office}board/")
        page.get_by_role("link", name="Eva Lund").last.click()
        page.get_by_role("link", name="End access…").click()

        took = {}
        with timed(took, "the button"):
            page.get_by_role("button", name="End access now").click()
            page.wait_for_url(f"{office}board/")
        for name, browser in (("laptop", laptop), ("phone", phone)):
            with timed(took, name):
                assert browser.request.get(office, max_redirects=0).status == 302
        with timed(took, "reset"):
            reset.get_by_role("button", name="Sign in").click()
            expect(reset.get_by_role("main")).to_contain_text("This code does not work")
        with timed(took, "link"):
            letters.get_by_role("button", name="Sign in").click()
            expect(letters.get_by_role("main")).to_contain_text("does not work any more")
        with timed(took, "export"):
            assert live_office.do(lambda: Export.objects.get(id=export_id).state) == "WITHDRAWN"
        late = {name: took["the button"] + each for name, each in took.items() if name != "the button"}
        assert sorted(late) == ["export", "laptop", "link", "phone", "reset"]
        assert {name: each for name, each in late.items() if each > 5} == {}

        assert [statuses(browser, live_office) for browser in (laptop, phone)] == [{302}, {302}]
        # The worker comes to the export only now, and makes no file.
        waiting = live_office.do(lambda: ProcrastinateJob.objects.filter(task_name="exports.make").count())
        live_office.work()
        export = live_office.do(lambda: Export.objects.get(id=export_id))
        assert (waiting, export.state, export.rows, export.size) == (1, "WITHDRAWN", 0, 0)
        left = live_office.do(
            lambda: (SignInLink.objects.filter(used_at=None).count(), FactorReset.objects.count())
        )
        assert left == (0, 0)


@contextmanager
def timed(took: dict[str, float], name: str) -> Iterator[None]:
    """Write down how many seconds something took."""
    began = time.monotonic()
    yield
    took[name] = time.monotonic() - began


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


def _ask_for_a_reset() -> None:
    """Let a second step that he says to have lost be on its way."""
    account = Account.objects.get(email="karl@example.se")
    reset_factors(account_ids=[account.pk], actor=ACTOR, at=timezone.now())


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
