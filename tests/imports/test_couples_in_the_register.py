"""Two people of one row are previewed, chosen, mended, brought in, shown and taken back as two."""

from io import BytesIO
from uuid import UUID

import pytest

from matrikel.imports import steps
from matrikel.imports.actions.choose_rows import RowWish, choose_rows
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.mend_cells import CellMend, mend_cells
from matrikel.imports.actions.set_mapping import set_mapping
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run, Touched
from matrikel.imports.queries import (
    find_raw_row,
    get_run,
    list_matched,
    list_mendable,
    list_preview,
    list_problems,
    write_problem_rows,
)
from matrikel.imports.rules.parts import second_of
from matrikel.kernel.actors import Viewer
from matrikel.memberships.models import Membership
from matrikel.people.models import ContactPoint, Person
from matrikel.relations.models import Household, HouseholdMember
from tests.conftest import ACTOR, AT, TODAY
from tests.imports.test_story import imported, undone

LIST = (
    "Medlemsnr;Namn;Adress;Postnr;Ort;Telefon;E-post\n"
    "4;Bo Berg;Storgatan 1;113 20;Stockholm;070-1740605;bo@example.se\n"
    "5;Anna Ek och Per Holm;Ekvägen 2;113 20;Stockholm;Anna 070-1740606, Per 070-1740607;anna@example.se\n"
    "6;Eva & Ulf Lund;Ekvägen 3;113 20;Stockholm;;ulf@example.se\n"
).encode()


def applied(run_id: UUID) -> None:
    confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    while steps.apply_next_chunk(run_id=run_id, at=AT):
        continue


def figures(run_id: UUID) -> tuple[int, int, int, int, int]:
    run = get_run(run_id=run_id, at=AT).run
    return run.rows, run.add, run.update, run.skip, run.keep


def names() -> list[str]:
    found = Person.objects.order_by("family_name", "given_name").values_list("given_name", "family_name")
    return [f"{given} {family}" for given, family in found]


EVERYBODY = ["Bo Berg", "Anna Ek", "Per Holm", "Eva Lund", "Ulf Lund"]


def person_of(given: str) -> Person:
    return Person.objects.get(given_name=given)


def test_row_of_two_comes_in_as_two_of_one_home_and_goes_back(association: UUID) -> None:
    run_id = imported(LIST, confirm=False)
    assert figures(run_id) == (3, 5, 0, 0, 0)
    assert [(row.row, row.name) for row in list_preview(run_id=run_id)] == [
        (2, "Bo Berg"), (3, "Anna Ek"), (3, "Per Holm"), (4, "Eva Lund"), (4, "Ulf Lund"),
    ]  # fmt: skip
    assert len({row.key for row in list_preview(run_id=run_id)}) == 5
    details = get_run(run_id=run_id, at=AT)
    assert (details.problems_by_reason, details.households) == ({"two_people": 2}, 2)
    assert [(p.row, p.value, p.effect) for p in list_problems(run_id=run_id).problems] == [
        (3, "Anna Ek + Per Holm", "both_taken"),
        (4, "Eva Lund + Ulf Lund", "both_taken"),
    ]
    applied(run_id)
    assert names() == EVERYBODY
    assert Membership.objects.count() == 5
    assert get_run(run_id=run_id, at=AT).run.added == 5
    homes: dict[UUID, set[str]] = {}
    for home, given in HouseholdMember.objects.values_list("household_id", "person__given_name"):
        homes.setdefault(home, set()).add(given)
    assert sorted(homes.values(), key=min) == [{"Anna", "Per"}, {"Eva", "Ulf"}]
    points = ContactPoint.objects.filter(kind__in=("EMAIL", "PHONE"))
    ways = {(point.person.given_name, point.normalised) for point in points.select_related("person")}
    assert ways == {
        ("Bo", "+46701740605"), ("Bo", "bo@example.se"), ("Anna", "+46701740606"), ("Anna", "anna@example.se"),
        ("Per", "+46701740607"), ("Ulf", "ulf@example.se"),
    }  # fmt: skip
    numbers = dict(Person.objects.values_list("given_name", "member_number"))
    assert {given: numbers[given] for given in ("Bo", "Anna", "Eva")} == {"Bo": "4", "Anna": "5", "Eva": "6"}
    assert len(set(numbers.values())) == 5
    undone(run_id)
    assert (Person.objects.count(), Household.objects.count(), Touched.objects.count()) == (0, 0, 0)


def test_row_is_shown_at_each_of_its_people(association: UUID, viewer: Viewer) -> None:
    imported(LIST)
    for given in ("Anna", "Per"):
        raw = find_raw_row(person_id=person_of(given).id, viewer=viewer)
        assert raw is not None
        assert (raw.row, raw.cells[1]) == (3, "Anna Ek och Per Holm")


def test_the_same_list_again_changes_nothing(association: UUID, viewer: Viewer) -> None:
    imported(LIST)
    again = imported(LIST, confirm=False)
    # Of Per nothing is known but the name: he lives with Anna, who is known, and there is no other of that name.
    assert figures(again) == (3, 0, 0, 5, 5)
    assert list_matched(run_id=again, viewer=viewer, meets=["perhaps"]).rows == ()
    more = imported(LIST.replace(b"4;Bo Berg", b"4;Kari Berg"), confirm=False)
    assert get_run(run_id=more, at=AT).matched == 4


def test_other_of_the_row_is_asked_about_where_living_together_does_not_tell(
    association: UUID, viewer: Viewer
) -> None:
    imported(LIST)
    # A second Per Holm, whose father he may be, lives there too.
    imported("Namn;Medlemsnr;Adress;Postnr;Ort\nPer Holm;90;Ekvägen 2;113 20;Stockholm\n".encode())
    again = imported(LIST, confirm=False)
    (row,) = list_matched(run_id=again, viewer=viewer, meets=["perhaps"]).rows
    assert (row.row, row.name, len(row.people)) == (3, "Per Holm", 2)


def test_each_of_the_two_is_matched_and_chosen_by_itself(association: UUID, viewer: Viewer) -> None:
    imported(b"Namn;E-post;Medlemsnr\nAnna Ek;anna@example.se;5\nPer Holm;per@example.se;9\n")
    run_id = imported(LIST.replace(b"anna@", b"per@"), confirm=False)
    rows = list_matched(run_id=run_id, viewer=viewer).rows
    assert [(row.row, row.key, row.name, row.meets, row.action) for row in rows] == [
        (3, 3, "Anna Ek", "known", "update"),
        (3, second_of(3), "Per Holm", "known", "update"),
    ]
    choose_rows(
        run_id=run_id,
        wishes=[RowWish(row=second_of(3), choice="skip"), RowWish(row=3, choice="update")],
        actor=ACTOR,
        at=AT,
    )
    assert figures(run_id) == (3, 3, 1, 1, 0)
    choose_rows(run_id=run_id, wishes=[RowWish(row=second_of(3), choice="add")], actor=ACTOR, at=AT)
    assert figures(run_id) == (3, 4, 1, 0, 0)
    applied(run_id)
    assert sorted(names()).count("Per Holm") == 2
    assert names().count("Anna Ek") == 1
    undone(run_id)
    assert names() == ["Anna Ek", "Per Holm"]


def test_somebody_who_stands_in_a_row_of_two_and_again_alone_is_one(
    association: UUID, viewer: Viewer
) -> None:
    alone = b"7;Ulf Lund;;;;070-1740609;ulf@example.se\n"
    run_id = imported(LIST + alone, confirm=False)
    (row,) = list_matched(run_id=run_id, viewer=viewer).rows
    assert (row.row, row.meets, row.other_row) == (5, "row", 4)
    applied(run_id)
    assert names() == EVERYBODY
    assert set(
        ContactPoint.objects.filter(person__given_name="Ulf", kind="PHONE").values_list(
            "normalised", flat=True
        )
    ) == {"+46701740609"}


def test_the_two_are_never_held_for_one_because_they_are_called_alike(association: UUID) -> None:
    run_id = imported("Namn;Adress;Postnr;Ort\nKarin och Karina Ek;Ekvägen 2;113 20;Stockholm\n".encode())
    assert names() == ["Karin Ek", "Karina Ek"]
    assert get_run(run_id=run_id, at=AT).doubled == 0


def test_what_is_done_with_rows_of_two_is_chosen_for_the_file_and_remembered(association: UUID) -> None:
    run_id = imported(LIST, confirm=False)
    set_mapping(run_id=run_id, on_couple="skip", actor=ACTOR, at=AT)
    assert figures(run_id) == (3, 1, 0, 2, 0)
    with pytest.raises(ImportRefused):
        set_mapping(run_id=run_id, on_couple="three", actor=ACTOR, at=AT)
    set_mapping(run_id=run_id, on_couple="one", actor=ACTOR, at=AT)
    assert figures(run_id) == (3, 3, 0, 0, 0)
    applied(run_id)
    assert len(names()) == 3
    again = imported(LIST, confirm=False)
    details = get_run(run_id=again, at=AT)
    assert (details.on_couple, details.recognised_on) == ("one", TODAY)
    set_mapping(run_id=again, on_couple="two", actor=ACTOR, at=AT)
    assert get_run(run_id=again, at=AT).problems_by_reason["two_people"] == 2


def test_mended_name_makes_one_of_two_and_two_of_one(association: UUID) -> None:
    run_id = imported(LIST, confirm=False)
    problems = list_problems(run_id=run_id).problems
    first, second = list_mendable(run_id=run_id, problems=problems)
    assert [(cell.row, cell.column, cell.value) for cell in (*first, *second)] == [
        (3, 1, "Anna Ek och Per Holm"),
        (4, 1, "Eva & Ulf Lund"),
    ]
    mends = [CellMend(row=3, column=1, value="Anna Ek"), CellMend(row=2, column=1, value="Bo och Siv Berg")]
    assert mend_cells(run_id=run_id, mends=mends, actor=ACTOR, at=AT) == 2
    assert [row.name for row in list_preview(run_id=run_id)] == [
        "Bo Berg", "Siv Berg", "Anna Ek", "Eva Lund", "Ulf Lund",
    ]  # fmt: skip


def brought_again(first: UUID, *, swap: tuple[bytes, bytes]) -> UUID:
    taken_out = write_problem_rows(run_id=first, kind="csv")
    assert taken_out.count(b"Anna Ek och Per Holm") == 1
    run_id = start_import(file=BytesIO(taken_out.replace(*swap)), file_name="mended.csv", actor=ACTOR, at=AT)
    steps.read_file(run_id=run_id, at=AT)
    return run_id


def test_rows_taken_out_and_mended_mean_both_again(association: UUID, viewer: Viewer) -> None:
    first = imported(LIST)
    before = dict(Person.objects.values_list("given_name", "id"))
    run_id = brought_again(first, swap=(b"Per Holm", b"Petter Holm"))
    found = {row.name: row.people[0].id for row in list_matched(run_id=run_id, viewer=viewer).rows}
    assert found == {
        "Anna Ek": before["Anna"], "Petter Holm": before["Per"], "Eva Lund": before["Eva"], "Ulf Lund": before["Ulf"],
    }  # fmt: skip
    applied(run_id)
    assert names() == ["Bo Berg", "Anna Ek", "Petter Holm", "Eva Lund", "Ulf Lund"]


def test_row_of_two_mended_into_one_means_whom_it_names_and_not_the_first(
    association: UUID, viewer: Viewer
) -> None:
    first = imported(LIST.replace(b"anna@example.se", b"per@example.se"))
    per = person_of("Per").id
    run_id = brought_again(first, swap=(b"Anna Ek och Per Holm", b"Per Holm"))
    found = {row.name: row.people[0].id for row in list_matched(run_id=run_id, viewer=viewer).rows}
    assert found["Per Holm"] == per
    assert Run.objects.get(id=run_id).mends_id == first
