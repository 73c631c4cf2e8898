"""A file becomes people and memberships, and goes away again."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.access.signals import access_ended
from matrikel.imports import steps
from matrikel.imports.actions.cancel_import import cancel_import
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.forget_raw_rows import forget_raw_rows
from matrikel.imports.actions.set_mapping import ColumnChoice, set_mapping
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.errors import ImportRefused, UndoRefused
from matrikel.imports.formats.errors import FileRefused
from matrikel.imports.models import Chunk, FilePart, Run, Touched
from matrikel.imports.queries import (
    StaysOn,
    find_raw_row,
    get_run,
    get_undo_preview,
    list_kept,
    list_preview,
    list_problems,
    list_runs,
    write_problem_rows,
)
from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.memberships.models import Membership, MembershipType
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import ContactPoint, Person
from matrikel.people.queries import get_person
from matrikel.people.queries.numbers import next_member_number
from matrikel.people.rules.records import PersonChange
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import ACTOR, AT, TODAY

FILES = Path(__file__).parents[1] / "data" / "members"


def imported(content: bytes, name: str = "members.csv", *, confirm: bool = True) -> UUID:
    """Take a file through all steps, as the jobs would."""
    run_id = start_import(file=BytesIO(content), file_name=name, actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    if confirm:
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
        while steps.apply_next_chunk(run_id=run_id, at=AT):
            continue
    return run_id


def undone(run_id: UUID) -> None:
    undo_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.undo_next_chunk(run_id=run_id, actor=ACTOR, at=AT):
        continue


def test_sports_register_file_is_reviewed_applied_and_taken_back(association: UUID) -> None:
    content = (FILES / "idrottonline-medlemmar.xlsx").read_bytes()
    run_id = imported(content, "idrottonline-medlemmar.xlsx", confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert details.run.state == "REVIEW"
    assert (details.run.rows, details.run.add, details.run.update, details.run.skip) == (640, 617, 0, 23)
    assert details.new_types == ("Medlem",)
    assert len(list_preview(run_id=run_id)) == 20
    assert Person.objects.count() == 0
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    assert get_run(run_id=run_id, at=AT).run.state == "DONE"
    assert Person.objects.count() == 617
    assert Membership.objects.count() == 617
    assert Person.objects.filter(protection="PROTECTED").count() == 2
    assert Person.objects.filter(is_deceased=True).count() == 6
    preview = get_undo_preview(run_id=run_id)
    assert (preview.removed, preview.restored, preview.stays) == (617, 0, ())
    undone(run_id)
    assert get_run(run_id=run_id, at=AT).run.state == "UNDONE"
    assert (Person.objects.count(), Membership.objects.count(), ContactPoint.objects.count()) == (0, 0, 0)


def test_file_read_again_updates_the_same_people_and_changes_nothing(association: UUID) -> None:
    content = (FILES / "jasenet-fi.csv").read_bytes()
    imported(content, "jasenet-fi.csv")
    before = sorted(Person.objects.values_list("id", "version"))
    again = imported(content, "jasenet-fi.csv", confirm=False)
    run = get_run(run_id=again, at=AT).run
    assert (run.add, run.update, run.keep) == (0, 0, 340)
    # The protected person has neither an address nor a birth date in the open by which to be known: somebody looks.
    (doubt,) = list_problems(run_id=again, reason="perhaps_known").problems
    assert doubt.effect == "row_skipped"
    with pytest.raises(ImportRefused):
        confirm_import(run_id=again, actor=ACTOR, at=AT)
    assert sorted(Person.objects.values_list("id", "version")) == before


def test_update_fills_gaps_replaces_addresses_and_is_taken_back(association: UUID, viewer: Viewer) -> None:
    first = imported(
        b"Namn;E-post;Telefon;Adress;Postnr;Ort;Medlem sedan\nAnna Ek;anna@example.se;;Gatan 1;11320;Solna;2001\n"
    )
    second = imported(
        "Namn;E-post;Telefon;Kön;Adress;Postnr;Ort;Personnummer\n"
        "Anna Ek;anna@example.se;070-174 06 05;Kvinna;Nygatan 2;41104;Göteborg;19730331-9912\n".encode()
    )
    (person,) = Person.objects.all()
    assert (person.gender, person.birth_date, person.version) == ("F", date(1973, 3, 31), 2)
    details = get_person(person_id=person.id, viewer=viewer)
    assert [point.normalised for point in details.contact_points if point.kind == "PHONE"] == ["+46701740605"]
    assert [point.street for point in details.contact_points if point.kind == "POSTAL"] == ["Nygatan 2"]
    assert details.has_identity_number
    assert Membership.objects.count() == 1
    undone(second)
    details = get_person(person_id=person.id, viewer=viewer)
    assert (details.core.gender, details.core.birth_date, details.has_identity_number) == ("", None, False)
    assert [point.street for point in details.contact_points if point.kind == "POSTAL"] == ["Gatan 1"]
    assert [point for point in details.contact_points if point.kind == "PHONE"] == []
    undone(first)
    assert Person.objects.count() == 0


def test_people_changed_since_stay_and_are_listed(association: UUID, viewer: Viewer) -> None:
    run_id = imported(b"Namn;E-post\nAnna Ek;anna@example.se\nBo Ek;bo@example.se\n")
    changed = Person.objects.get(given_name="Anna")
    change_people(
        changes=[PersonChange(person_id=changed.id, version=1, values={"preferred_name": "Annie"})],
        actor=ACTOR,
        at=AT,
    )
    annie = StaysOn(person_id=changed.id, name="Annie Ek", why="changed")
    assert get_undo_preview(run_id=run_id).stays == (annie,)
    undone(run_id)
    assert list_kept(run_id=run_id) == (annie,)
    assert list(Person.objects.values_list("id", flat=True)) == [changed.id]
    with pytest.raises(UndoRefused):
        undo_import(run_id=run_id, actor=ACTOR, at=AT)


def test_repeated_person_is_added_once_with_both_telephones(association: UUID) -> None:
    imported(
        b"Namn;E-post;Telefon;Adress\n"
        b"Anna Ek;anna@example.se;070-174 06 05;Gatan 1\n"
        b"Anna Ek;anna@example.se;070-174 06 06;Gatan 1\n"
    )
    assert Person.objects.count() == 1
    phones = ContactPoint.objects.filter(kind="PHONE").order_by("normalised")
    assert list(phones.values_list("normalised", "is_preferred")) == [
        ("+46701740605", True),
        ("+46701740606", False),
    ]


def test_two_of_one_name_and_address_with_two_birth_dates_are_two(association: UUID) -> None:
    imported(
        "Namn;Född;E-post\nAnna Ek;1950-01-02;ek@example.se\nAnna Ek;1980-03-04;ek@example.se\n".encode()
    )
    assert Person.objects.count() == 2


def test_unknown_types_are_proposed_and_known_ones_used(association: UUID) -> None:
    known = MembershipType.objects.filter(kind="ADULT").get()
    text = f"Namn;Medlemstyp;Medlem sedan\nAnna Ek;{known.name};2001\nBo Ek;Veteran;2002\nEva Ek;;2003\n"
    run_id = imported(text.encode(), confirm=False)
    assert get_run(run_id=run_id, at=AT).new_types == ("Veteran",)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    names = dict(Membership.objects.values_list("person__given_name", "type__name"))
    assert names == {"Anna": known.name, "Bo": "Veteran", "Eva": known.name}
    assert list(Membership.objects.values_list("starts_precision", flat=True).distinct()) == ["YEAR"]


def test_who_left_or_died_is_no_member_today(association: UUID, viewer: Viewer) -> None:
    imported(
        b"Namn;Medlem sedan;Medlem t.o.m.;Anteckning\n"
        b"Anna Ek;2001-01-01;2019-12-31;\n"
        b"Bo Ek;2001-01-01;;Avliden 2025\n"
        b"Eva Ek;2001-01-01;;Vill ha tidningen\n"
    )
    page = list_people(question=Question(), on=TODAY, viewer=viewer)
    assert {row.display_name: row.status.value for row in page.rows} == {
        "Anna Ek": "former",
        "Bo Ek": "deceased",
        "Eva Ek": "member",
    }
    assert Membership.objects.get(person__given_name="Anna").ends_on == date(2020, 1, 1)


def test_protected_address_reaches_no_open_column(association: UUID) -> None:
    imported(
        b"Namn;Gatuadress;Postnr;Ort;Kommun;E-post\n"
        b"Sally Rydberg;Skyddad adress;12345;Storstad;Storstad;sally@example.se\n"
    )
    (person,) = Person.objects.all()
    assert (person.protection, person.home_municipality) == ("PROTECTED", "")
    assert ContactPoint.objects.count() == 0


def test_nothing_of_the_file_lies_open_in_the_room(association: UUID) -> None:
    imported(b"Namn;E-post\nQvintus Hemligsson;qvintus at example\n")
    run = Run.objects.get()
    stored = [bytes(part.sealed) for part in FilePart.objects.all()]
    for chunk in Chunk.objects.all():
        stored += [bytes(chunk.sealed_rows), bytes(chunk.sealed_review)]
    assert stored
    assert not any(b"emligsson" in value or b"qvintus" in value for value in stored)
    assert "emligsson" not in f"{run.columns}{run.problems}{run.new_types}{run.refused_params}"


def test_mapping_is_corrected_and_the_rows_are_checked_again(association: UUID) -> None:
    run_id = imported("Kolumn X;Kolumn Y;Kolumn Z\nEk;Anna;blå\nBerg;Bo;röd\n".encode(), confirm=False)
    columns = get_run(run_id=run_id, at=AT).columns
    assert {column.state for column in columns} == {"doubted"}
    assert columns[2].examples == ("blå", "röd")
    set_mapping(
        run_id=run_id,
        columns=[
            ColumnChoice(index=0, field="family_name"),
            ColumnChoice(index=1, field="given_name"),
            ColumnChoice(index=2, field="leave_out"),
        ],
        actor=ACTOR,
        at=AT,
    )
    details = get_run(run_id=run_id, at=AT)
    assert (details.run.state, details.run.add) == ("REVIEW", 2)
    assert [column.state for column in details.columns] == ["mapped", "mapped", "left_out"]
    assert [row.name for row in list_preview(run_id=run_id)] == ["Anna Ek", "Bo Berg"]


def test_choices_that_cannot_be_made_are_refused(association: UUID) -> None:
    run_id = imported(b"Namn;Ort\nAnna Ek;Solna\n", confirm=False)
    for choice in [
        ColumnChoice(index=9, field="place"),
        ColumnChoice(index=1, field="nothing"),
        ColumnChoice(index=1, field="iban"),
    ]:
        with pytest.raises(ImportRefused):
            set_mapping(run_id=run_id, columns=[choice], actor=ACTOR, at=AT)
    with pytest.raises(NotFound):
        set_mapping(run_id=run_id, default_type_id=run_id, actor=ACTOR, at=AT)


def test_people_already_there_can_be_left_as_they_are(association: UUID) -> None:
    imported(b"Namn;E-post\nAnna Ek;anna@example.se\n")
    run_id = imported(b"Namn;E-post;Telefon\nAnna Ek;anna@example.se;070-1740605\n", confirm=False)
    set_mapping(run_id=run_id, on_match="skip", actor=ACTOR, at=AT)
    run = get_run(run_id=run_id, at=AT).run
    assert (run.add, run.update, run.skip) == (0, 0, 1)
    with pytest.raises(ImportRefused):
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)


def test_taking_back_writes_no_statement_that_grows_with_what_each_row_becomes(association: UUID) -> None:
    text = "Namn;E-post;Telefon\n" + "".join(
        f"Anna Ek{chr(97 + n)};a{n}@example.se;070-174 06 {n:02}\n" for n in range(20)
    )
    imported(text.encode())
    update = imported(text.replace(";070-174", ";070-175").encode())
    changed = list(Person.objects.order_by("id")[:12].values_list("id", "version"))
    values = {"preferred_name": "Annie"}
    changes = [PersonChange(person_id=each, version=version, values=values) for each, version in changed]
    change_people(changes=changes, actor=ACTOR, at=AT)
    with CaptureQueriesContext(connection) as asked:
        undone(update)
    about = [query["sql"] for query in asked if 'UPDATE "imports_touched"' in query["sql"]]
    assert (len(about), [sql for sql in about if "WHEN" in sql]) == (2, [])
    assert {each.person_id for each in list_kept(run_id=update)} == {each for each, _version in changed}


def test_cancelled_run_stops_and_what_it_did_can_be_taken_back(association: UUID) -> None:
    text = "Namn;E-post\n" + "".join(f"Anna Ek{chr(97 + n % 26)};a{n}@example.se\n" for n in range(6_000))
    run_id = imported(text.encode(), confirm=False)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    assert steps.apply_next_chunk(run_id=run_id, at=AT)
    cancel_import(run_id=run_id, actor=ACTOR, at=AT)
    assert not steps.apply_next_chunk(run_id=run_id, at=AT)
    run = get_run(run_id=run_id, at=AT).run
    assert (run.state, run.applied_rows, run.can_undo) == ("CANCELLED", 5_000, True)
    undone(run_id)
    assert Person.objects.count() == 0


def test_what_somebody_has_brought_stops_when_their_access_ends(association: UUID) -> None:
    theirs, other = (imported(b"Namn;Ort\nAnna Ek;Solna\n", confirm=False) for _ in range(2))
    officer = new_id()
    Run.objects.filter(id=theirs).update(actor_id=officer)
    access_ended.send(sender=None, account_ids=[officer], association_id=association, actor=ACTOR, at=AT)
    assert dict(Run.objects.values_list("id", "state")) == {theirs: "CANCELLED", other: "REVIEW"}


def test_unreadable_file_is_refused_with_its_reason(association: UUID) -> None:
    with pytest.raises(FileRefused):
        start_import(file=BytesIO(b"%PDF-1.7"), file_name="a.pdf", actor=ACTOR, at=AT)
    assert Run.objects.count() == 0
    run_id = imported(b"a;b\x00\n1;2\n", confirm=False)
    details = get_run(run_id=run_id, at=AT)
    assert (details.run.state, details.refused_reason, Chunk.objects.count()) == ("REFUSED", "nul_bytes", 0)


def test_problem_rows_come_back_as_a_file_that_computes_nothing(association: UUID) -> None:
    run_id = imported(
        b'Namn;E-post;Ort\nAnna Ek;anna at example;Solna\nBo Ek;bo@example.se;"=HYPERLINK(""x"")"\n',
        confirm=False,
    )
    lines = write_problem_rows(run_id=run_id, kind="csv").decode("utf-8-sig").splitlines()
    assert lines == [
        f"Namn;E-post;Ort;!;Matrikel {run_id.hex[-12:]}",
        "Anna Ek;anna at example;Solna;E-post: not_an_email: value_left_out;2",
        'Bo Ek;bo@example.se;"\'=HYPERLINK(""x"")";Ort: formula: value_left_out;3',
    ]
    book = openpyxl.load_workbook(BytesIO(write_problem_rows(run_id=run_id, kind="xlsx")))
    cell = book.active["C3"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_mended_rows_complete_the_import_that_they_come_from(
    association: UUID, viewer: Viewer, kind: str
) -> None:
    text = "Namn;Kolumn Å;Telefon\nAnna Ek;anna at example;+46701740605\nBo Ek;bo@example.se;\n;eva@example.se;\n"
    run_id = imported(text.encode(), confirm=False)
    set_mapping(run_id=run_id, columns=[ColumnChoice(index=1, field="email")], actor=ACTOR, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    taken_out = write_problem_rows(run_id=run_id, kind=kind)
    if kind == "csv":
        mended = taken_out.replace(b"anna at example", b"anna@example.se").replace(b"\n;eva", b"\nEva Ek;eva")
    else:
        book = openpyxl.load_workbook(BytesIO(taken_out))
        book.active["B2"], book.active["A3"] = "anna@example.se", "Eva Ek"
        out = BytesIO()
        book.save(out)
        mended = out.getvalue()
    again = imported(mended, f"mended.{kind}", confirm=False)
    details = get_run(run_id=again, at=AT)
    assert details.mends is not None
    assert details.mends[0] == "members.csv"
    assert [column.state for column in details.columns] == ["mapped"] * 3 + ["left_out"] * 2
    assert (details.run.add, details.run.update, details.problems_by_reason) == (1, 1, {})
    confirm_import(run_id=again, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=again, at=AT):
        continue
    emails = dict(ContactPoint.objects.filter(kind="EMAIL").values_list("person__given_name", "normalised"))
    assert emails == {"Anna": "anna@example.se", "Bo": "bo@example.se", "Eva": "eva@example.se"}
    phones = ContactPoint.objects.filter(kind="PHONE").values_list("normalised", flat=True)
    assert list(phones) == ["+46701740605"]


def test_pages_of_problems_follow_each_other(association: UUID) -> None:
    wrong = "".join(f"Anna Ek;nothing{number}\n" for number in range(120))
    right = "".join(f"Bo Ek;bo{number}@example.se\n" for number in range(200))
    text = f"Namn;E-post\n{wrong}{right}"
    run_id = imported(text.encode(), confirm=False)
    rows, mark = [], ""
    while True:
        page = list_problems(run_id=run_id, after=mark, limit=50, reason="not_an_email")
        rows += [problem.row for problem in page.problems]
        mark = page.next
        if not mark:
            break
    assert rows == list(range(2, 122))


def test_raw_row_is_shown_at_the_person_for_thirty_days(association: UUID, viewer: Viewer) -> None:
    run_id = imported(b"Namn;Skonummer\nAnna Ek;38\n")
    person_id = Person.objects.get().id
    raw = find_raw_row(person_id=person_id, viewer=viewer)
    assert raw is not None
    assert (raw.header, raw.cells, raw.row) == (("Namn", "Skonummer"), ("Anna Ek", "38"), 2)
    assert forget_raw_rows(actor=ACTOR, at=AT + timedelta(days=29)) == 0
    assert forget_raw_rows(actor=ACTOR, at=AT + timedelta(days=31)) == 1
    assert find_raw_row(person_id=person_id, viewer=viewer) is None
    assert (FilePart.objects.count(), Touched.objects.count(), Person.objects.count()) == (0, 0, 1)
    assert Run.objects.values_list("columns", "new_types", "file_name", "sheet").get() == ([], [], "", "")
    with pytest.raises(UndoRefused):
        undo_import(run_id=run_id, actor=ACTOR, at=AT + timedelta(days=31))


def test_neighbour_sees_no_run(association: UUID, neighbour: UUID) -> None:
    run_id = imported(b"Namn;Ort\nAnna Ek;Solna\n", confirm=False)
    with association_scope(neighbour):
        assert list_runs(at=AT) == []
        for ask in (
            lambda: get_run(run_id=run_id, at=AT),
            lambda: list_problems(run_id=run_id),
            lambda: confirm_import(run_id=run_id, actor=ACTOR, at=AT),
            lambda: cancel_import(run_id=run_id, actor=ACTOR, at=AT),
            lambda: undo_import(run_id=run_id, actor=ACTOR, at=AT),
        ):
            with pytest.raises(NotFound):
                ask()


def test_every_row_of_a_hostile_file_is_imported_or_told(association: UUID) -> None:
    cells = [
        "x" * 5000,
        "=1+1",
        "+cmd|' /C calc'!A0",
        "\u202egnirts",
        "😀",
        "'; DROP TABLE people_person; --",
        "\ufffd",
        "Ã¤Ã¶",
    ]
    lines = ["Förnamn;Efternamn;E-post;Telefon;Född;Postnr;Ort;Medlemsnr;Medlemstyp"]
    for number, cell in enumerate(cells):
        for column in range(9):
            row = [
                "Anna",
                f"Ek{number}-{column}",
                f"a{number}{column}@example.se",
                "",
                "1980-01-01",
                "",
                "",
                "",
                "Vuxen",
            ]
            row[column] = '"' + cell.replace('"', '""') + '"'
            lines.append(";".join(row))
    run_id = imported("\n".join(lines).encode(), confirm=False)
    with pytest.raises(ImportRefused):
        # Among such cells nobody can tell which column holds the names, so somebody says it first.
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    names = [ColumnChoice(index=0, field="given_name"), ColumnChoice(index=1, field="family_name")]
    set_mapping(run_id=run_id, columns=names, actor=ACTOR, at=AT)
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue
    run = get_run(run_id=run_id, at=AT).run
    assert run.state == "DONE"
    assert run.rows == 72
    told = {problem.row for problem in list_problems(run_id=run_id, limit=1000).problems}
    assert Person.objects.count() == run.added
    assert run.added + len([row for row in told if row]) >= run.rows


def test_numbers_of_an_undone_import_are_given_again(association: UUID) -> None:
    imported(b"Namn;E-post\nAnna Ek;anna@example.se\n")
    first = imported(b"Namn;Medlemsnr\nBo Ek;7103\nCia Ek;\n")
    second = imported(b"Namn;E-post\nDag Ek;dag@example.se\n")
    numbers = Person.objects.order_by("id").values_list("member_number", flat=True)
    assert list(numbers) == ["1", "7103", "7104", "7105"]
    undone(first)
    # Somebody has a later number: it goes on behind it.
    assert next_member_number() == 7106
    undone(second)
    assert next_member_number() == 2
    imported(b"Namn;E-post\nEva Ek;eva@example.se\n")
    assert sorted(Person.objects.values_list("member_number", flat=True)) == ["1", "2"]


def test_numbers_are_not_given_again_as_long_as_somebody_stays(association: UUID) -> None:
    run_id = imported(b"Namn;Medlemsnr\nAnna Ek;100\nBo Ek;7103\n")
    anna = Person.objects.get(given_name="Anna").id
    change_people(
        changes=[PersonChange(person_id=anna, version=1, values={"preferred_name": "Annie"})],
        actor=ACTOR,
        at=AT,
    )
    undone(run_id)
    assert next_member_number() == 101


def test_several_ways_in_a_cell_are_all_kept_and_said(association: UUID) -> None:
    run_id = imported(
        b"Namn;E-post;Telefon\nAnna Ek;a@example.se och b@example.se;070-1740605 / 08-7405060\n"
        b"Bo Ek;c@example.se;070-1740607\n"
    )
    assert [
        (found.column, found.reason, found.effect) for found in list_problems(run_id=run_id).problems
    ] == [
        ("E-post", "several_ways", "all_kept"),
        ("Telefon", "several_ways", "all_kept"),
    ]
    anna = ContactPoint.objects.filter(person__given_name="Anna")
    points = anna.order_by("normalised").values_list("normalised", "is_preferred")
    assert list(points) == [
        ("+46701740605", True),
        ("+4687405060", False),
        ("a@example.se", True),
        ("b@example.se", False),
    ]
