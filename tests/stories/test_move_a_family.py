"""A family of two homes moves: the secretary sees beforehand who moves and whose post follows, and takes it back."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.rules.records import NewGuardian
from tests.conftest import ACTOR, AT
from tests.factories.families import FATHERS_HOME, OLD_HOME, household_of, living_at
from tests.factories.people import a_person, admit, register
from tests.stories.conftest import LiveOffice


def a_family_of_two_homes():
    mother, father, child = register(
        living_at(a_person("Maria", "Sköld", birth_date=date(1984, 5, 2)), OLD_HOME),
        living_at(a_person("Erik", "Ek", birth_date=date(1982, 1, 9)), FATHERS_HOME),
        living_at(a_person("Live", "Sköld", birth_date=date(2015, 6, 1)), OLD_HOME),
    )
    household_of([mother, child])
    household_of([father, child])
    guardians = [NewGuardian(person_id=child, guardian_id=parent) for parent in (mother, father)]
    set_guardians(guardians=guardians, actor=ACTOR, at=AT)
    admit(child, date(2024, 1, 1))
    return child


def test_the_secretary_moves_a_family_of_two_homes_and_takes_it_back(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    child = live_office.do(a_family_of_two_homes)
    page = signed_in
    page.goto(f"{live_office.url}/klubben/people/{child}/")
    main = page.get_by_role("main")
    tiles = main.locator(".tile")
    expect(tiles).to_have_count(2)
    # The home with the post comes first.
    expect(tiles.nth(0)).to_contain_text("post goes here")
    expect(tiles.nth(0)).to_contain_text("Björkgatan 12")
    expect(tiles.nth(1)).to_contain_text("Ågatan 7 B")
    expect(main).to_contain_text("Letters go to Maria Sköld and Erik Ek.")
    no_violations(page)

    tiles.nth(0).get_by_role("link", name="Move the family").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Move Sköld family")
    page.get_by_label("Street and number").fill("Kaiveien 3")
    page.get_by_label("Postcode").fill("67131")
    page.get_by_label("Place").fill("Arvika")
    no_violations(page)
    page.get_by_role("button", name="Show what changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changes")
    for name in ("Maria Sköld", "Live Sköld"):
        expect(main.get_by_role("listitem").filter(has_text=name)).to_contain_text(
            "the own address becomes the new one"
        )
    no_violations(page)
    page.get_by_role("button", name="Move the family").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moved")
    expect(main).to_contain_text("Kaiveien 3")
    no_violations(page)

    # The other home stands where it stood, and the child lives in it as before.
    main.get_by_role("link", name="Live Sköld").click()
    expect(tiles.nth(0)).to_contain_text("Kaiveien 3")
    expect(tiles.nth(1)).to_contain_text("Ågatan 7 B")
    expect(main.locator(".fact").filter(has_text="Address")).to_contain_text("Kaiveien 3")

    tiles.nth(0).get_by_role("link", name="Sköld family", exact=True).click()
    main.get_by_role("link", name="The household moved").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status").or_(page.get_by_role("alert")).first).to_be_visible()
    expect(main).to_contain_text("Björkgatan 12")
    expect(main).to_contain_text("A move, taken back")
    no_violations(page)


def test_parents_part_on_a_phone_and_the_child_lives_in_both_homes(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    def a_household():
        people = register(
            living_at(a_person("Maria", "Sköld", birth_date=date(1984, 5, 2))),
            living_at(a_person("Erik", "Sköld", birth_date=date(1982, 1, 9))),
            living_at(a_person("Live", "Sköld", birth_date=date(2015, 6, 1))),
        )
        return household_of(people)

    household_id = live_office.do(a_household)
    page = signed_in
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_office.url}/klubben/households/{household_id}/")
    page.get_by_role("link", name="Move the family").click()
    page.get_by_role("group", name=re.compile("Maria Sköld")).get_by_label("stays here").check()
    live = page.get_by_role("group", name=re.compile("Live Sköld"))
    gets_post = live.get_by_label("and gets the post in the new home")
    expect(gets_post).to_be_hidden()
    live.get_by_label("lives in both homes").check()
    expect(gets_post).to_be_visible()
    page.get_by_label("Street and number").fill("Ågatan 7 B")
    page.get_by_label("Postcode").fill("1")
    page.get_by_label("Place").fill("Uppsala")
    page.get_by_role("button", name="Show what changes").click()
    # What is wrong stands at its field, and what was chosen is kept.
    expect(page.get_by_role("main")).to_contain_text("Postcodes of this country look like")
    expect(live.get_by_label("lives in both homes")).to_be_checked()
    no_violations(page)
    page.get_by_label("Postcode").fill("753 10")
    page.get_by_role("button", name="Show what changes").click()
    no_violations(page)
    page.get_by_role("button", name="Move the family").click()
    homes = page.get_by_role("main").locator(".tile")
    expect(homes).to_have_count(2)
    expect(homes.nth(0)).to_contain_text("Maria Sköld")
    expect(homes.nth(1)).to_contain_text("Erik Sköld")
    for at in (0, 1):
        expect(homes.nth(at)).to_contain_text("Live Sköld")
    no_violations(page)


def test_a_guardian_is_found_while_one_types(live_office: LiveOffice, signed_in: Page, no_violations) -> None:
    def two_people():
        return register(
            a_person("Live", "Sköld", birth_date=date(2015, 6, 1)),
            a_person("Greta", "Ängström", birth_date=date(1980, 6, 1)),
        )[0]

    child = live_office.do(two_people)
    page = signed_in
    page.goto(f"{live_office.url}/klubben/people/{child}/")
    expect(page.get_by_role("main")).to_contain_text("no parent or guardian is known")
    page.get_by_role("link", name="Add a guardian, payer or contact").click()
    page.get_by_label("Find by name, number or e-mail").press_sequentially("ängs", delay=20)
    page.get_by_label(re.compile("Greta Ängström")).check()
    no_violations(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Letters go to Greta Ängström.")
