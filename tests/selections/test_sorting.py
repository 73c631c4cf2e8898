"""The people list in other orders: every page once, either way, and whoever lacks what is sorted by comes last."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, PersonChange
from matrikel.selections.queries import words
from matrikel.selections.queries.chosen_people import list_chosen, walk_chosen
from matrikel.selections.queries.conditions import conditions_of
from matrikel.selections.queries.order import find_mark, stretches_of
from matrikel.selections.queries.pages import find_page
from matrikel.selections.queries.people import PeoplePage, list_people
from matrikel.selections.queries.ways import Way
from matrikel.selections.rules import BY_NAME, Chosen, Question, Sort, SortBy
from tests.conftest import ACTOR, AT, make_association
from tests.factories.people import a_person, admit, at_home, register

PLACES = ["Ängelholm", "Åre", "arvika", "Örebro", "Aarau", "", None]
POSTCODES = ["26252", "83013", "67131", "", "70210", "10000", None]
NUMBERS = ["10", "9", "A-2", "007", "", "", "100"]
BORN = [date(1990, 5, 5), None, date(2001, 1, 1), None, date(1990, 5, 5), None, date(1950, 12, 31)]
EVERY_SORT = [Sort(by=by, is_descending=down) for by in SortBy for down in (False, True)]


@pytest.fixture
def crowd(association: UUID) -> dict[UUID, str]:
    """Seven people with and without numbers and birthdays; their names by id."""
    people = []
    for place, (number, born) in enumerate(zip(NUMBERS, BORN, strict=True)):
        person = a_person(f"N{place}", "Ek", birth_date=born, birth_year=None if born else 1970 * (place % 2))
        person = replace(person, contact_points=addresses(place))
        people.append(replace(person, core=replace(person.core, member_number=number), wants_number=False))
    ids = register(*people)
    for place, person_id in enumerate(ids):
        Person.objects.filter(id=person_id).update(changed_at=AT - timedelta(days=place % 3))
    for place, person_id in enumerate(ids[:5]):
        admit(person_id, date(2020 + place % 3, 1, 1))
    settle()
    return {person_id: f"N{place}" for place, person_id in enumerate(ids)}


def addresses(place: int) -> list[NewContactPoint]:
    """Return an address, one that is over, and a second one that matters to nobody."""
    if PLACES[place] is None:
        return []
    home = replace(at_home(POSTCODES[place]), place=PLACES[place], is_preferred=True)
    other = replace(at_home("00001"), place="Aachen")
    return [replace(other, valid_to=AT.date()), home, other]


def protect(person_id: UUID) -> None:
    """Hide where somebody is."""
    change = PersonChange(person_id=person_id, version=1, values={"protection": "HIDDEN"})
    change_people(changes=[change], actor=ACTOR, at=AT)


def settle() -> None:
    """Check deferred constraints, as every action does at its end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


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


def test_places_stand_as_in_the_alphabet_and_whoever_gave_none_last(
    viewer: Viewer, crowd: dict[UUID, str]
) -> None:
    assert order(viewer, SortBy.PLACE) == ["N4", "N2", "N1", "N0", "N3", "N5", "N6"]
    assert order(viewer, SortBy.PLACE, down=True) == ["N3", "N0", "N1", "N2", "N4", "N5", "N6"]


def test_postcodes_stand_by_the_address_that_is_shown(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    assert order(viewer, SortBy.POSTCODE) == ["N5", "N0", "N2", "N4", "N1", "N3", "N6"]
    assert order(viewer, SortBy.POSTCODE, down=True) == ["N1", "N4", "N2", "N0", "N5", "N3", "N6"]


def test_who_is_protected_stands_where_nobody_gave_an_address(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    (first, *_others) = crowd
    protect(first)
    assert order(viewer, SortBy.PLACE)[-2:] == ["N0", "N6"]
    assert order(viewer, SortBy.POSTCODE)[-2:] == ["N0", "N6"]


def test_the_newest_members_come_first_and_whoever_never_joined_last(
    viewer: Viewer, crowd: dict[UUID, str]
) -> None:
    assert order(viewer, SortBy.JOINED, down=True) == ["N2", "N4", "N1", "N3", "N0", "N5", "N6"]
    assert order(viewer, SortBy.JOINED) == ["N0", "N3", "N1", "N4", "N2", "N5", "N6"]


def test_few_hits_stand_in_the_order_that_is_asked_for(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    for question in (Question(search="ek"), Question(search="ek", asked={"status": ("member",)})):
        forwards = pages(viewer, Sort(by=SortBy.JOINED, is_descending=True), question, 2)
        shown = [name for page in forwards for name in names(page)]
        assert shown == ["N2", "N4", "N1", "N3", "N0", "N5", "N6"][: 5 if question.is_narrowed else 7]
        assert {page.sort.by for page in forwards} == {SortBy.JOINED}
        assert forwards[0].count == len(shown)


def test_more_hits_than_are_sorted_stand_by_name_and_say_so(
    viewer: Viewer, crowd: dict[UUID, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "MOST_SORTED", 6)
    forwards = pages(viewer, Sort(by=SortBy.JOINED, is_descending=True), Question(search="ek"), 3)
    assert [name for page in forwards for name in names(page)] == [f"N{place}" for place in range(7)]
    assert {page.sort for page in forwards} == {BY_NAME}


@pytest.mark.parametrize("sort", EVERY_SORT, ids=lambda sort: f"{sort.by}-{sort.is_descending}")
def test_what_is_taken_out_stands_as_the_list_stood(
    viewer: Viewer, crowd: dict[UUID, str], sort: Sort
) -> None:
    members = Question(asked={"status": ("member",)})
    for question in (Question(), members, Question(search="ek"), replace(members, search="ek")):
        listed = [name for page in pages(viewer, sort, question, 7) for name in names(page)]
        chosen = Chosen(question=question, sort=sort)
        assert [crowd[each] for each in list_chosen(chosen=chosen, on=AT.date(), viewer=viewer)] == listed
        steps = list(walk_chosen(chosen=chosen, on=AT.date(), viewer=viewer, rows=2))
        assert [crowd[each] for step in steps for each in step] == listed
    ticked = Chosen(ids=tuple(crowd), sort=sort)
    everybody = [name for page in pages(viewer, sort, Question(), 7) for name in names(page)]
    assert [crowd[each] for each in list_chosen(chosen=ticked, on=AT.date(), viewer=viewer)] == everybody


@pytest.mark.parametrize("sort", EVERY_SORT, ids=lambda sort: f"{sort.by}-{sort.is_descending}")
@pytest.mark.parametrize("budget", [2, 1_000])
def test_whoever_lies_further_along_an_order_than_expected_is_found_all_the_same(
    viewer: Viewer, crowd: dict[UUID, str], sort: Sort, budget: int
) -> None:
    asked = conditions_of(Question(asked={"status": ("member",)}), on=AT.date(), viewer=viewer)
    straight = Way(conditions=asked, gathered=None, otherwise=None, budget=0, expected=0, count=None)

    def found(way: Way) -> list[str]:
        people, _more, _known = find_page(way, sort, None, backwards=False, rows=4, language="")
        return [crowd[person[0]] for person in people]

    assert found(replace(straight, budget=budget)) == found(straight)
    assert found(replace(straight, gathered=asked.parts[0])) == found(straight)


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


@pytest.mark.parametrize("by", [SortBy.PLACE, SortBy.POSTCODE])
def test_whoever_goes_on_upwards_reads_from_the_mark_and_not_from_the_lowest_key(
    viewer: Viewer, crowd: dict[UUID, str], by: SortBy
) -> None:
    # Told of the lowest key as well, PostgreSQL began there: of a million people it read half of the index for a page.
    values = conditions_of(Question(), on=AT.date(), viewer=viewer).values
    (somebody,) = (person_id for person_id, name in crowd.items() if name == "N0")
    mark = find_mark(Sort(by=by), somebody, values)
    upwards, *_others = stretches_of(Sort(by=by), mark, backwards=False)
    downwards = stretches_of(Sort(by=by, is_descending=True), mark, backwards=False)[0]
    assert (upwards.run.floor in upwards.beyond, upwards.run.floor in downwards.beyond) == (False, True)


def test_another_association_s_addresses_and_joinings_are_in_no_order(
    viewer: Viewer, crowd: dict[UUID, str]
) -> None:
    with association_scope(make_association("next-door")), transaction.atomic():
        other = register(replace(a_person("Far", "Off"), contact_points=[at_home("00000")]))
        admit(other[0], date(2026, 1, 1))
        settle()
    for by in SortBy:
        assert sorted(order(viewer, by)) == sorted(crowd.values())


def test_a_mark_that_is_gone_begins_again(viewer: Viewer, crowd: dict[UUID, str]) -> None:
    sort = Sort(by=SortBy.BORN)
    page = list_people(question=Question(), on=AT.date(), viewer=viewer, sort=sort, after=UUID(int=1))
    assert names(page)[0] == "N6"
