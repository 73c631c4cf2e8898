"""The people list shows everybody once, in order, whichever way one pages, filters or searches, and nobody else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.memberships.rules import MembershipFacts, Status, status_on
from matrikel.people.models import Person
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import Sought, list_similar_people
from matrikel.people.rules.records import NewContactPoint
from matrikel.selections.queries import conditions, words
from matrikel.selections.queries.counts import count_members
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import MEMBERS, Question
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, admit, at_home, branches, register, type_of

LONG_AGO = date(2000, 1, 1)


def ask(search: str = "", **asked: object) -> Question:
    return Question(search=search, asked={code: (str(value),) for code, value in asked.items()})


def all_in_order() -> list[UUID]:
    return list(Person.objects.order_by("sort_key", "id").values_list("id", flat=True))


def page_forwards(question: Question, viewer: Viewer, *, rows: int) -> list[list[UUID]]:
    pages, after = [], None
    while True:
        page = list_people(question=question, on=TODAY, viewer=viewer, after=after, rows=rows)
        pages.append([row.id for row in page.rows])
        assert page.previous_before == (pages[-1][0] if after else None)
        if page.next_after is None:
            return pages
        assert len(pages) < 500
        after = page.next_after


def page_backwards(question: Question, viewer: Viewer, *, start: UUID, rows: int) -> list[list[UUID]]:
    pages: list[list[UUID]] = []
    before: UUID | None = start
    while before is not None:
        page = list_people(question=question, on=TODAY, viewer=viewer, before=before, rows=rows)
        pages.insert(0, [row.id for row in page.rows])
        assert page.next_after == pages[0][-1]
        assert len(pages) < 500
        before = page.previous_before
    return pages


def flat(pages: Sequence[Sequence[UUID]]) -> list[UUID]:
    return [person_id for page in pages for person_id in page]


# --- Status -----------------------------------------------------------------------------------------------

days = st.integers(-3, 3).map(lambda number: TODAY + timedelta(days=number))


@st.composite
def facts(draw: st.DrawFn) -> MembershipFacts:
    starts_on = draw(days)
    ends_on = draw(st.none() | st.integers(1, 5).map(lambda number: starts_on + timedelta(days=number)))
    return MembershipFacts(starts_on=starts_on, ends_on=ends_on, is_mistake=draw(st.booleans()))


everybody = st.lists(st.tuples(st.booleans(), st.lists(facts(), max_size=4)), min_size=1, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(everybody)
def test_the_filters_by_status_say_what_the_rules_say(
    association: UUID, viewer: Viewer, people: list[tuple[bool, list[MembershipFacts]]]
) -> None:
    with transaction.atomic():
        types = [found.id for found in list_membership_types()]
        ids = register(*[a_person(is_deceased=is_deceased) for is_deceased, _memberships in people])
        admit_members(
            admissions=[
                Admission(
                    person_id=person_id,
                    type_id=type_id,
                    starts_on=fact.starts_on,
                    ends_on=fact.ends_on,
                    end_reason="MISTAKE" if fact.is_mistake else "",
                )
                for person_id, (_is_deceased, memberships) in zip(ids, people, strict=True)
                for type_id, fact in zip(types, memberships, strict=False)
            ],
            actor=ACTOR,
            at=AT,
        )
        by_rule: dict[Status, set[UUID]] = {status: set() for status in Status}
        for person_id, (is_deceased, memberships) in zip(ids, people, strict=True):
            deceased_on = date.min if is_deceased else None
            by_rule[status_on(TODAY, memberships, deceased_on=deceased_on)].add(person_id)
        by_list = {}
        for status in Status:
            page = list_people(question=ask(status=status), on=TODAY, viewer=viewer)
            assert {row.status for row in page.rows} <= {status}
            assert page.count == len(page.rows)
            by_list[status] = {row.id for row in page.rows}
        assert by_list == by_rule
        assert count_members(on=TODAY, viewer=viewer) == (len(by_rule[Status.MEMBER]), False)
        transaction.set_rollback(True)


# --- Paging -----------------------------------------------------------------------------------------------


@pytest.fixture
def crowd(association: UUID) -> dict[str, list[UUID]]:
    """Register sixty people: every third is a namesake, every other a member, every fourth lives in 67."""
    north, south = branches("Norra", "Södra")
    people = [
        replace(
            a_person(
                "Anna" if number % 3 == 0 else f"Bo{chr(97 + number % 26)}",
                "Andersson" if number % 3 == 0 else f"Lund{number % 7}",
                unit_id=(north, south, None)[number % 3],
            ),
            contact_points=[at_home("67131")] if number % 4 == 0 else [at_home("70001")],
        )
        for number in range(60)
    ]
    ids = register(*people)
    for person_id in ids[::2]:
        admit(person_id, LONG_AGO)
    return {"all": ids, "units": [north, south], "members": ids[::2], "south": ids[1::3], "in_67": ids[::4]}


FILTERS = {
    "everybody": (lambda crowd: Question(), 60),
    "members": (lambda crowd: MEMBERS, 30),
    "contacts": (lambda crowd: ask(status=Status.CONTACT), 30),
    "of a type": (lambda crowd: ask(type=type_of()), 30),
    "of a type nobody has": (lambda crowd: ask(type=type_of("HONORARY")), 0),
    "in a branch": (lambda crowd: ask(unit=crowd["units"][0]), 20),
    "in 67 to 69": (lambda crowd: ask(postcode="67–69"), 15),
    "in 70": (lambda crowd: ask(postcode="70"), 45),
    "namesakes": (lambda crowd: Question(search="andersson"), 20),
    "part of a word": (lambda crowd: Question(search="nders"), 20),
    "two letters": (lambda crowd: Question(search="an"), 20),
    "two words": (lambda crowd: Question(search="anna and"), 20),
    "nobody": (lambda crowd: Question(search="zacharias"), 0),
    "members among namesakes": (lambda crowd: ask(search="anna", status=Status.MEMBER), 10),
    "members of 67 in a branch called lund": (
        lambda crowd: ask(
            search="lund",
            status=Status.MEMBER,
            unit=crowd["units"][1],
            postcode="67",
        ),
        5,
    ),
}


@pytest.mark.parametrize("rows", [7, 25])
@pytest.mark.parametrize("name", FILTERS)
def test_paging_visits_everybody_once_in_order_forwards_and_backwards(
    viewer: Viewer, crowd: dict[str, list[UUID]], name: str, rows: int
) -> None:
    make, expected = FILTERS[name]
    question = make(crowd)
    forwards = page_forwards(question, viewer, rows=rows)
    found = flat(forwards)
    assert (len(found), len(set(found))) == (expected, expected)
    assert found == [person_id for person_id in all_in_order() if person_id in set(found)]
    assert [len(page) for page in forwards[:-1]] == [rows] * (len(forwards) - 1)
    if len(forwards) > 1:
        backwards = page_backwards(question, viewer, start=forwards[-1][0], rows=rows)
        assert flat(backwards) == flat(forwards[:-1])


@pytest.mark.parametrize("name", FILTERS)
def test_the_count_is_the_same_on_every_page(viewer: Viewer, crowd: dict[str, list[UUID]], name: str) -> None:
    make, expected = FILTERS[name]
    question = make(crowd)
    counts = set()
    for page in page_forwards(question, viewer, rows=7):
        for mark in ({"after": page[-1]}, {"before": page[0]}, {}) if page else ({},):
            answer = list_people(question=question, on=TODAY, viewer=viewer, rows=7, **mark)
            counts.add((answer.count, answer.count_is_about))
    assert counts == {(expected, False)}


def test_a_rare_filter_over_a_common_needle_still_finds_everybody(
    viewer: Viewer, crowd: dict[str, list[UUID]], monkeypatch
) -> None:
    monkeypatch.setattr(words, "SEARCH_BATCHES", (1, 1))
    question = ask(search="an", status=Status.MEMBER)
    assert len(flat(page_forwards(question, viewer, rows=3))) == 10


def test_more_hits_than_are_counted_are_said_to_be_about(
    viewer: Viewer, crowd: dict[str, list[UUID]], monkeypatch
) -> None:
    monkeypatch.setattr(words, "SEARCH_HITS", 19)
    monkeypatch.setattr(conditions, "EXACT_TO", 29)
    answers = [
        list_people(question=question, on=TODAY, viewer=viewer, rows=5)
        for question in (
            Question(search="anna"),
            MEMBERS,
            ask(search="anna", status=Status.MEMBER),
        )
    ]
    assert [answer.count_is_about for answer in answers] == [True, True, False]
    assert (answers[0].count, answers[1].count >= 29, answers[2].count) == (19, True, 10)


def test_a_mark_that_does_not_exist_or_belongs_to_others_begins_at_the_beginning(
    viewer: Viewer, crowd: dict[str, list[UUID]], neighbour: UUID
) -> None:
    with association_scope(neighbour):
        (theirs,) = register(a_person("Zlatan", "Östberg"))
    first = [row.id for row in list_people(question=Question(), on=TODAY, viewer=viewer).rows]
    for mark in (theirs, new_id()):
        for way in ("after", "before"):
            for question in (Question(), Question(search="n")):
                page = list_people(question=question, on=TODAY, viewer=viewer, **{way: mark})
                assert page.previous_before is None
                if not question.search:
                    assert [row.id for row in page.rows] == first


# --- Who sees whom ----------------------------------------------------------------------------------------


def test_whoever_looks_after_a_branch_sees_its_people_and_nobody_elses(
    association: UUID, crowd: dict[str, list[UUID]]
) -> None:
    south = Viewer(
        association_id=association,
        account_id=None,
        rights=frozenset(Right),
        unit_ids=(crowd["units"][1],),
    )
    for question, expected in [
        (Question(), 20),
        (Question(search="lund"), 20),
        (Question(search="andersson"), 0),
        (MEMBERS, 10),
        (ask(unit=crowd["units"][0]), 0),
        (ask(search="lund", unit=crowd["units"][0]), 0),
    ]:
        found = flat(page_forwards(question, south, rows=7))
        assert (len(found), set(found) <= set(crowd["south"])) == (expected, True)
    assert count_members(on=TODAY, viewer=south) == (10, False)
    outsider = crowd["all"][0]
    with pytest.raises(NotFound):
        get_person(person_id=outsider, viewer=south)
    sought = Sought(given_name="Anna", family_name="Andersson")
    assert list_similar_people(sought=sought, viewer=south, language="sv") == []
    # A mark from elsewhere only says where in the alphabet to go on.
    page = list_people(question=Question(), on=TODAY, viewer=south, after=outsider)
    assert {row.id for row in page.rows} <= set(crowd["south"])


def test_whoever_may_see_no_branch_sees_nobody(association: UUID, crowd: dict[str, list[UUID]]) -> None:
    nobody = Viewer(association_id=association, account_id=None, rights=frozenset(Right), unit_ids=())
    for question in (Question(), Question(search="a"), MEMBERS):
        assert list_people(question=question, on=TODAY, viewer=nobody).rows == []


def test_a_protected_person_looks_like_somebody_who_gave_no_address(
    association: UUID, viewer: Viewer
) -> None:
    (north,) = branches("Norra")
    address = NewContactPoint(kind="EMAIL", value="anna@example.se", normalised="anna@example.se")
    hidden = replace(
        a_person("Anna", "Ek", protection="STRICT", unit_id=north), contact_points=[address, at_home("67131")]
    )
    register(hidden, a_person("Anna", "Ek"))
    officer = Viewer(association_id=association, account_id=None, rights=frozenset({Right.PEOPLE_SEE}))
    first, second = list_people(question=Question(search="anna ek"), on=TODAY, viewer=officer).rows
    assert replace(first, id=second.id, audit_subject=second.audit_subject) == second
    for question in (
        Question(search="anna@example.se"),
        ask(postcode="67"),
        ask(unit=north),
    ):
        assert list_people(question=question, on=TODAY, viewer=viewer).rows == []


# --- Cost -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "most"),
    [
        (Question(), 4),
        (MEMBERS, 3),
        (Question(search="anna"), 4),
        (ask(search="anna", status=Status.MEMBER), 5),
        (ask(type=new_id()), 4),
        (ask(postcode="67"), 4),
    ],
)
def test_a_page_costs_the_same_for_one_person_and_for_three(
    viewer: Viewer, question: Question, most: int
) -> None:
    costs = []
    for _number in range(3):
        (person_id,) = register(replace(a_person(), contact_points=[at_home("67131")]))
        admit(person_id, LONG_AGO)
        with CaptureQueriesContext(connection) as captured:
            list_people(question=question, on=TODAY, viewer=viewer)
        costs.append(len(captured))
    assert (costs[0] == costs[2], max(costs) <= most) == (True, True)
