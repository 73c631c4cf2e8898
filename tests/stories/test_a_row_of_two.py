"""A list of an allotment association keeps couples in one row; the secretary sees what becomes of them, and decides."""

import re
from pathlib import Path
from uuid import UUID

from playwright.sync_api import Page, expect

from matrikel.people.models import Person
from matrikel.relations.models import HouseholdMember
from tests.stories.conftest import LiveOffice
from tests.stories.test_choose_and_mend import bring_in, say_yes

LIST = (
    "Lott;Namn;Adress;Postnr;Ort;Telefon\n"
    "A1;Bo Berg;Ekvägen 1;113 20;Stockholm;070-174 06 05\n"
    "A2;Anna Ek och Per Holm;Ekvägen 2;113 20;Stockholm;Anna 070-174 06 06, Per 070-174 06 07\n"
    "A3;Cia Dahl;Ekvägen 3;113 20;Stockholm;070-174 06 08\n"
)


def names() -> list[str]:
    return sorted(Person.objects.values_list("given_name", flat=True))


def homes() -> dict[str, UUID]:
    return dict(HouseholdMember.objects.values_list("person__given_name", "household_id"))


def id_of_per() -> UUID:
    return Person.objects.get(given_name="Per").id


def test_a_couple_of_one_row_is_two_people_unless_the_secretary_says_otherwise(
    live_office: LiveOffice, signed_in: Page, tmp_path: Path, no_violations
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    (tmp_path / "lotter.csv").write_text(LIST, encoding="utf-8")
    bring_in(live_office, page, tmp_path / "lotter.csv")
    expect(main).to_contain_text("Rows that name two people: 1. Each of the two becomes a person.")
    no_violations(page)
    main.get_by_role("link", name="Look at them").click()
    expect(main).to_contain_text("Two people in one row: Anna Ek and Per Holm.")
    expect(main).to_contain_text("each of them becomes a person")
    no_violations(page)

    page.get_by_role("link", name=re.compile("^What will happen")).click()
    main.get_by_label("Keep each row as one person").check()
    main.get_by_role("button", name="Check again").click()
    expect(main).to_contain_text("Each row becomes one person, as you chose.")
    main.get_by_label("Make two people of them, who share a household").check()
    main.get_by_role("button", name="Check again").click()
    expect(main).to_contain_text("Each of the two becomes a person.")

    say_yes(live_office, page)
    assert live_office.do(names) == ["Anna", "Bo", "Cia", "Per"]
    at_home = live_office.do(homes)
    assert sorted(at_home) == ["Anna", "Per"]
    assert at_home["Anna"] == at_home["Per"]
    page.goto(f"{live_office.url}/klubben/people/{live_office.do(id_of_per)}/")
    expect(main).to_contain_text("lotter.csv")
