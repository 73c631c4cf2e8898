"""A list that is older than the register puts nothing back over what was written since, unless somebody says so."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID

import openpyxl
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.imports import steps
from matrikel.imports.actions.begin_again import begin_again
from matrikel.imports.actions.choose_rows import RowWish, choose_rows
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.set_mapping import set_mapping
from matrikel.imports.models import Run
from matrikel.imports.queries import get_run, list_matched, list_problems
from matrikel.kernel.actors import Viewer
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.records import AddressChange, PersonChange
from tests.conftest import ACTOR, AT
from tests.imports.test_story import imported, undone

OLD = (
    b"Namn;E-post;Adress;Postnr;Ort\n"
    b"Anna Ek;anna@example.se;Gatan 1;113 20;Solna\n"
    b"Bo Ek;bo@example.se;Gatan 1;113 20;Solna\n"
)
NEW = OLD.replace(b"Gatan 1", b"Nygatan 2")


def street(given: str) -> str:
    return str(
        ContactPoint.objects.values_list("street", flat=True).get(person__given_name=given, kind="POSTAL")
    )


def moved(given: str, to: str) -> None:
    person = Person.objects.get(given_name=given)
    before = PostalAddress(country="SE", street=street(given), postcode="11320", place="Solna")
    after = PostalAddress(country="SE", street=to, postcode="11320", place="Solna")
    change_people(
        changes=[
            PersonChange(
                person_id=person.id,
                version=person.version,
                address_change=AddressChange(before=before, after=after),
            )
        ],
        actor=ACTOR,
        at=AT,
    )


def applied(run_id: UUID) -> None:
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue


def test_move_that_an_officer_wrote_down_is_kept_and_asked_about(association: UUID, viewer: Viewer) -> None:
    imported(OLD)
    moved("Anna", "Sjövägen 7")
    again = imported(OLD + b"Cia Ek;cia@example.se;Gatan 1;113 20;Solna\n", confirm=False)
    run = get_run(run_id=again, at=AT).run
    assert (run.add, run.update, run.keep, run.skip) == (1, 0, 1, 2)
    (problem,) = list_problems(run_id=again).problems
    assert (problem.row, problem.reason, problem.effect) == (2, "newer_in_register", "old_kept")
    (asked,) = list_matched(run_id=again, viewer=viewer, only_asked=True).rows
    (difference,) = asked.differences
    assert (asked.name, asked.asks, difference.name, difference.is_newer) == ("Anna Ek", True, "POSTAL", True)
    assert (difference.old.street, difference.new.street) == ("Sjövägen 7", "Gatan 1")
    applied(again)
    assert (street("Anna"), street("Bo")) == ("Sjövägen 7", "Gatan 1")


def test_rest_of_the_row_comes_in_beside_what_is_kept(association: UUID) -> None:
    imported(OLD)
    moved("Anna", "Sjövägen 7")
    text = OLD.replace(b"Ort\n", b"Ort;Telefon\n").replace(b"Solna\n", b"Solna;070-1740605\n", 1)
    again = imported(text, confirm=False)
    run = get_run(run_id=again, at=AT).run
    assert (run.update, run.keep, dict(Run.objects.get(id=again).problems)) == (
        1,
        1,
        {"newer_in_register": 1},
    )
    applied(again)
    assert street("Anna") == "Sjövägen 7"
    assert ContactPoint.objects.filter(kind="PHONE", person__given_name="Anna").count() == 1


def test_list_replaces_what_is_newer_where_somebody_says_so_of_the_row_or_of_all(
    association: UUID, viewer: Viewer
) -> None:
    imported(OLD)
    moved("Anna", "Sjövägen 7")
    moved("Bo", "Sjövägen 7")
    again = imported(OLD, confirm=False)
    assert get_run(run_id=again, at=AT).run.update == 0
    choose_rows(run_id=again, wishes=[RowWish(row=2, choice="update")], actor=ACTOR, at=AT)
    assert get_run(run_id=again, at=AT).run.update == 1
    assert [row.name for row in list_matched(run_id=again, viewer=viewer, only_asked=True).rows] == ["Bo Ek"]
    applied(again)
    assert (street("Anna"), street("Bo")) == ("Gatan 1", "Sjövägen 7")
    third = imported(OLD, confirm=False)
    set_mapping(run_id=third, on_match="replace", actor=ACTOR, at=AT)
    details = get_run(run_id=third, at=AT)
    assert (details.run.update, details.run.problems) == (1, 0)
    applied(third)
    assert street("Bo") == "Gatan 1"


def test_list_of_before_puts_nothing_back_over_a_newer_list(association: UUID) -> None:
    imported(OLD)
    second = imported(NEW, confirm=False)
    assert (get_run(run_id=second, at=AT).run.update, get_run(run_id=second, at=AT).run.problems) == (2, 0)
    applied(second)
    assert street("Anna") == "Nygatan 2"
    sheet = openpyxl.Workbook()
    for line in OLD.decode().splitlines():
        sheet.active.append(line.split(";"))
    file = BytesIO()
    sheet.save(file)
    again = imported(file.getvalue(), "list.xlsx", confirm=False)
    details = get_run(run_id=again, at=AT)
    assert (details.run.update, details.problems_by_reason) == (0, {"newer_in_register": 2})


def test_list_that_was_taken_back_and_begun_again_asks_nothing_new(association: UUID) -> None:
    imported(OLD)
    second = imported(NEW)
    undone(second)
    assert street("Anna") == "Gatan 1"
    again = begin_again(run_id=second, actor=ACTOR, at=AT)
    steps.check_rows(run_id=again, at=AT)
    details = get_run(run_id=again, at=AT)
    assert (details.run.update, details.run.problems) == (2, 0)
    undone_since = Person.objects.get(given_name="Anna")
    assert undone_since.version == 3
    moved("Anna", "Sjövägen 7")
    steps_again = imported(NEW, confirm=False)
    assert get_run(run_id=steps_again, at=AT).problems_by_reason == {"newer_in_register": 1}


def test_name_that_somebody_has_written_since_is_kept(association: UUID, viewer: Viewer) -> None:
    imported(b"Medlemsnr;Namn;E-post\n1;Anna Ek;anna@example.se\n2;Bo Ek;bo@example.se\n")
    anna = Person.objects.get(given_name="Anna")
    change_people(
        changes=[PersonChange(person_id=anna.id, version=anna.version, values={"gender": "X"})],
        actor=ACTOR,
        at=AT,
    )
    text = "Medlemsnr;Namn;E-post;Kön\n1;Anna Ek;anna@example.se;Kvinna\n2;Bo Ek;bo@example.se;Man\n"
    again = imported(text.encode(), confirm=False)
    rows = list_matched(run_id=again, viewer=viewer).rows
    shown = [[(each.name, each.old, each.new, each.is_newer) for each in row.differences] for row in rows]
    assert shown == [[("gender", "X", "F", True)], [("gender", None, "M", False)]]
    applied(again)
    assert dict(Person.objects.values_list("given_name", "gender")) == {"Anna": "X", "Bo": "M"}


def test_what_was_written_after_the_check_is_not_overwritten_either(association: UUID) -> None:
    imported(OLD)
    second = imported(NEW, confirm=False)
    moved("Anna", "Sjövägen 7")
    applied(second)
    assert (street("Anna"), street("Bo")) == ("Sjövägen 7", "Nygatan 2")


def test_nothing_of_somebody_protected_is_shown_to_who_may_not_see_it(
    association: UUID, viewer: Viewer
) -> None:
    imported(b"Medlemsnr;Namn;Telefon\n1;Anna Ek;\n")
    anna = Person.objects.get()
    change_people(
        changes=[PersonChange(person_id=anna.id, version=1, values={"protection": "PROTECTED"})],
        actor=ACTOR,
        at=AT,
    )
    again = imported("Medlemsnr;Namn;Kön\n1;Anna Ek;Kvinna\n".encode(), confirm=False)
    (row,) = list_matched(run_id=again, viewer=replace(viewer, rights=frozenset()), meets=("known",)).rows
    assert row.differences == ()


def test_comparing_costs_the_same_for_few_and_many(association: UUID, viewer: Viewer) -> None:
    asked = []
    for count in (3, 40):
        lines = "".join(
            f"Per Ek{chr(97 + n % 26)}{n};p{count}.{n}@example.se;Gatan 1;113 20;Solna\n"
            for n in range(count)
        )
        text = f"Namn;E-post;Adress;Postnr;Ort\n{lines}".encode()
        imported(text)
        again = imported(text.replace(b"Gatan 1", b"Gatan 3"), confirm=False)
        with CaptureQueriesContext(connection) as queries:
            assert len(list_matched(run_id=again, viewer=viewer).rows) == count
        asked.append(len(queries))
    assert asked[0] == asked[1]
