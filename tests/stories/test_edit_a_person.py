"""The secretary signs in, finds a person while typing, corrects a name, and sees in the history what became of it."""

import re
from dataclasses import replace

from playwright.sync_api import Page, expect

from matrikel.people.actions.change_people import change_people
from matrikel.people.rules.records import NewContactPoint, PersonChange
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, admit, register
from tests.stories.conftest import LiveOffice


def two_people():
    address = NewContactPoint(kind="EMAIL", value="anna@example.se", normalised="anna@example.se")
    anna, _bo = register(replace(a_person("Anna", "Sköld"), contact_points=[address]), a_person("Bo", "Ek"))
    admit(anna, TODAY.replace(year=2020))
    return anna


def test_the_secretary_finds_a_person_corrects_the_name_and_sees_the_history(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    live_office.do(two_people)
    page = signed_in
    page.get_by_role("link", name="People", exact=True).first.click()
    expect(page.get_by_role("link", name="Bo Ek")).to_be_visible()

    # The list narrows as one types, without a button, and the address says what it shows.
    page.get_by_role("main").get_by_role("searchbox").fill("sköl")
    expect(page.get_by_role("link", name="Bo Ek")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"[?&]s="))
    no_violations(page)
    page.get_by_role("link", name="Anna Sköld").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Anna Sköld"))

    page.get_by_role("link", name="Edit").first.click()
    page.get_by_label("Family name").fill("Berg")
    no_violations(page)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Anna Berg"))
    # What was shown and not touched is still there.
    expect(page.get_by_text("anna@example.se").first).to_be_visible()

    page.get_by_role("link", name="History").first.click()
    main = page.get_by_role("main")
    expect(main.get_by_role("listitem").filter(has_text="Changed: family name")).to_contain_text("Secretary")
    expect(main.get_by_role("listitem").filter(has_text="viewed the page")).to_have_count(1)
    no_violations(page)


def test_the_second_of_two_officers_sees_both_versions_and_loses_nothing(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    anna = live_office.do(two_people)
    page = signed_in
    page.goto(f"{live_office.url}/klubben/people/{anna}/edit/")
    page.get_by_label("Family name").fill("Berg")
    live_office.do(
        lambda: change_people(
            changes=[
                PersonChange(
                    person_id=anna, version=1, values={"family_name": "Dahl", "preferred_name": "Annika"}
                )
            ],
            actor=ACTOR,
            at=AT,
        )
    )
    page.get_by_role("button", name="Save").first.click()
    main = page.get_by_role("main")
    # Mine stands in the form, theirs beside it; what only the other changed is taken over.
    expect(page.get_by_label("Family name", exact=True)).to_have_value("Berg")
    expect(main).to_contain_text("Dahl")
    expect(page.get_by_label("Preferred name")).to_have_value("Annika")
    no_violations(page)
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Annika Berg"))
