"""The pages of an import: a file is taken in, looked at, corrected, brought in, taken back; or refused."""

import io
import zipfile
from email import message_from_string
from email.policy import default

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matrikel.audit.models import Entry
from matrikel.imports import steps
from matrikel.imports.formats.errors import FileReason
from matrikel.imports.queries import get_run, list_runs
from matrikel.imports.rules.choices import CHOICES
from matrikel.imports.rules.fields import ColumnReason, Field
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.kernel.queries import list_jobs
from matrikel.office.imports import history, upload, wording
from matrikel.organisations.models import Association
from matrikel.organisations.rules.modules import ALL_MODULES
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import ACTOR, association_scope, make_association, sign_in

LIST = "/klubben/import/"
NEW = "/klubben/import/new/"
ROWS = (
    "Given name;Family name;E-mail;Born;Hobby\n"
    "Anna;Dahl;anna@example.se;1990-02-28;birds\n"
    "Bo;Ek;bo at example.se;1985-05-14;stars\n"
    "Cia;Holm;cia@example.se;2001-11-30;rain\n"
)


def sent(browser: Client, content: bytes, name: str = "list.csv", **more):
    """Send a file as the form does: the token first, the mark that all has arrived last."""
    file = io.BytesIO(content)
    file.name = name
    return browser.post(NEW, {"file": file, "whole": "1", **more})


@pytest.fixture
def page(secretary: Client) -> str:
    """Return the address of an import that waits for a yes."""
    address = sent(secretary, ROWS.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    return address


def run_id_of(address: str):
    (found,) = [run.id for run in list_runs(at=timezone.now()) if str(run.id) in address]
    return found


def state_of(page: str) -> str:
    return get_run(run_id=run_id_of(page), at=timezone.now()).run.state


def worked(page: str) -> None:
    """Do what the worker would do."""
    while steps.apply_next_chunk(run_id=run_id_of(page), at=timezone.now()):
        continue


def names(viewer) -> list[str]:
    rows = list_people(question=Question(), on=timezone.localdate(), viewer=viewer).rows
    return [row.display_name for row in rows]


# --- A file is taken in ---------------------------------------------------------------------------------


def test_a_file_is_taken_in_and_read_by_a_job(association, secretary):
    response = sent(secretary, ROWS.encode())
    (run,) = list_runs(at=timezone.now())
    assert response.headers["Location"] == f"/klubben/import/{run.id}/"
    assert (run.file_name, run.state, list_jobs().rows[0].name) == (
        "list.csv",
        "READING",
        "imports.read_file",
    )
    watching = secretary.get(response.headers["Location"]).content.decode()
    assert f'hx-get="/klubben/import/{run.id}/progress/"' in watching
    assert '<noscript><meta http-equiv="refresh"' in watching


def a_zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "empty.csv", "The file is empty."),
        (b"%PDF-1.7 ...", "list.pdf", "This is not a spreadsheet."),
        (b"%PDF-1.7 ...", "list.csv", "This is not a spreadsheet."),
    ],
)
def test_what_is_no_list_is_refused_at_once_next_to_the_field(
    association, secretary, content, name, sentence
):
    response = sent(secretary, content, name)
    assert response.status_code == 422
    assert sentence in response.context["form"].errors["file"][0]
    assert list_runs(at=timezone.now()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"Name;E-mail\nAn\x00na;a@example.se\n" * 5, "characters that no list of people has"),
        (a_zip(**{"letter.txt": b"hello"}), "This is not a spreadsheet."),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"...", "an Excel file of the old kind"),
        (("x;" * 5_000 + "\n").encode() * 3, "more than 200 columns"),
    ],
)
def test_what_shows_only_in_reading_is_told_on_the_page_of_the_import(
    association, secretary, content, sentence
):
    response = sent(secretary, content)
    if response.status_code == 302:
        address = response.headers["Location"]
        steps.read_file(run_id=run_id_of(address), at=timezone.now())
        text = secretary.get(address).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert state_of(address) == "REFUSED"
    else:
        text = response.content.decode()
    assert sentence in text


def test_no_file_at_all_is_said_at_the_field(association, secretary):
    response = secretary.post(NEW, {"whole": "1"})
    assert (response.status_code, response.context["form"].errors["file"]) == (422, ["Choose a file first."])


def test_two_gigabytes_are_refused_before_a_byte_is_read(association, secretary):
    class Untouched(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    response = secretary.generic(
        "POST", NEW, b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(2 * 2**30), **{"wsgi.input": Untouched()},
    )  # fmt: skip
    assert response.status_code == 413
    assert "The file is too large: 50 MB is the most." in response.content.decode()
    assert list_runs(at=timezone.now()) == []


def test_who_may_not_bring_in_is_told_so_before_a_byte_is_read(association, neighbour):
    class Untouched(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    intruder = sign_in(Client(), neighbour)
    treasurer = sign_in(Client(), association, role="treasurer")
    for browser, status in ((intruder, 404), (treasurer, 403)):
        response = browser.generic(
            "POST", NEW, b"", content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(40 * 2**20), **{"wsgi.input": Untouched()},
        )  # fmt: skip
        assert response.status_code == status


def test_an_upload_that_broke_off_leaves_nothing_behind(association, secretary):
    file = io.BytesIO(ROWS.encode())
    file.name = "list.csv"
    response = secretary.post(NEW, {"file": file})
    assert (response.status_code, "Only a part of the file arrived" in response.content.decode()) == (
        422,
        True,
    )
    assert list_runs(at=timezone.now()) == []


def test_a_body_that_is_no_form_gets_a_sentence(association, secretary):
    response = secretary.generic("POST", NEW, b"--x\r\nrubbish", content_type="multipart/form-data")
    assert response.status_code == 422


def test_a_form_without_its_token_is_turned_away(association):
    browser = sign_in(Client(enforce_csrf_checks=True), association)
    assert sent(browser, ROWS.encode()).status_code == 403
    assert list_runs(at=timezone.now()) == []


def test_a_file_is_read_before_a_transaction_begins():
    assert "default" in upload.upload._non_atomic_requests


# --- What will happen -----------------------------------------------------------------------------------


def test_the_preview_tells_numbers_and_shows_rows_as_they_will_look(association, secretary, page):
    response = secretary.get(page)
    figures = {figure.label: figure.value for figure in response.context["figures"]}
    assert figures == {"To add": "3", "To update": "0", "To leave": "0", "Problems": "1"}
    first = response.context["sample_rows"][0][0]
    assert [cell.text for cell in first.cells[:4]] == ["Anna Dahl", "", "28 Feb 1990", "anna@example.se"]


def test_each_column_is_shown_with_examples_and_what_it_was_taken_for(association, secretary, page):
    rows = {row.header: row for row in secretary.get(f"{page}columns/").context["mapping"]}
    assert rows["Born"].choice.value() == "birth"
    assert rows["Born"].examples == ("1990-02-28", "1985-05-14", "2001-11-30")
    assert (rows["Hobby"].choice.value() in ("", "leave_out"), rows["E-mail"].pill.text) == (True, "Sure")


def chosen(secretary, page, **changes) -> dict[str, str]:
    form = secretary.get(f"{page}columns/").context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def test_a_corrected_column_is_checked_again(association, secretary, page):
    response = secretary.post(f"{page}columns/", chosen(secretary, page, column_4="place"))
    assert response.headers["Location"] == f"{page}columns/"
    column = get_run(run_id=run_id_of(page), at=timezone.now()).columns[4]
    assert (column.field, column.state, column.reason) == ("place", "mapped", "chosen")


def test_a_script_gets_only_the_columns_back(association, secretary, page):
    choices = chosen(secretary, page, column_2="leave_out")
    response = secretary.post(f"{page}columns/", choices, headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<form class="mapping"')
    assert get_run(run_id=run_id_of(page), at=timezone.now()).columns[2].state == "left_out"


@pytest.mark.parametrize("said", ["iban", "nonsense", "club", "consent"])
def test_what_a_column_cannot_be_is_refused(association, secretary, page, said):
    assert secretary.post(f"{page}columns/", chosen(secretary, page, column_4=said)).status_code == 422


def test_identity_numbers_are_not_offered_where_the_country_forbids_them(db):
    club = make_association("lichtclub", country="NL")
    browser = sign_in(Client(), club)
    file = io.BytesIO(ROWS.encode())
    file.name = "list.csv"
    address = browser.post("/lichtclub/import/new/", {"file": file, "whole": "1"}).headers["Location"]
    with association_scope(club):
        steps.read_file(run_id=run_id_of(address), at=timezone.now())
    text = browser.get(f"{address}columns/").content.decode()
    assert ('value="national_number"' in text, 'value="birth"' in text) == (False, True)


def test_problems_name_row_column_value_reason_and_effect(association, secretary, page):
    (row,) = secretary.get(f"{page}problems/").context["listing"].rows
    assert [cell.text or cell.inputs[0].value for cell in row.cells] == [
        "Row 3, E-mail", "bo at example.se", "This is not an e-mail address.", "the value stays out",
    ]  # fmt: skip


def test_problems_are_searched_and_narrowed(association, secretary, page):
    def found(query):
        return len(secretary.get(f"{page}problems/{query}").context["listing"].rows)

    def searched(words):
        return len(secretary.post(f"{page}problems/", {"q": words}, follow=True).context["listing"].rows)

    assert [searched("3"), searched("bo at"), searched("nobody")] == [1, 1, 0]
    assert [found("?reason=not_an_email"), found("?reason=formula"), found("?after=x.y&trail=1.2,z")] == [
        1,
        0,
        1,
    ]


def test_problems_come_in_pages_both_ways(association, secretary):
    rows = "".join(
        f"Anna{number};Dahl;a{number}{sign}example.se\n" for number in range(70) for sign in ("@", " at ")
    )
    address = sent(secretary, f"Given name;Family name;E-mail\n{rows}".encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    first = secretary.get(f"{address}problems/?reason=not_an_email").context["listing"]
    second = secretary.get(first.next_url).context["listing"]
    assert (len(first.rows), len(second.rows), second.next_url) == (50, 20, "")
    back = secretary.get(second.previous_url).context["listing"]
    assert (back.rows, back.previous_url) == (first.rows, "")


def test_the_rows_with_problems_come_back_with_a_reason(association, secretary, page):
    response = secretary.get(f"{page}problems.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="list problems.csv"'
    lines = response.content.decode("utf-8-sig").splitlines()
    assert Entry.objects.filter(action="imports.problem_rows_taken_out").count() == 1
    assert lines[1] == (
        "Bo;Ek;bo at example.se;1985-05-14;stars;E-mail: This is not an e-mail address. → the value stays out;3"
    )
    assert len(lines) == 2


@pytest.mark.parametrize(
    "name",
    [
        'a"; filename="evil.exe',
        "a\\b.csv",
        "a%0d%0aSet-Cookie: a=b.csv",
        "Å\u2028\u202egnp.csv",
        "../../etc/passwd.csv",
        "a;b=c,d.csv",
        "x" * 300 + ".csv",
    ],
)
def test_a_file_name_stays_a_file_name_in_the_header_of_what_comes_back(association, secretary, name):
    address = sent(secretary, ROWS.encode(), name).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    response = secretary.get(f"{address}problems.csv")
    told = response.headers["Content-Disposition"]
    assert (response.status_code, told.isascii(), told.isprintable()) == (200, True, True)
    # Read as a mail program reads it: one file name, and nothing beside it.
    message = message_from_string(f"Content-Disposition: {told}\n\n", policy=default)
    disposition = message["Content-Disposition"]
    assert (disposition.content_disposition, set(disposition.params)) == ("attachment", {"filename"})
    assert "/" not in disposition.params["filename"]


def test_the_rows_with_problems_come_as_excel_too_and_complete_the_import(association, secretary, page):
    secretary.post(f"{page}confirm/")
    worked(page)
    response = secretary.get(f"{page}problems.xlsx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="list problems.xlsx"'
    mended = sent(secretary, response.content, "list problems.xlsx").headers["Location"]
    steps.read_file(run_id=run_id_of(mended), at=timezone.now())
    text = secretary.get(mended).content.decode()
    assert "These are mended rows of “list.csv”" in text


def test_the_columns_that_we_added_ourselves_are_not_told_to_stay_out(association, secretary, page):
    secretary.post(f"{page}confirm/")
    worked(page)
    taken_out = secretary.get(f"{page}problems.csv").content
    assert b"What is wrong" in taken_out
    content = taken_out.replace(b"bo at example.se", b"bo@example.se")
    mended = sent(secretary, content, "list problems.csv").headers["Location"]
    steps.read_file(run_id=run_id_of(mended), at=timezone.now())
    columns = get_run(run_id=run_id_of(mended), at=timezone.now()).columns
    assert [column.is_ours for column in columns] == [False] * 5 + [True] * 2
    text = secretary.get(f"{mended}confirm/").content.decode()
    assert "Bring in 1 person?" in text
    assert [said in text for said in ("What is wrong", columns[-1].header)] == [False, False]


# --- At the person --------------------------------------------------------------------------------------


def test_a_person_shows_the_row_of_the_list_and_the_look_is_written_down(
    association, secretary, page, viewer
):
    secretary.post(f"{page}confirm/")
    worked(page)
    bo = list_people(question=Question(search="bo"), on=timezone.localdate(), viewer=viewer).rows[0].id
    assert "Row 3 of list.csv" in secretary.get(f"/klubben/people/{bo}/").content.decode()
    shown = secretary.get(f"/klubben/import/people/{bo}/")
    assert [(cell.term, cell.value) for cell in shown.context["cells"]][2:] == [
        ("E-mail", "bo at example.se"), ("Born", "1985-05-14"), ("Hobby", "stars"),
    ]  # fmt: skip
    looks = Entry.objects.filter(action="people.person_viewed", header__function="raw_row_page")
    assert looks.count() == 1
    treasurer = sign_in(Client(), association, role="treasurer")
    assert "Row 3 of" not in treasurer.get(f"/klubben/people/{bo}/").content.decode()
    assert treasurer.get(f"/klubben/import/people/{bo}/").status_code == 403


def test_the_row_of_somebody_protected_is_shown_to_nobody(association, secretary):
    rows = "Namn;Gatuadress;E-post\nSally Ek;Skyddad adress;sally@example.se\n"
    address = sent(secretary, rows.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    secretary.post(f"{address}confirm/")
    worked(address)
    (sally,) = Person.objects.values_list("id", flat=True)
    assert "As it stood in the list" not in secretary.get(f"/klubben/people/{sally}/").content.decode()
    assert secretary.get(f"/klubben/import/people/{sally}/").status_code == 404


# --- Yes, and back again --------------------------------------------------------------------------------


def test_a_double_click_on_yes_brings_everybody_in_once(association, secretary, page, viewer):
    assert "Bring in 3 people?" in secretary.get(f"{page}confirm/").content.decode()
    answers = [secretary.post(f"{page}confirm/").headers["Location"] for _click in range(2)]
    assert (answers, state_of(page)) == ([page, page], "APPLYING")
    worked(page)
    assert names(viewer) == ["Anna Dahl", "Bo Ek", "Cia Holm"]
    assert [job.name for job in list_jobs().rows].count("imports.apply_chunk") == 1
    text = secretary.get(page).content.decode()
    assert ("The file has been brought in." in text, f'href="{page}undo/"' in text) == (True, True)


def test_the_progress_is_told_until_the_page_moves_on(association, secretary, page):
    secretary.post(f"{page}confirm/")
    watching = secretary.get(f"{page}progress/")
    assert 'id="run-progress"' in watching.content.decode()
    assert "0 of 3" in watching.content.decode()
    worked(page)
    moved = secretary.get(f"{page}progress/", headers={"HX-Request": "true"})
    assert (moved.status_code, moved.headers["HX-Redirect"]) == (204, page)


def test_an_import_is_stopped(association, secretary, page, viewer):
    assert secretary.post(f"{page}cancel/").headers["Location"] == page
    assert (state_of(page), names(viewer)) == ("CANCELLED", [])
    assert "stopped before anything was changed" in secretary.get(page).content.decode()
    assert secretary.post(f"{page}cancel/").headers["Location"] == page


def test_people_who_are_there_already_are_updated_or_left_as_chosen(association, secretary, page):
    secretary.post(f"{page}confirm/")
    worked(page)
    again = sent(secretary, ROWS.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(again), at=timezone.now())
    found = get_run(run_id=run_id_of(again), at=timezone.now()).run
    assert (found.add, found.update, found.keep) == (0, 0, 3)
    secretary.post(f"{again}choices/", {"on_match": "skip", "on_doubt": "skip", "default_type": ""})
    assert get_run(run_id=run_id_of(again), at=timezone.now()).run.update == 0
    assert "There is nobody to add or update" in secretary.get(f"{again}confirm/").content.decode()
    secretary.post(f"{again}confirm/")
    assert state_of(again) == "REVIEW"
    assert secretary.post(f"{again}choices/", {"on_match": "double"}).status_code == 422


def test_an_import_is_taken_back_except_for_whom_somebody_has_changed(association, secretary, page, viewer):
    secretary.post(f"{page}confirm/")
    worked(page)
    anna = list_people(question=Question(search="anna"), on=timezone.localdate(), viewer=viewer).rows[0].id
    change = PersonChange(person_id=anna, version=1, values={"preferred_name": "Ann"})
    change_people(changes=[change], actor=ACTOR, at=timezone.now())
    asked = secretary.get(f"{page}undo/")
    stays = [("Ann Dahl", f"/klubben/people/{anna}/", "changed since", f"/klubben/people/{anna}/history/")]
    assert asked.context["stays"] == stays
    assert "2 people whom it added are removed." in asked.content.decode()
    clicks = [secretary.post(f"{page}undo/").headers["Location"] for _click in range(2)]
    assert (clicks, state_of(page)) == ([page, page], "UNDOING")
    while steps.undo_next_chunk(run_id=run_id_of(page), actor=ACTOR, at=timezone.now()):
        continue
    assert names(viewer) == ["Ann Dahl"]
    result = secretary.get(page)
    assert result.context["kept"] == stays
    assert [(each.label, each.value) for each in result.context["figures"]] == [
        ("Taken back", "2"),
        ("Stayed", "1"),
    ]
    assert "Bring in the mended rows" not in result.content.decode()
    assert secretary.get(f"{page}undo/").headers["Location"] == page


def undone(browser: Client, page: str) -> None:
    browser.post(f"{page}confirm/")
    worked(page)
    browser.post(f"{page}undo/")
    while steps.undo_next_chunk(run_id=run_id_of(page), actor=ACTOR, at=timezone.now()):
        continue


def test_the_file_of_an_import_that_was_taken_back_is_begun_again_as_it_was_left(
    association, secretary, page, viewer
):
    secretary.post(f"{page}problems/mend/", {"cell_3_2": "bo@example.se"})
    undone(secretary, page)
    assert f'action="{page}again/"' in secretary.get(page).content.decode()
    again = secretary.post(f"{page}again/").headers["Location"]
    steps.check_rows(run_id=run_id_of(again), at=timezone.now())
    details = get_run(run_id=run_id_of(again), at=timezone.now())
    assert (details.run.state, details.run.add, details.run.problems, details.mended) == ("REVIEW", 3, 0, 1)
    secretary.post(f"{again}confirm/")
    worked(again)
    assert names(viewer) == ["Anna Dahl", "Bo Ek", "Cia Holm"]
    refused = secretary.post(f"{again}again/", follow=True).content.decode()
    assert "Only a file that was taken back can be begun again" in refused


def test_before_it_is_taken_back_the_rows_that_were_left_out_or_mended_are_offered(
    association, secretary, page
):
    secretary.post(f"{page}problems/mend/", {"cell_3_2": "bo@example.se"})
    secretary.post(f"{page}confirm/")
    worked(page)
    asked = secretary.get(f"{page}undo/").context
    assert asked["csv_url"] == f"{page}problems.csv?mended=1"
    lines = secretary.get(asked["csv_url"]).content.decode("utf-8-sig").splitlines()
    assert lines[1:] == ["Bo;Ek;bo@example.se;1985-05-14;stars;Mended in the preview: E-mail;3"]
    assert len(secretary.get(f"{page}problems.csv").content.decode().splitlines()) == 1


# --- Cells are mended in the preview --------------------------------------------------------------------

CELL = "cell_3_2"


def shown_cells(browser: Client, address: str) -> dict[str, str]:
    rows = browser.get(address).context["listing"].rows
    return {each.name: each.value for row in rows for cell in row.cells for each in cell.inputs}


def test_a_cell_with_a_problem_is_mended_where_it_is_shown(association, secretary, page, viewer):
    assert shown_cells(secretary, f"{page}problems/") == {CELL: "bo at example.se"}
    told = secretary.post(f"{page}problems/mend/", {CELL: "bo @example"}, follow=True)
    assert "1 cell was mended. All rows were checked again: 1 problem is left." in told.content.decode()
    assert shown_cells(secretary, f"{page}problems/") == {CELL: "bo @example"}
    told = secretary.post(f"{page}problems/mend/", {CELL: "bo@example.se"}, follow=True)
    assert "All rows were checked again: no problem is left." in told.content.decode()
    details = get_run(run_id=run_id_of(page), at=timezone.now())
    assert (details.run.problems, details.mended) == (0, 1)
    secretary.post(f"{page}confirm/")
    worked(page)
    bo = Person.objects.get(given_name="Bo")
    assert list(bo.contact_points.values_list("normalised", flat=True)) == ["bo@example.se"]
    facts = secretary.get(f"{LIST}people/{bo.id}/").context["cells"]
    (mended,) = [fact for fact in facts if fact.note]
    assert (mended.value, mended.note) == ("bo at example.se", "mended in the preview: bo@example.se")


def test_what_was_left_as_it_was_or_is_in_no_cell_changes_nothing(association, secretary, page):
    sent = {CELL: "bo at example.se", "cell_99_2": "x", "cell_3_99": "x", "cell_x_2": "x", "other": "x"}
    told = secretary.post(f"{page}problems/mend/", sent, follow=True).content.decode()
    assert "Nothing was written: every value is as it was." in told
    assert get_run(run_id=run_id_of(page), at=timezone.now()).mended == 0


def test_a_row_without_a_name_is_given_one_and_the_list_stays_where_it_was(association, secretary):
    rows = "Given name;Family name;E-mail\n;;dan@example.se\nEva;Ek;eva at example\n"
    address = sent(secretary, rows.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    assert shown_cells(secretary, f"{address}problems/") == {
        "cell_2_0": "",
        "cell_2_1": "",
        "cell_3_2": "eva at example",
    }
    sent_cells = {"cell_2_0": "Dan", "cell_2_1": "Ek", "reason": "no_name", "after": "", "trail": ""}
    back = secretary.post(f"{address}problems/mend/", sent_cells).headers["Location"]
    assert back == f"{address}problems/?reason=no_name"
    run = get_run(run_id=run_id_of(address), at=timezone.now()).run
    assert (run.add, run.problems) == (2, 1)


def test_cells_are_mended_only_before_the_yes(association, secretary, page):
    secretary.post(f"{page}confirm/")
    told = secretary.post(f"{page}problems/mend/", {CELL: "bo@example.se"}, follow=True).content.decode()
    assert "Cells can be mended only before the import is confirmed." in told
    assert shown_cells(secretary, f"{page}problems/") == {}


def test_no_mended_value_stands_open_in_the_room_or_in_the_log(association, secretary, page):
    secretary.post(f"{page}problems/mend/", {CELL: "bo@example.se"})
    (entry,) = Entry.objects.filter(action="imports.cells_mended")
    assert entry.header == {"run": str(run_id_of(page)), "cells": 1}


# --- People who are there already -----------------------------------------------------------------------


@pytest.fixture
def again(secretary: Client, page: str) -> str:
    """Return the address of a second import of which Anna and Bo are known and Cia's e-mail has changed."""
    secretary.post(f"{page}confirm/")
    worked(page)
    rows = ROWS.replace("birds", "Birds").replace("cia@", "cia.holm@")
    address = sent(secretary, rows.encode(), "again.csv").headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    return address


def test_rows_of_people_who_are_there_show_whom_they_mean_and_what_would_change(
    association, secretary, again
):
    views = secretary.get(f"{again}rows/").context["row_views"]
    assert [(view.title, view.whom[0][0], view.pill.text) for view in views] == [
        ("Anna Dahl", "Anna Dahl", "Nothing to change"),
        ("Bo Ek", "Bo Ek", "Nothing to change"),
        ("Cia Holm", "Cia Holm", "Updated"),
    ]
    assert views[2].line == "Changes: e-mail."
    assert [(each.name, each.old, each.new) for each in views[2].differences] == [
        ("E-mail", "", "cia.holm@example.se")
    ]
    assert len(secretary.get(f"{again}rows/?meets=perhaps").context["row_views"]) == 0


def test_who_is_in_the_register_and_who_is_in_the_file_twice_are_counted_apart(association, secretary, page):
    secretary.post(f"{page}confirm/")
    worked(page)
    rows = ROWS + "Dan;Berg;dan@example.se;1970-01-01;\nDan;Berg;dan@example.se;1970-01-01;rain\n"
    address = sent(secretary, rows.encode(), "more.csv").headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    tabs = {tab.label: tab.count for tab in secretary.get(address).context["tabs"]}
    assert (tabs["People already there"], tabs["Twice in the file"]) == (3, 1)
    there = secretary.get(f"{address}rows/").context
    twice = secretary.get(f"{address}doubles/").context
    assert [view.title for view in there["row_views"]] == ["Anna Dahl", "Bo Ek", "Cia Holm"]
    assert [view.title for view in twice["row_views"]] == ["Dan Berg"]
    assert twice["count_line"] == "1 row means, or may mean, whom another row of the file means"
    chosen = secretary.post(f"{address}doubles/", {"row_6": "add"})
    assert chosen.headers["Location"] == f"{address}doubles/"
    assert get_run(run_id=run_id_of(address), at=timezone.now()).run.add == 2


def test_a_choice_for_one_row_and_for_all_of_them(association, secretary, again, viewer):
    chosen = secretary.post(f"{again}rows/", {"row_4": "add", "row_3": "", "row_x": "add", "meets": "known"})
    assert chosen.headers["Location"] == f"{again}rows/?meets=known"
    found = get_run(run_id=run_id_of(again), at=timezone.now()).run
    assert (found.add, found.update, found.keep) == (1, 0, 2)
    secretary.post(f"{again}rows/", {"for_all": "1", "on_match": "skip", "on_doubt": "skip"})
    found = get_run(run_id=run_id_of(again), at=timezone.now()).run
    assert (found.add, found.update, found.skip) == (0, 0, 3)
    assert secretary.post(f"{again}rows/", {"row_4": "double"}, follow=True).status_code == 200


def test_an_import_that_was_stopped_goes_on(association, secretary, page):
    secretary.post(f"{page}cancel/")
    assert f'action="{page}resume/"' in secretary.get(page).content.decode()
    secretary.post(f"{page}resume/")
    assert state_of(page) == "CHECKING"
    steps.check_rows(run_id=run_id_of(page), at=timezone.now())
    assert state_of(page) == "REVIEW"


def test_a_list_with_headings_of_before_is_recognised_until_that_is_forgotten(association, secretary, again):
    assert "Recognised: the columns are as on" in secretary.get(again).content.decode()
    (row,) = secretary.get("/klubben/import/layouts/").context["listing"].rows
    assert row.cells[0].text == "Given name, Family name, E-mail, Born, Hobby"
    secretary.post("/klubben/import/layouts/", {"selected": [row.id, "x"]})
    assert secretary.get("/klubben/import/layouts/").context["listing"].rows == ()


def test_new_numbers_are_shown_before_an_old_yes_counts(association, secretary, page):
    later = sent(secretary, ROWS.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(later), at=timezone.now())
    secretary.post(f"{page}confirm/")
    worked(page)
    assert "They are checked again before" in secretary.get(later).content.decode()
    secretary.post(f"{later}confirm/")
    assert state_of(later) == "REVIEW"
    assert "there were 3 to add and 0 to update" in secretary.get(later).content.decode()


# --- Who may, and what it costs -------------------------------------------------------------------------


def test_older_imports_are_on_further_pages(association, secretary, page, monkeypatch):
    monkeypatch.setattr(history, "PAGE_ROWS", 2)
    for number in range(4):
        sent(secretary, ROWS.encode(), f"more{number}.csv")
    listing = secretary.get(LIST).context["listing"]
    names = [row.label for row in listing.rows]
    while listing.next_url:
        listing = secretary.get(listing.next_url).context["listing"]
        names += [row.label for row in listing.rows]
    assert names == ["more3.csv", "more2.csv", "more1.csv", "more0.csv", "list.csv"]
    back = secretary.get(listing.previous_url).context["listing"]
    assert [row.label for row in secretary.get(back.previous_url).context["listing"].rows] == names[:2]


def test_the_imports_so_far_are_listed(association, secretary, page):
    (row,) = secretary.get(LIST).context["listing"].rows
    assert (row.cells[0].text, row.cells[0].url, row.cells[1].pills[0].text) == (
        "list.csv", page, "Waits for your yes",
    )  # fmt: skip
    assert secretary.get(LIST + "?q=other").context["listing"].rows == ()


PARTS = ("", "progress/", "columns/", "rows/", "problems/", "problems.csv", "confirm/", "undo/")
ACTS = ("columns/", "choices/", "rows/", "confirm/", "cancel/", "resume/", "undo/")


def test_the_neighbours_secretary_reaches_nothing_from_either_address(association, page, neighbour):
    intruder = sign_in(Client(), neighbour)
    for address in (page, page.replace("klubben", "grannen")):
        assert {intruder.get(address + part).status_code for part in PARTS} == {404}
        assert {intruder.post(address + act, {"on_match": "skip"}).status_code for act in ACTS} == {404}
    assert [intruder.get(NEW).status_code, sent(intruder, ROWS.encode()).status_code] == [404, 404]
    assert state_of(page) == "REVIEW"


def test_a_type_of_the_neighbour_cannot_be_chosen(association, secretary, page):
    foreign = "0192f2a0-0000-7000-8000-000000000001"
    response = secretary.post(
        f"{page}choices/", {"on_match": "skip", "on_doubt": "skip", "default_type": foreign}
    )
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["default_type"])


def test_who_may_not_import_is_told_so(association, page):
    treasurer = sign_in(Client(), association, role="treasurer")
    assert [treasurer.get(address).status_code for address in (LIST, NEW, page)] == [403, 403, 403]
    assert sent(treasurer, ROWS.encode()).status_code == 403


def test_more_rows_cost_the_pages_no_more_questions(association, secretary, page):
    rows = "".join(f"Anna{number};Dahl;a{number}@example.se\n" for number in range(300))
    long = sent(secretary, f"Given name;Family name;E-mail\n{rows}".encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(long), at=timezone.now())
    for part in ("", "columns/", "rows/", "problems/", "confirm/"):
        with CaptureQueriesContext(connection) as few:
            secretary.get(page + part)
        with CaptureQueriesContext(connection) as many:
            secretary.get(long + part)
        assert len(many) <= len(few) <= 22, part


# --- Words ----------------------------------------------------------------------------------------------


def test_every_code_has_words():
    assert set(wording.FIELD_NAMES) == set(Field)
    assert set(wording.COLUMN_REASONS) == set(ColumnReason)
    assert set(wording.PROBLEM_REASONS) == set(Reason)
    assert set(wording.EFFECTS) == set(Effect)
    assert set(wording.FILE_REASONS) == set(FileReason)


def test_every_choice_of_a_column_stands_in_one_group():
    offered = [field for _label, fields in wording.FIELD_GROUPS for field in fields]
    assert sorted(field for field in offered if field in CHOICES) == sorted(set(CHOICES) - {Field.OWN})


def test_a_refusal_without_numbers_is_still_a_sentence():
    assert [
        wording.file_reason(reason.value, {})
        for reason in FileReason
        if "%" in wording.file_reason(reason, {})
    ] == []
    assert wording.file_reason("unheard_of", {}).startswith("The file cannot be read.")


# --- What stands beside people, and why they may be kept --------------------------------------------------


def test_households_are_proposed_and_can_be_refused(association, secretary):
    rows = "Namn;E-post;Familj\nAnna Ek;a@example.se;7\nBo Ek;b@example.se;7\n"
    page = sent(secretary, rows.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(page), at=timezone.now())
    assert "1 household is formed" in secretary.get(page).content.decode()
    secretary.post(
        f"{page}choices/",
        {"on_match": "update", "on_doubt": "skip", "default_type": "", "asks_households": "1"},
    )
    assert "1 household is formed" not in secretary.get(page).content.decode()
    assert not get_run(run_id=run_id_of(page), at=timezone.now()).wants_households


def test_a_sensitive_membership_is_asked_for_its_ground_and_shown_at_the_person(db):
    club = make_association("patienter", kind="PATIENT")
    browser = sign_in(Client(), club)
    file = io.BytesIO(ROWS.encode())
    file.name = "list.csv"
    page = browser.post("/patienter/import/new/", {"file": file, "whole": "1"}).headers["Location"]
    with association_scope(club):
        steps.read_file(run_id=run_id_of(page), at=timezone.now())
    assert "Each of them has explicitly agreed" in browser.get(f"{page}confirm/").content.decode()
    missing = browser.post(f"{page}confirm/", {"ground": "9.2.a", "how": "PAPER"})
    assert (missing.status_code, sorted(missing.context["ground_form"].errors)) == (422, ["evidence", "on"])
    said = {"ground": "9.2.a", "how": "PAPER", "on": "2026-01-31", "evidence": "Binder 3"}
    assert browser.post(f"{page}confirm/", said).headers["Location"] == page
    with association_scope(club):
        worked(page)
        (anna,) = Person.objects.filter(given_name="Anna").values_list("id", flat=True)
    shown = browser.get(f"/patienter/people/{anna}/").content.decode()
    assert ("agreed 31 Jan 2026, on paper" in shown, "Binder 3" in shown) == (True, True)


# --- A column that is no built-in field -----------------------------------------------------------------

CHOIR = (
    "Förnamn;Efternamn;E-post;Stämma;Anm.\n"
    + "".join(f"Anna{n};Ek;anna{n}@example.se;{'Sopran' if n % 2 else 'Alt'};Nyckel {n}\n" for n in range(8))
).encode()


@pytest.fixture
def choir(secretary: Client) -> str:
    """Return the address of a choir's list that waits for a yes."""
    address = sent(secretary, CHOIR).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    return address


def test_a_column_of_few_values_says_them_and_a_button_makes_groups_of_them(association, secretary, choir):
    columns = secretary.get(f"{choir}columns/").content.decode()
    assert "2 different values: Alt 4, Sopran 4" in columns
    form = secretary.get(f"{choir}columns/").context["form"]
    data = {box.html_name: box.value() or "" for box in form}
    assert secretary.post(f"{choir}columns/", {**data, "take": "3:groups"}).status_code == 302
    assert "2 groups of the file, 2 of them new: Alt 4, Sopran 4." in secretary.get(choir).content.decode()
    secretary.post(f"{choir}confirm/")
    worked(choir)
    assert "8 places in groups were given." in secretary.get(choir).content.decode()
    assert "Its places in groups" in secretary.get(f"{choir}undo/").content.decode()


def test_remarks_are_shown_as_left_out_and_can_be_kept(association, secretary, choir):
    details = get_run(run_id=run_id_of(choir), at=timezone.now())
    row = next(row for row in secretary.get(f"{choir}columns/").context["mapping"] if row.header == "Anm.")
    assert (details.columns[4].field, row.pill.text) == ("note", "Text stays out")
    assert 'value="note_text"' in str(row.choice)


def test_the_yes_names_what_stays_out_and_what_is_doubtful(association, secretary):
    rows = (
        "Förnamn;Efternamn;E-post;Skostorlek;Anm.\n"
        "Anna;Ek;anna@example.se;38;kör bil\nBo;Ek;no address;42;\n;;nobody@example.se;40;\n"
    )
    address = sent(secretary, rows.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    said = secretary.get(f"{address}confirm/").context
    assert said["open_lines"] == ["1 row with a problem stays out.", "1 value stays out."]
    assert said["text_left_out"] == ["Anm."]
    columns = secretary.get(f"{address}columns/").context
    assert columns["text_left_out"] == ["Anm."]


def test_families_are_told_not_to_be_formed_where_their_module_is_off(association, secretary):
    Association.objects.filter(id=association).update(modules=["groups"])
    rows = "Namn;E-post;Familj\nAnna Ek;a@example.se;7\nBo Ek;b@example.se;7\n"
    address = sent(secretary, rows.encode()).headers["Location"]
    steps.read_file(run_id=run_id_of(address), at=timezone.now())
    said = secretary.get(address).context
    assert (said["asks_households"], said["households_line"]) == (False, "")
    assert "is switched off here" in said["off_line"]


def test_a_new_field_asks_for_its_purpose_where_the_column_is_chosen(association, secretary, choir):
    Association.objects.filter(id=association).update(modules=list(ALL_MODULES))
    form = secretary.get(f"{choir}columns/").context["form"]
    data = {box.html_name: box.value() or "" for box in form}
    asked = secretary.post(f"{choir}columns/", {**data, "column_3": "new_field"}).headers["Location"]
    assert asked == f"{choir}columns/field/?column=3"
    assert secretary.get(asked).context["form"]["label"].value() == "Stämma"
    said = {"label": "Stämma", "level": "PERSONAL", "keep": "exit+0d"}
    refused = secretary.post(asked, said)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["purpose"])
    assert secretary.post(asked, {**said, "purpose": "activities"}).status_code == 302
    assert get_run(run_id=run_id_of(choir), at=timezone.now()).columns[3].field == "own"


def test_a_mended_cell_gets_back_what_came_with_the_file(association, secretary, choir):
    mended = secretary.post(f"{choir}problems/mend/", {"cell_2_2": "other@example.se"})
    assert mended.status_code == 302
    shown = secretary.get(f"{choir}problems/").context["mended_cells"]
    assert [(cell.row, cell.original, cell.value) for cell in shown] == [
        (2, "anna0@example.se", "other@example.se")
    ]
    secretary.post(f"{choir}problems/mend/", {"cell_2_2": shown[0].original})
    assert get_run(run_id=run_id_of(choir), at=timezone.now()).mended == 0
