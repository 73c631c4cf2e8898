"""Back and reload over pages that answer a form: nothing is asked to be sent again, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from matrikel.authentication.models import Draft
from matrikel.bulkedits.models import BulkEdit
from matrikel.people.models import Person
from tests.conftest import TODAY
from tests.factories.people import a_person, admit, register
from tests.stories.conftest import LiveOffice


@pytest.fixture
def members(live_office: LiveOffice) -> list[str]:
    def enter() -> list[str]:
        people = register(a_person("Anna", "Sköldunge"), a_person("Karl", "Berg"))
        for person_id in people:
            admit(person_id, TODAY.replace(year=2020))
        return [str(person_id) for person_id in people]

    return live_office.do(enter)


def choose_everybody_shown(page: Page, live_office: LiveOffice, button: str) -> None:
    page.goto(f"{live_office.url}/klubben/people/")
    page.get_by_label("Select Anna Sköldunge").check()
    page.get_by_label("Select Karl Berg").check()
    page.locator("[data-selection-bar]").get_by_role("button", name=button).click()


def test_back_from_a_preview_leads_over_each_page_that_was_answered(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    choose_everybody_shown(page, live_office, "Change…")
    expect(main).to_contain_text("2 people chosen")
    page.get_by_role("button", name="Language").click()
    page.get_by_label("Language").select_option("fi")
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url("**/changes/*-*/")
    page.go_back()
    expect(page.get_by_label("Language")).to_be_visible()
    expect(main).to_contain_text("2 people chosen")
    page.reload()
    expect(main).to_contain_text("2 people chosen")
    # The address says nothing, and what it stands for is sealed.
    assert re.search(r"/changes/new/\?kept=[0-9a-f-]{36}$", page.url)
    assert not any(each in page.url for each in members)
    page.go_back()
    expect(page.get_by_role("button", name="Language")).to_be_visible()
    page.get_by_role("button", name="Language").click()
    page.get_by_label("Language").select_option("sv")
    page.get_by_role("button", name="See what would change").click()
    page.wait_for_url("**/changes/*-*/")
    assert live_office.do(BulkEdit.objects.count) == 2


def test_back_to_the_question_what_leaves_asks_the_same_for_the_same_people(
    signed_in: Page, live_office: LiveOffice, members: list[str]
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    choose_everybody_shown(page, live_office, "Export or print…")
    expect(main).to_contain_text("2 people")
    page.goto(f"{live_office.url}/klubben/")
    page.go_back()
    expect(main).to_contain_text("2 people")
    # Half an hour later nothing is kept; the page is there by its address alone.
    live_office.do(lambda: Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1)))
    page.reload()
    expect(main).to_contain_text("Export or print")


def test_back_to_a_form_that_was_refused_shows_it_as_it_was_and_does_nothing(
    signed_in: Page, live_office: LiveOffice
) -> None:
    page = signed_in
    page.goto(f"{live_office.url}/klubben/people/new/")
    page.locator("[name=given_name]").fill("Ida")
    page.locator("[name=email]").fill("no address")
    page.get_by_role("button", name="Add member").click()
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    page.goto(f"{live_office.url}/klubben/")
    page.go_back()
    expect(page.locator("[name=given_name]")).to_have_value("Ida")
    expect(page.locator("[name=email]")).to_have_attribute("aria-invalid", "true")
    assert live_office.do(Person.objects.count) == 0


def test_back_to_the_sheet_of_codes_shows_the_page_that_makes_one(
    signed_in: Page, live_office: LiveOffice
) -> None:
    page = signed_in
    page.goto(f"{live_office.url}/sign-in/mine/code-sheet/")
    page.get_by_role("button", name="Make the code sheet").click()
    expect(page.locator(".step-sheet")).to_be_visible()
    page.goto(f"{live_office.url}/klubben/")
    page.go_back()
    expect(page.locator(".step-sheet")).to_be_visible()
