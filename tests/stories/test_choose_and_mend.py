"""Next year's list: the secretary says of one row what is done with it, mends the rows with problems, and is done."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from matrikel.people.models import ContactPoint, Person
from tests.stories.conftest import LiveOffice

LAST_YEAR = (
    "Förnamn;Efternamn;Född;E-post\nAnna;Ek;1980-01-02;anna@example.se\nBo;Berg;1979-03-04;bo@example.se\n"
)
THIS_YEAR = (
    "Förnamn;Efternamn;Född;E-post;Telefon\n"
    "Anna;Ek;1980-01-02;anna@example.se;070-174 06 05\n"
    "Bo;Berg;1979-03-04;bo@example.se;070-174 06 06\n"
    "Cia;Dahl;1990-05-06;cia at example.se;\n"
)


def bring_in(office: LiveOffice, page: Page, path: Path) -> None:
    page.goto(f"{office.url}/klubben/import/new/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    page.wait_for_url(re.compile(r"/klubben/import/[0-9a-f-]{36}/"))
    office.work()
    expect(page.get_by_role("link", name="Go on")).to_be_visible()


def say_yes(office: LiveOffice, page: Page) -> None:
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("main").get_by_role("progressbar").first).to_be_visible()
    office.work()
    expect(page.get_by_role("main")).to_contain_text("The file has been brought in")


def phones() -> list[str]:
    found = ContactPoint.objects.filter(kind="PHONE").order_by("person__given_name")
    return list(found.values_list("person__given_name", flat=True))


def emails() -> dict[str, str]:
    found = ContactPoint.objects.filter(kind="EMAIL").values_list("person__given_name", "normalised")
    return dict(found)


def test_one_row_is_left_out_and_a_mended_one_completes_the_import(
    live_office: LiveOffice, signed_in: Page, tmp_path: Path, no_violations
) -> None:
    page, main = signed_in, signed_in.get_by_role("main")
    (tmp_path / "2025.csv").write_text(LAST_YEAR, encoding="utf-8")
    (tmp_path / "2026.csv").write_text(THIS_YEAR, encoding="utf-8")
    bring_in(live_office, page, tmp_path / "2025.csv")
    say_yes(live_office, page)

    bring_in(live_office, page, tmp_path / "2026.csv")
    page.get_by_role("link", name=re.compile("^People already there")).click()
    expect(main).to_contain_text("2 rows mean, or may mean, somebody")
    no_violations(page)
    # With the keyboard alone: to the row's choice, three steps down to leaving it out, and save.
    choice = main.get_by_label(re.compile("^Bo Berg"))
    choice.focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    expect(main.get_by_role("button", name="Save these choices")).to_be_focused()
    page.keyboard.press("Enter")
    expect(main).to_contain_text("Your choices are written down")
    expect(main.get_by_label(re.compile("^Bo Berg"))).to_have_value("skip")
    say_yes(live_office, page)
    assert live_office.do(phones) == ["Anna"]

    with page.expect_download() as taken:
        main.get_by_role("link", name="These rows as Excel").click()
    book = openpyxl.load_workbook(BytesIO(Path(taken.value.path()).read_bytes()))
    assert [cell.value for cell in book.active[2]][:4] == ["Cia", "Dahl", "1990-05-06", "cia at example.se"]
    book.active["D2"] = "cia@example.se"
    book.save(tmp_path / "mended.xlsx")
    bring_in(live_office, page, tmp_path / "mended.xlsx")
    expect(main).to_contain_text("These are mended rows of “2026.csv”")
    no_violations(page)
    say_yes(live_office, page)
    assert live_office.do(emails) == {
        "Anna": "anna@example.se",
        "Bo": "bo@example.se",
        "Cia": "cia@example.se",
    }
    assert live_office.do(Person.objects.count) == 3
