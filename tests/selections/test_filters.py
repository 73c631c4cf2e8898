"""Each filter finds exactly those who fit, and no filter tells more than the list does."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.people.filters.offers import (
    read_days,
    read_numbers,
    write_days,
    write_numbers,
)
from matrikel.people.filters.persons import read_postcodes
from matrikel.people.rules.records import NewContactPoint
from matrikel.selections.filters import columns_for, read_columns
from matrikel.selections.queries import ways
from matrikel.selections.queries.chosen_people import count_chosen, list_chosen
from matrikel.selections.queries.people import list_people
from matrikel.selections.queries.questions import read_question
from matrikel.selections.rules import Chosen, Question
from tests.conftest import TODAY
from tests.factories.people import a_person, admit, at_home, branches, register, type_of

WAYS = {
    "everybody is asked": {},
    "whoever an index knows is gathered": {"SAMPLE": 1, "LOOKED_UP": -1.0, "ASKED": 0.0, "READ": 1e9},
    "what two filters have in common is gathered": {
        "SAMPLE": 1,
        "LOOKED_UP": -1.0,
        "ASKED": 0.0,
        "READ": -1e9,
    },
    "the alphabet is walked": {"SAMPLE": 1, "LOOKED_UP": 1e9, "PATIENCE": 1e6, "DOUBT": 1e6},
    "the walk is given up at once": {"SAMPLE": 1, "LOOKED_UP": 1e-9, "MET": -1.0, "PATIENCE": 0, "DOUBT": 0},
}


def found(viewer: Viewer, *, on: date | None = None, **asked: str | tuple[str, ...]) -> set[UUID]:
    """Return whom the list finds: the same on every way to them, and as many as it counts."""
    values = {code: (value,) if isinstance(value, str) else value for code, value in asked.items()}
    question = Question(asked=values, on=on)
    expected = set(list_chosen(chosen=Chosen(question=question), on=TODAY, viewer=viewer))
    for name, settings in WAYS.items():
        with pytest.MonkeyPatch.context() as patch:
            for setting, value in settings.items():
                patch.setattr(ways, setting, value)
            page = list_people(question=question, on=TODAY, viewer=viewer)
            assert (name, {row.id for row in page.rows}) == (name, expected)
            assert page.count_is_about or page.count == len(expected)
    return expected


def born(years_ago: int, *, days: int = 0) -> date:
    """Return a birth date so many years before today, and some days after that."""
    return TODAY.replace(year=TODAY.year - years_ago) + timedelta(days)


def test_ages_are_counted_to_the_day_and_to_the_year_where_only_the_year_is_known(
    association: UUID, viewer: Viewer
) -> None:
    just, not_yet, by_year, unknown = register(
        a_person(birth_date=born(18)),
        a_person(birth_date=born(18, days=1)),
        a_person(birth_year=TODAY.year - 18),
        a_person(),
    )
    assert found(viewer, age="18..") == {just, by_year}
    assert found(viewer, age="..17") == {not_yet}
    assert found(viewer, age="18..18") == {just, by_year}
    assert found(viewer, age="17..18") == {just, not_yet, by_year}
    assert unknown not in found(viewer, age="..200")
    assert found(viewer, age="18..", on=TODAY - timedelta(1)) == {by_year}


def test_birthdays_by_month_and_everything_else_that_is_known_of_a_person(
    association: UUID, viewer: Viewer
) -> None:
    anna, bo, firm = register(
        a_person("Anna", birth_date=date(1980, 2, 29), gender="F", language="fi"),
        a_person("Bo", birth_date=date(1990, 12, 1), gender="M"),
        a_person("", "Firman AB", kind="LEGAL"),
    )
    assert found(viewer, birth_month=("2", "11")) == {anna}
    assert found(viewer, gender="M") == {bo}
    assert found(viewer, language=("fi", "sv")) == {anna}
    assert found(viewer, kind="LEGAL") == {firm}
    assert found(viewer, changed="2026-11-21..2026-11-21") == {anna, bo, firm}
    assert found(viewer, changed="2026-11-22..") == set()


def test_what_is_missing_counts_each_way_to_be_reached(association: UUID, viewer: Viewer) -> None:
    mail = NewContactPoint(kind="EMAIL", value="a@example.se", normalised="a@example.se")
    both, only_home, none = register(
        replace(a_person("Anna"), contact_points=[mail, at_home("67131")]),
        replace(a_person("Bo"), contact_points=[at_home("67131")]),
        a_person("Cia"),
    )
    assert found(viewer, missing="EMAIL") == {only_home, none}
    assert found(viewer, missing=("POSTAL",)) == {none}
    assert found(viewer, missing="ANY") == {none}
    assert found(viewer, missing=("EMAIL", "PHONE")) == {both, only_home, none}


def test_an_address_that_holds_no_more_or_not_yet_is_not_where_somebody_is_reached(
    association: UUID, viewer: Viewer
) -> None:
    over = replace(at_home("67131"), valid_to=TODAY, is_preferred=True)
    later = replace(at_home("11122"), valid_from=TODAY + timedelta(1))
    moved, gone = register(
        replace(a_person("Anna"), contact_points=[over, at_home("75238"), later]),
        replace(a_person("Bo"), contact_points=[over]),
    )
    column = columns_for(viewer, ["postcode"])["postcode"]
    assert column.values([moved, gone], viewer, TODAY) == {moved: "75238"}
    assert column.values([moved, gone], viewer, TODAY - timedelta(1)) == {moved: "67131", gone: "67131"}
    assert found(viewer, postcode="67") == set()
    assert found(viewer, postcode="67", on=TODAY - timedelta(1)) == {moved, gone}
    assert found(viewer, missing="POSTAL") == {gone}


def test_what_stands_in_one_table_is_asked_with_one_question(association: UUID, viewer: Viewer) -> None:
    mail = NewContactPoint(kind="EMAIL", value="a@example.se", normalised="a@example.se", is_preferred=True)
    second = replace(mail, value="b@example.se", normalised="b@example.se", is_preferred=False)
    anna, bo = register(
        replace(a_person("Anna"), contact_points=[second, at_home("67131"), mail]),
        a_person("Bo"),
    )
    codes = ["postcode", "language", "email", "phone"]
    with CaptureQueriesContext(connection) as asked:
        values = read_columns(columns_for(viewer, codes), [anna, bo], viewer, TODAY)
    assert values == {
        "postcode": {anna: "67131"},
        "language": {},
        "email": {anna: "a@example.se"},
        "phone": {},
    }
    assert len(asked) == 2


def test_joining_and_leaving_are_no_change_of_type(association: UUID, viewer: Viewer) -> None:
    changer, newcomer, leaver, mistake = register(*(a_person(name) for name in ("Anna", "Bo", "Cia", "Dan")))
    admit(changer, date(2020, 1, 1), date(2025, 1, 1), kind="YOUTH", end_reason="TRANSFERRED")
    admit(changer, date(2025, 1, 1))
    admit(newcomer, date(2025, 6, 1))
    admit(leaver, date(2019, 1, 1), date(2025, 7, 1), end_reason="RESIGNED")
    admit(mistake, date(2025, 6, 1), date(2025, 7, 1), end_reason="MISTAKE")
    assert found(viewer, joined="2025-01-01..2025-12-31") == {newcomer}
    assert found(viewer, joined="..2020-12-31") == {changer, leaver}
    # The last day is the day before the membership is over.
    assert found(viewer, left="2025-06-30..2025-06-30") == {leaver}
    assert found(viewer, left="2025-07-01..") == set()
    assert found(viewer, status="member", on=date(2024, 1, 1)) == {changer, leaver}
    assert found(viewer, status=("former", "contact")) == {leaver, mistake}


def test_several_values_of_a_filter_widen_and_several_filters_narrow(
    association: UUID, viewer: Viewer
) -> None:
    north, south = branches("Norra", "Södra")
    (below,) = branches("Under", parent_id=north)
    anna, bo, cia = register(
        a_person("Anna", unit_id=north), a_person("Bo", unit_id=south), a_person("Cia", unit_id=below)
    )
    admit(anna, date(2020, 1, 1))
    admit(bo, date(2020, 1, 1), kind="YOUTH")
    assert found(viewer, unit=str(north)) == {anna, cia}
    assert found(viewer, unit=(str(north), str(south))) == {anna, bo, cia}
    assert found(viewer, type=(str(type_of()), str(type_of("YOUTH")))) == {anna, bo}
    assert found(viewer, type=str(type_of()), unit=str(south)) == set()


def test_protection_is_a_filter_only_for_whoever_may_open_it(association: UUID, viewer: Viewer) -> None:
    hidden, plain = register(a_person("Anna", protection="STRICT"), a_person("Bo"))
    officer = replace(viewer, rights=viewer.rights - {Right.PROTECTED_SEE})
    assert found(viewer, protection=("STRICT", "HIDDEN")) == {hidden}
    assert found(viewer, missing="ANY") == {plain}
    # To others a protected person looks like somebody who gave no address.
    assert found(officer, missing="ANY") == {hidden, plain}
    with pytest.raises(NotFound):
        list_people(question=Question(asked={"protection": ("STRICT",)}), on=TODAY, viewer=officer)
    assert read_question({"protection": ["STRICT"]}, viewer=officer).question == Question()


@pytest.mark.parametrize(
    "asked",
    [
        {"nothing": ("x",)},
        {"status": ("x",)},
        {"type": ("x",)},
        {"age": ("x",)},
        {"joined": ("2025-02-31",)},
        {"birth_month": ("May",)},
    ],
)
def test_a_question_that_says_nothing_never_widens_the_answer(
    association: UUID, viewer: Viewer, asked: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(NotFound):
        list_people(question=Question(asked=asked), on=TODAY, viewer=viewer)


def test_an_address_is_read_kindly_but_ids_of_others_are_not_there(
    association: UUID, neighbour: UUID, viewer: Viewer
) -> None:
    with association_scope(neighbour):
        theirs = str(type_of())
    for unknown in (theirs, str(new_id())):
        with pytest.raises(NotFound):
            read_question({"type": [unknown]}, viewer=viewer)
    read = read_question(
        {
            "status": ["member", "nobody"],
            "type": ["x"],
            "joined.from": ["2025-01-01"],
            "joined.to": [""],
            "age.to": ["17"],
            "age.from": ["30"],
            "on": ["2025-05-05"],
        },
        viewer=viewer,
        search=" anna\x00 ",
    )
    assert read.question == Question(
        search="anna",
        asked={"status": ("member",), "joined": ("2025-01-01..",), "age": ("17..30",)},
        on=date(2025, 5, 5),
    )


days = st.dates() | st.none()
numbers = st.integers(0, 999_999) | st.none()


@given(days, days)
def test_days_survive_being_written_the_earlier_first(first: date | None, last: date | None) -> None:
    ordered = (last, first) if first and last and last < first else (first, last)
    assert read_days(write_days(first, last)) == ordered


@given(numbers, numbers)
def test_numbers_survive_being_written_the_smaller_first(first: int | None, last: int | None) -> None:
    ordered = (last, first) if first is not None and last is not None and last < first else (first, last)
    assert read_numbers(write_numbers(first, last)) == ordered


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_left(text: str) -> None:
    for read, write in ((read_days, write_days), (read_numbers, write_numbers)):
        once = write(*read(text))
        assert write(*read(once)) == once
    assert read_postcodes(read_postcodes(text)) == read_postcodes(text)


# --- Chosen from a list -----------------------------------------------------------------------------------


def test_a_choice_is_those_ticked_or_all_but_some_and_never_beyond_the_branch(
    association: UUID, viewer: Viewer
) -> None:
    north, south = branches("Norra", "Södra")
    ids = register(
        *(a_person(f"Anna{number}", unit_id=(north, south)[number % 2]) for number in range(6)),
        a_person("Bo"),
    )
    southern = replace(viewer, unit_ids=(south,))
    everybody = Chosen(question=Question())
    but_one = Chosen(question=Question(search="anna"), ids=(ids[0],))
    ticked = Chosen(ids=(ids[1], ids[0], new_id()))
    for chosen, officer, expected in [
        (everybody, viewer, set(ids)),
        (everybody, southern, set(ids[1:6:2])),
        (but_one, viewer, set(ids[1:6])),
        (but_one, southern, set(ids[1:6:2])),
        (ticked, viewer, {ids[0], ids[1]}),
        (ticked, southern, {ids[1]}),
    ]:
        listed = list_chosen(chosen=chosen, on=TODAY, viewer=officer)
        assert (set(listed), len(listed)) == (expected, len(expected))
        assert count_chosen(chosen=chosen, on=TODAY, viewer=officer) == len(expected)


def test_all_that_match_are_those_of_the_whole_list_page_by_page(association: UUID, viewer: Viewer) -> None:
    register(*(a_person(f"Anna{number % 7}", f"Ek{number % 5}") for number in range(60)))
    question, pages, after = Question(search="an"), [], None
    while True:
        page = list_people(question=question, on=TODAY, viewer=viewer, after=after)
        pages += [row.id for row in page.rows]
        if (after := page.next_after) is None:
            break
    assert list_chosen(chosen=Chosen(question=question), on=TODAY, viewer=viewer) == pages
