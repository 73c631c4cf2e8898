"""The secretary brings in the club's spreadsheet, looks at what will happen, has a register, and takes it all back."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from playwright.sync_api import Page, expect

from matrikel.memberships.models import Membership
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import ContactPoint, IdentityNumber, Person, ProtectedRecord
from matrikel.people.rules import names
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT
from tests.stories.conftest import LiveOffice

FILE = Path(settings.SOURCE).parent / "tests" / "data" / "members" / "idrottonline-medlemmar.xlsx"


def truth() -> list[dict[str, Any]]:
    return json.loads(FILE.with_name(f"{FILE.name}.truth.json").read_text(encoding="utf-8"))["people"]


def key(given: str, family: str, born: str) -> tuple[str, str, str]:
    return (names.fold(given), names.fold(family), born)


def registered() -> set[tuple[str, str, str]]:
    return {
        key(person.given_name, f"{person.family_name_prefix} {person.family_name}", str(person.birth_date))
        # Whoever is protected has no birth date to compare.
        for person in Person.objects.filter(protection="NONE")
    }


def counts() -> list[int]:
    return [
        table.objects.count() for table in (Person, Membership, ContactPoint, IdentityNumber, ProtectedRecord)
    ]


def bring_in(office: LiveOffice, page: Page) -> None:
    """Drop the file, read it, say yes, and wait for the end."""
    page.goto(f"{office.url}/klubben/import/new/")
    page.locator("input[type=file]").set_input_files(FILE)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url(re.compile(r"/klubben/import/[0-9a-f-]{36}/"))
    assert office.work() == 1
    expect(page.get_by_role("link", name="Go on")).to_be_visible()


def test_a_spreadsheet_becomes_a_register_and_goes_back_with_one_button(
    live_office: LiveOffice, signed_in: Page, no_violations
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    bring_in(live_office, page)
    # Nothing has been written yet, and what is wrong is said by row, column, value and reason.
    assert live_office.do(counts) == [0, 0, 0, 0, 0]
    no_violations(page)
    page.get_by_role("link", name=re.compile("^Columns")).click()
    expect(main).to_contain_text("Every column is settled")
    no_violations(page)
    page.get_by_role("link", name=re.compile("^Problems")).click()
    # What cannot be an address stands where it can be mended.
    expect(main.get_by_role("cell", name="This is not an e-mail address.").first).to_be_visible()
    expect(main.locator("input[value*=' at example']").first).to_be_visible()
    no_violations(page)

    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    expect(main.get_by_role("progressbar").first).to_be_visible()
    live_office.work()
    # The page notices by itself that the run is over.
    expect(main).to_contain_text("The file has been brought in")
    no_violations(page)
    clean = {
        key(person["given"], person["family"], person["born"]) for person in truth() if not person["dirt"]
    }
    found = live_office.do(registered)
    assert clean - found == set()
    everybody = {key(person["given"], person["family"], person["born"]) for person in truth()}
    assert found - everybody == set()

    # The register is there: found by name, opened, and edited by a colleague.
    one = next(person for person in truth() if not person["dirt"])
    page.goto(f"{live_office.url}/klubben/people/")
    main.get_by_role("searchbox").fill(f"{one['given']} {one['family']}")
    link = main.get_by_role("link", name=f"{one['given']} {one['family']}").first
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(one["family"])
    person_id = UUID(page.url.rstrip("/").rpartition("/")[2])
    colleagues = PersonChange(person_id=person_id, version=1, values={"preferred_name": "Kvar"})
    live_office.do(lambda: change_people(changes=[colleagues], actor=ACTOR, at=AT))

    # Taking it back says beforehand who stays, and leaves nobody else behind.
    page.goto(f"{live_office.url}/klubben/import/")
    main.get_by_role("link", name=FILE.name).click()
    page.get_by_role("link", name="Undo").click()
    expect(main).to_contain_text("1 person stays")
    expect(main).to_contain_text(one["family"])
    no_violations(page)
    page.get_by_role("button", name="Take it back").click()
    live_office.work()
    expect(main).to_contain_text("The import was taken back, except for the people below")
    no_violations(page)
    assert live_office.do(counts)[0] == 1


def test_a_file_that_was_thrown_away_or_brought_in_twice_changes_nothing(
    live_office: LiveOffice, signed_in: Page
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    bring_in(live_office, page)
    page.get_by_role("button", name="Throw away").click()
    live_office.work()
    assert live_office.do(counts) == [0, 0, 0, 0, 0]

    bring_in(live_office, page)
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    live_office.work()
    expect(main).to_contain_text("The file has been brought in")
    once = live_office.do(counts)
    bring_in(live_office, page)
    # Everybody is known by now: each is found again, and nobody becomes two.
    page.get_by_role("link", name="Go on").click()
    expect(main).to_contain_text("There is nobody to add or update")
    expect(page.get_by_role("button", name="Bring them in")).to_have_count(0)
    assert live_office.do(counts) == once
