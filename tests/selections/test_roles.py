"""Who holds a role is found by the terms that run on the day, by whoever may see the board, as far as they see it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Role
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.people.models import Person
from matrikel.selections.filters import filters_for
from matrikel.selections.queries.people import list_people
from matrikel.selections.queries.questions import read_question
from matrikel.selections.rules import Question
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, branches, register
from tests.selections.test_filters import found


def give(
    person_id: UUID, code: str, *, unit_id: UUID | None = None, ends_on: date | None = None, since: int = 1
) -> None:
    """Give somebody a role for the whole or for a branch."""
    term = NewTerm(
        email=f"{new_id()}@example.se",
        role=code,
        starts_on=TODAY - timedelta(since),
        ends_on=ends_on,
        unit_id=unit_id,
        person_id=person_id,
    )
    grant_terms(terms=[term], actor=ACTOR, at=AT)


def test_only_terms_that_run_today_are_found(association: UUID, viewer: Viewer) -> None:
    chair, former, later, auditor, member, nobody = register(*(a_person(f"N{place}") for place in range(6)))
    give(chair, "chair")
    give(former, "treasurer", ends_on=TODAY, since=400)
    give(later, "treasurer", since=-1)
    give(auditor, "auditor")
    give(member, "member")
    assert found(viewer, role="any") == {chair, auditor}
    assert found(viewer, role="board") == {chair}
    assert found(viewer, role="chair") == {chair}
    assert found(viewer, role=("chair", "auditor")) == {chair, auditor}
    assert found(viewer, role="treasurer") == set()
    assert found(viewer, role="member") == set()
    assert found(viewer, role="treasurer", on=TODAY - timedelta(30)) == {former}
    assert found(viewer, role="treasurer", on=TODAY + timedelta(1)) == {later}
    assert nobody not in found(viewer, role="any")


def test_a_role_of_the_association_s_own_is_found_by_its_id_and_is_not_found_when_it_is_gone(
    association: UUID, viewer: Viewer
) -> None:
    (anna,) = register(a_person("Anna"))
    role = Role.objects.create(association_id=association, code="own:Webb", rights=["own_pages"])
    give(anna, "own:Webb")
    option = next(each for each in filters_for(viewer)["role"].options(viewer) if each.label == "Webb")
    assert option.value == str(role.id)
    assert found(viewer, role=option.value) == {anna}
    with pytest.raises(NotFound):
        read_question({"role": [str(new_id())]}, viewer=viewer)


def test_whoever_may_not_see_the_board_has_no_such_filter(association: UUID, viewer: Viewer) -> None:
    unsuspecting = replace(viewer, rights=frozenset({Right.PEOPLE_SEE}))
    assert "role" not in filters_for(unsuspecting)
    with pytest.raises(NotFound):
        list_people(question=Question(asked={"role": ("any",)}), on=TODAY, viewer=unsuspecting)


def test_a_protected_person_holds_a_role_for_whoever_may_know_of_the_protection(
    association: UUID, viewer: Viewer
) -> None:
    (anna,) = register(a_person("Anna", protection="HIDDEN"))
    give(anna, "chair")
    assert found(viewer, role="board") == {anna}
    assert found(replace(viewer, rights=viewer.rights - {Right.PROTECTED_SEE}), role="board") == set()


def test_from_a_branch_one_sees_roles_of_the_whole_of_it_and_of_those_above(
    association: UUID, viewer: Viewer
) -> None:
    (top,) = branches("Top")
    north, south = branches("North", "South", parent_id=top)
    (below,) = branches("Below", parent_id=north)
    people = register(*(a_person(f"N{place}") for place in range(5)))
    Person.objects.filter(id__in=people).update(unit_id=north)
    for person_id, unit_id in zip(people, (None, top, north, below, south), strict=True):
        give(person_id, "treasurer", unit_id=unit_id)
    northerner = replace(viewer, unit_ids=frozenset({north, below}))
    assert found(northerner, role="treasurer") == set(people[:4])
    assert found(viewer, role="treasurer") == set(people)


def test_another_association_s_officers_are_not_found(
    association: UUID, neighbour: UUID, viewer: Viewer
) -> None:
    (anna,) = register(a_person("Anna"))
    give(anna, "chair")
    with association_scope(neighbour):
        (other,) = register(a_person("Other"))
        give(other, "chair")
        there = replace(viewer, association_id=neighbour)
        assert found(there, role="board") == {other}
    assert found(viewer, role="board") == {anna}


def test_the_filter_costs_the_same_for_few_and_for_many(association: UUID, viewer: Viewer) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            list_people(question=Question(asked={"role": ("any",)}), on=TODAY, viewer=viewer)
        return len(asked)

    give(register(a_person("Anna"))[0], "chair")
    few = questions()
    for person_id in register(*(a_person(f"N{place}") for place in range(40))):
        give(person_id, "board_member")
    assert questions() == few
