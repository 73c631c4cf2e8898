"""A new secretary mends three slips in the preview, changes many, takes it all back, and begins again with one button."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from matrikel.people.models import Person
from tests.factories.people import a_person, register
from tests.stories.conftest import LiveOffice

GIVEN = (
    *("Anna", "Bo", "Cia", "Dan", "Eva", "Filip", "Greta", "Hans", "Ida", "Jan", "Karin", "Lars", "Maria"),
    *("Nils", "Olle", "Petra", "Rolf", "Sara", "Tore", "Ulla", "Vera", "Yngve"),
)
PEOPLE = len(GIVEN)
HEADINGS = "Given name;Family name;E-mail;Born;Street;Postcode;Place;Membership type\n"


def rows() -> str:
    """Some members of a club; three of them have a slip of the hand in their row."""
    lines = [
        f"{name};Ek;{name.lower()}@example.se;19{50 + number}-05-14;Storgatan {number};67131;Arvika;Adult"
        for number, name in enumerate(GIVEN, start=1)
    ]
    lines[2] = lines[2].replace("cia@", "cia at ")
    lines[4] = lines[4].replace("1955-05-14", "1955-15-45")
    lines[6] = lines[6].replace("Greta;Ek", ";")
    return HEADINGS + "\n".join(lines) + "\n"


def test_three_slips_are_mended_where_they_stand_and_what_was_taken_back_is_begun_again(
    live_office: LiveOffice, signed_in: Page, no_violations, tmp_path: Path
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    file = tmp_path / "members.csv"
    file.write_text(rows(), encoding="utf-8")
    page.goto(f"{live_office.url}/klubben/import/new/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url(re.compile(r"/klubben/import/[0-9a-f-]{36}/"))
    live_office.work()
    page.get_by_role("link", name=re.compile("^Problems")).click()
    expect(main).to_contain_text("Mend a value here in the list")
    no_violations(page)

    # Two are mended, one is mended wrongly: it stays, with what was typed and why that is no date either.
    main.get_by_label("Row 4, E-mail").fill("cia@example.se")
    main.get_by_label("Row 6, Born").fill("14 of May")
    main.get_by_label("Given name, Row 8").fill("Greta")
    main.get_by_label("Family name, Row 8").fill("Ek")
    main.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("4 cells were mended")).to_be_visible()
    expect(main.get_by_label("Row 6, Born")).to_have_value("14 of May")
    main.get_by_label("Row 6, Born").fill("1955-05-14")
    main.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("no problem is left")).to_be_visible()

    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    live_office.work()
    expect(main).to_contain_text("The file has been brought in")
    assert live_office.do(Person.objects.count) == PEOPLE
    result = page.url

    page.get_by_role("link", name="Undo").click()
    expect(main).to_contain_text("Take these rows out first")
    no_violations(page)
    page.get_by_role("button", name="Take it back").click()
    live_office.work()
    page.goto(result)
    expect(main).to_contain_text("The register is as it was before")
    expect(main).not_to_contain_text("Bring in the mended rows")
    no_violations(page)
    main.get_by_role("button", name="Begin again with this file").click()
    live_office.work()
    page.goto(page.url)
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    live_office.work()
    assert live_office.do(Person.objects.count) == PEOPLE


def test_the_purpose_of_a_list_ticks_what_it_needs_and_nothing_else(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    live_office.do(lambda: register(a_person("Anna", "Ek")))
    page, ticked = signed_in, signed_in.locator("#export-columns input:checked")
    page.goto(f"{live_office.url}/klubben/people/export/")
    expect(ticked).to_have_count(0)
    page.get_by_label("What is it for?").select_option("contact")
    expect(ticked).to_have_count(2)
    expect(page.get_by_role("checkbox", name="E-mail")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Phone")).to_be_checked()
    page.get_by_label("What is it for?").select_option("statistics")
    expect(page.get_by_role("checkbox", name="Gender")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Phone")).not_to_be_checked()
    expect(page.get_by_role("radio", name="A spreadsheet")).to_be_checked()
    page.get_by_label("What is it for?").select_option("meeting")
    expect(page.get_by_role("radio", name="attendance list")).to_be_checked()
    no_violations(page)
