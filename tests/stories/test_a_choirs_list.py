"""A choir's secretary makes groups of the voices in her list, moves a family by mistake, and takes all of it back."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from matrikel.groups.models import Group, Participation
from matrikel.people.models import Person
from matrikel.relations.models import Household
from tests.stories.conftest import LiveOffice

VOICES = ("Sopran", "Alt", "Tenor", "Bas")
NAMES = ("Anna", "Bo", "Cia", "Dan", "Eva", "Filip", "Greta", "Hans", "Ida", "Jan", "Karin", "Lars")


def choir(tmp_path: Path) -> Path:
    """Return a list with voices and remarks; two of the singers share name and address."""
    lines = ["Given name;Family name;E-mail;Street;Postcode;Place;Stämma;Remarks"]
    for number, name in enumerate(NAMES):
        family, street = ("Ek", "Storgatan 1") if number < 2 else (f"Berg{name.lower()}", f"Ågatan {number}")
        lines.append(
            f"{name};{family};{name.lower()}@example.se;{street};67131;Arvika;{VOICES[number % 4]};Has key {number}"
        )
    file = tmp_path / "choir.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def brought(page: Page, live_office: LiveOffice, file: Path) -> None:
    """Upload the list and let it be read."""
    page.goto(f"{live_office.url}/klubben/import/new/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url(re.compile(r"/klubben/import/[0-9a-f-]{36}/"))
    live_office.work()


def test_voices_become_groups_and_go_with_the_import(
    live_office: LiveOffice, signed_in: Page, no_violations, tmp_path: Path
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    brought(page, live_office, choir(tmp_path))
    page.get_by_role("link", name=re.compile("^Columns")).click()
    voice = main.get_by_role("listitem").filter(has_text="Stämma")
    expect(voice).to_contain_text("4 different values: Sopran 3, Alt 3, Tenor 3, Bas 3")
    no_violations(page)
    voice.get_by_role("button", name=re.compile("Make each a group")).click()
    expect(voice).to_contain_text("Your choice")
    expect(main.get_by_role("listitem").filter(has_text="Remarks")).to_contain_text("Text stays out")
    page.get_by_role("link", name="What will happen").click()
    expect(main).to_contain_text("4 groups of the file, 4 of them new: Alt 3, Bas 3, Sopran 3, Tenor 3.")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    live_office.work()
    expect(main).to_contain_text("12 places in groups were given.")
    no_violations(page)
    result = page.url

    # She moves the family of two by mistake, and takes that back at once.
    household = live_office.do(lambda: Household.objects.get().id)
    page.goto(f"{live_office.url}/klubben/households/{household}/")
    page.get_by_role("link", name="Move the family").click()
    page.get_by_label("Street and number").fill("Kaiveien 3")
    page.get_by_label("Postcode").fill("67131")
    page.get_by_label("Place").fill("Arvika")
    page.get_by_role("button", name="Show what changes").click()
    page.get_by_role("button", name="Move the family").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moved")
    page.goto(f"{live_office.url}/klubben/households/{household}/")
    main.get_by_role("link", name="The household moved").click()
    page.get_by_role("button", name="Take it back").click()
    expect(main).to_contain_text("A move, taken back")

    page.goto(result)
    page.get_by_role("link", name="Undo").click()
    expect(main).to_contain_text("12 people whom it added are removed.")
    expect(main).not_to_contain_text("because somebody has changed them since")
    page.get_by_role("button", name="Take it back").click()
    live_office.work()
    expect(main).to_contain_text("The register is as it was before.")
    counts = live_office.do(
        lambda: (Person.objects.count(), Participation.objects.count(), Group.objects.count())
    )
    assert counts == (0, 0, 0)
