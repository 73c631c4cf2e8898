"""The people list in other orders: every page once, either way, and whoever lacks what is sorted by comes last."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.kernel.actors import Viewer
from matrikel.people.models import Person
from matrikel.selections.queries.people import PeoplePage, list_people
from matrikel.selections.rules import Question, Sort, SortBy
from tests.conftest import AT
from tests.factories.people import a_person, admit, register

NUMBERS = ["10", "9", "A-2", "007", "", "", "100"]
BORN = [date(1990, 5, 5), None, date(2001, 1, 1), None, date(1990, 5, 5), None, date(1950, 12, 31)]
EVERY_SORT = [Sort(by=by, is_descending=down) for by in SortBy for down in (False, True)]


@pytest.fixture
def crowd(association: UUID) -> dict[UUID, str]:
    """Seven people with and without numbers and birthdays; their names by id."""
    people = []
    for place, (number, born) in enumerate(zip(NUMBERS, BORN, strict=True)):
        person = a_person(f"N{place}", "Ek", birth_date=born, birth_year=None if born else 1970 * (place % 2))
        people.append(replace(person, core=replace(person.core, member_number=number), wants_number=False))
    ids = register(*people)
    for place, person_id in enumerate(ids):
        Person.objects.filter(id=person_id).update(changed_at=AT - timedelta(days=place % 3))
    for person_id in ids[:5]:
        admit(person_id, date(2020, 1, 1))
    return {person_id: f"N{place}" for place, person_id in enumerate(ids)}


def pages(viewer: Viewer, sort: Sort, question: Question, rows: int) -> list[PeoplePage]:
    found = [list_people(question=question, on=AT.date(), viewer=viewer, rows=rows, sort=sort)]
    while (after := found[-1].next_after) is not None:
        found.append(
            list_people(question=question, on=AT.date(), viewer=viewer, rows=rows, sort=sort, after=after)
        )
    return found


def names(page: PeoplePage) -> list[str]:
    return [row.display_name.split()[0] for row in page.rows]


def order(viewer: Viewer, by: SortBy, *, down: bool = False) -> list[str]:
    sort = Sort(by=by, is_descending=down)
    return [name for page in pages(viewer, sort, Question(), 3) for name in names(page)]


def test_numbers_stand_as_numbers_and_who_has_none_last(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    assert order(viewer, SortBy.NUMBER) == ["N3", "N1", "N0", "N6", "N2", "N4", "N5"]
    assert order(viewer, SortBy.NUMBER, down=True) == ["N2", "N6", "N0", "N1", "N3", "N4", "N5"]


def test_who_gave_a_year_stands_at_its_end_and_who_gave_nothing_last(
    viewer: Viewer, crowd: dict[UUID, str]
) -> None:
    assert order(viewer, SortBy.BORN) == ["N6", "N1", "N3", "N5", "N0", "N4", "N2"]
    assert order(viewer, SortBy.BORN, down=True) == ["N2", "N4", "N0", "N5", "N3", "N1", "N6"]


def test_the_latest_changes_come_first_where_one_asks_for_them(
    viewer: Viewer, crowd: dict[UUID, str]
) -> None:
    assert order(viewer, SortBy.CHANGED, down=True) == ["N6", "N3", "N0", "N4", "N1", "N5", "N2"]


@pytest.mark.parametrize("sort", EVERY_SORT, ids=lambda sort: f"{sort.by}-{sort.is_descending}")
@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_every_order_visits_everybody_once_forwards_and_backwards(
    viewer: Viewer, crowd: dict[UUID, str], sort: Sort, rows: int
) -> None:
    for question in (Question(), Question(asked={"status": ("member",)})):
        forwards = pages(viewer, sort, question, rows)
        shown = [name for page in forwards for name in names(page)]
        assert sorted(shown) == sorted(crowd.values())[: 5 if question.is_narrowed else 7]
        backwards = [forwards[-1]]
        while (before := backwards[0].previous_before) is not None:
            page = list_people(
                question=question, on=AT.date(), viewer=viewer, rows=rows, sort=sort, before=before
            )
            backwards.insert(0, page)
        assert [names(page) for page in backwards] == [names(page) for page in forwards]


@pytest.mark.parametrize("sort", EVERY_SORT, ids=lambda sort: f"{sort.by}-{sort.is_descending}")
def test_an_order_costs_the_same_for_few_and_for_many(association: UUID, viewer: Viewer, sort: Sort) -> None:
    def questions(after: UUID | None) -> int:
        with CaptureQueriesContext(connection) as asked:
            list_people(question=Question(), on=AT.date(), viewer=viewer, sort=sort, after=after)
        return len(asked)

    (first, *_others) = register(*(a_person(f"A{place}", "Ek") for place in range(3)))
    few = questions(None), questions(first)
    register(*(a_person(f"B{place}", "Ek") for place in range(300)))
    assert (questions(None), questions(first)) == few


def test_a_mark_that_is_gone_begins_again(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    sort = Sort(by=SortBy.BORN)
    page = list_people(question=Question(), on=AT.date(), viewer=viewer, sort=sort, after=UUID(int=1))
    assert names(page)[0] == "N6"
