"""A workbook with several sheets: the one that was read is said, and another one can be chosen."""

from io import BytesIO
from uuid import UUID

import openpyxl
import pytest

from matrikel.imports import steps
from matrikel.imports.actions.choose_rows import RowWish, choose_rows
from matrikel.imports.actions.choose_sheet import choose_sheet
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import RowChoice
from matrikel.imports.queries import get_run
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT
from tests.imports.test_choices_of_rows import applied
from tests.imports.test_story import imported

HEADINGS = ["Namn", "E-post", "Telefon"]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2026"
    for row in (HEADINGS, ["Anna Ek", "anna@example.se", "070-1740605"], ["Bo Ek", "bo@example.se", ""]):
        sheet.append(row)
    former = book.create_sheet("Utgångna")
    for row in (HEADINGS[:2], ["Cia Ek", "cia@example.se"]):
        former.append(row)
    book.create_sheet("Priser").append(["Namn"])
    book.create_sheet("Tomt")
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_another_sheet_is_read_and_the_choices_of_the_first_are_forgotten(association: UUID) -> None:
    run_id = imported(workbook(), "lista.xlsx", confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert (details.sheet, details.run.add) == ("2026", 2)
    assert [(sheet.name, sheet.rows) for sheet in details.sheets] == [
        ("2026", 3),
        ("Utgångna", 2),
        ("Priser", 1),
    ]
    choose_rows(run_id=run_id, wishes=[RowWish(row=2, choice="skip")], actor=ACTOR, at=AT)
    choose_sheet(run_id=run_id, sheet="Utgångna", actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    details = get_run(run_id=run_id, at=AT)
    assert (details.sheet, details.run.state, details.run.add, len(details.columns)) == (
        "Utgångna",
        "REVIEW",
        1,
        2,
    )
    assert RowChoice.objects.count() == 0
    applied(run_id)
    assert list(Person.objects.values_list("given_name", flat=True)) == ["Cia"]
    with pytest.raises(ImportRefused):
        choose_sheet(run_id=run_id, sheet="2026", actor=ACTOR, at=AT)


def test_from_a_sheet_without_people_one_comes_back(association: UUID) -> None:
    run_id = imported(workbook(), "lista.xlsx", confirm=False)
    choose_sheet(run_id=run_id, sheet="Priser", actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    details = get_run(run_id=run_id, at=AT)
    assert (details.run.state, details.refused_reason) == ("REFUSED", "no_people_found")
    choose_sheet(run_id=run_id, sheet="2026", actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    assert get_run(run_id=run_id, at=AT).run.add == 2
    with pytest.raises(ImportRefused):
        choose_sheet(run_id=run_id, sheet="Tomt", actor=ACTOR, at=AT)


def test_a_file_of_one_sheet_offers_none(association: UUID) -> None:
    run_id = imported(b"Namn;E-post\nAnna Ek;anna@example.se\n", confirm=False)
    assert not get_run(run_id=run_id, at=AT).can_choose_sheet
    with pytest.raises(ImportRefused):
        choose_sheet(run_id=run_id, sheet="", actor=ACTOR, at=AT)


def test_the_page_says_which_sheet_was_read_and_reads_another(association: UUID, secretary) -> None:
    run_id = imported(workbook(), "lista.xlsx", confirm=False)
    url = f"/klubben/import/{run_id}/"
    page = secretary.get(url).content.decode()
    assert "The file has 3 sheets. Read was “2026”." in page
    assert '<option value="Utgångna">Utgångna (2 rows)</option>' in page
    assert secretary.post(f"{url}sheet/", {"sheet": "Priser"}).headers["Location"] == url
    steps.read_file(run_id=run_id, at=AT)
    refused = secretary.get(url).content.decode()
    assert "No people were found in the file." in refused
    assert f'action="{url}sheet/"' in refused
