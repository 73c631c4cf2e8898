"""A plain member lost the second step: a recovery code signs her in, and where there is none two officers help."""

from collections.abc import Callable

from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from matrikel.access.models import Account
from matrikel.authentication.actions.make_recovery_codes import make_recovery_codes
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from tests.factories.people import register
from tests.factories.sign_ins import a_member_who_signs_in, give_app
from tests.stories.conftest import LiveOffice


def another_browser(page: Page) -> BrowserContext:
    browser = page.context.browser
    assert isinstance(browser, Browser)
    return browser.new_context(locale="en-GB", reduced_motion="reduce")


def newest_letter(live_office: LiveOffice, page: Page) -> str:
    live_office.work()
    page.goto(f"{live_office.url}/sign-in/letter-box/")
    return page.get_by_role("main").inner_text()


def first_step(live_office: LiveOffice, page: Page) -> None:
    """Sign in with a code by letter, as far as that goes."""
    page.goto(f"{live_office.url}/klubben/me/")
    page.get_by_label("E-mail").fill("anna@example.se")
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/code/")
    here = page.url
    newest_letter(live_office, page)
    code = page.locator(".letter-code").first.inner_text().strip()
    page.goto(here)
    page.get_by_label("Code from the letter").fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_a_member_comes_in_with_a_recovery_code_and_without_one_when_two_officers_have_helped(
    live_office: LiveOffice, signed_in: Page, no_violations: Callable[[Page], None]
) -> None:
    work = NewContactPoint(kind="EMAIL", value="anna@work.example")
    core = PersonCore(given_name="Anna", family_name="Ek")
    (anna,) = live_office.do(lambda: register(NewPerson(core=core, contact_points=(work,))))
    account = live_office.do(lambda: a_member_who_signs_in(live_office.association, anna))

    def gets_codes() -> list[str]:
        give_app(Account.objects.get(id=account.pk), timezone.now())
        return make_recovery_codes(account_id=account.pk, language="en", at=timezone.now())

    codes = live_office.apart(gets_codes)
    page = signed_in
    with another_browser(page) as annas, another_browser(page) as chairs:
        hers = annas.new_page()
        first_step(live_office, hers)
        hers.wait_for_url("**/second-step/")
        no_violations(hers)
        hers.get_by_label("Code from the app, or a recovery code").fill(codes[0])
        hers.get_by_role("button", name="Go on").click()
        hers.wait_for_url(f"{live_office.url}/klubben/me/")
        expect(hers.get_by_role("main")).to_contain_text("Anna Ek")
        annas.clear_cookies()

        # The paper lies in the lake, too. She calls the club, whose secretary rings back the number that he knows.
        page.goto(f"{live_office.url}/klubben/people/{anna}/")
        page.get_by_role("link", name="Lost the second step…").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Take the second step of Anna Ek away")
        no_violations(page)
        page.get_by_role("button", name="Take it away").click()
        page.wait_for_url(f"{live_office.url}/klubben/people/{anna}/")
        expect(page.get_by_role("main")).to_contain_text("or as soon as another officer agrees")
        letters = newest_letter(live_office, hers)
        assert letters.count("Your second step will be taken away") == 2
        assert ("anna@example.se" in letters, "anna@work.example" in letters) == (True, True)

        # One officer alone has opened nothing yet.
        first_step(live_office, hers)
        hers.wait_for_url("**/second-step/")

        other = chairs.new_page()
        other.goto(live_office.sign_in_link(email="chair@example.se"))
        other.get_by_role("button", name="Sign in").click()
        other.wait_for_url(f"{live_office.url}/klubben/")
        other.goto(f"{live_office.url}/klubben/people/{anna}/")
        other.get_by_role("link", name="Lost the second step…").click()
        expect(other.get_by_role("main")).to_contain_text("The second step is taken away at")
        other.get_by_role("button", name="Take it away").click()
        expect(other.get_by_role("main")).to_contain_text("Two officers agree")
        assert "Your second step was taken away" in newest_letter(live_office, hers)

        first_step(live_office, hers)
        hers.wait_for_url(f"{live_office.url}/klubben/me/")
        expect(hers.get_by_role("main")).to_contain_text("Anna Ek")
