"""Branches that are not needed any more: merged into others, closed, and opened again."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Term
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.memberships.queries import count_members_by_unit
from matrikel.organisations.actions.affiliate_association import AffiliationRefused, affiliate_association
from matrikel.organisations.actions.close_units import close_units
from matrikel.organisations.actions.merge_units import MergeRefused, merge_units
from matrikel.organisations.actions.save_units import UnitEdit, UnitRefused, save_units
from matrikel.organisations.queries import list_affiliated_associations, list_units
from matrikel.people.models import Person
from tests.conftest import ACTOR, AT, TODAY, association_scope
from tests.factories.people import a_person, admit, branches, register


def merge(unit_ids: Sequence[UUID], into_id: UUID) -> dict[str, int]:
    return merge_units(unit_ids=unit_ids, into_id=into_id, on=TODAY, actor=ACTOR, at=AT)


def tree(*, open_only: bool = False) -> list[tuple[str, int]]:
    return [(unit.name, unit.depth) for unit in list_units(open_only=open_only)]


def test_everything_in_a_merged_branch_lies_in_the_other(association: UUID, viewer) -> None:
    north, south = branches("Norr", "Söder")
    (below,) = branches("Byn", parent_id=north)
    people = register(a_person("Ada", "Alm", unit_id=north), a_person("Bo", "Berg", unit_id=south))
    for person_id in people:
        admit(person_id, TODAY)
    term = NewTerm(email="ida@example.se", role="secretary", starts_on=TODAY, unit_id=north)
    grant_terms(terms=[term], actor=ACTOR, at=AT)
    moved = merge([north], south)
    assert {label: count for label, count in moved.items() if count} == {
        "access.Term": 1,
        "organisations.Unit": 1,
        "people.Person": 1,
    }
    assert tree(open_only=True) == [("Söder", 0), ("Byn", 1)]
    assert tree() == [("Söder", 0), ("Byn", 1), ("Norr", 1)]
    assert count_members_by_unit(on=TODAY, viewer=viewer) == {south: 2}
    assert set(Term.objects.values_list("unit_id", flat=True)) == {south}
    assert set(Person.objects.values_list("unit_id", flat=True)) == {south}
    assert below in {unit.id for unit in list_units(open_only=True)}


def test_a_branch_is_not_merged_into_itself_or_below_itself(association: UUID) -> None:
    (north,) = branches("Norr")
    (below,) = branches("Byn", parent_id=north)
    for into in (north, below):
        with pytest.raises(MergeRefused):
            merge([north], into)
    assert tree() == [("Norr", 0), ("Byn", 1)]


def test_a_name_that_is_there_already_stops_the_merge_and_moves_nothing(association: UUID) -> None:
    north, south = branches("Norr", "Söder")
    branches("Byn", parent_id=north)
    branches("Byn", parent_id=south)
    (person_id,) = register(a_person("Ada", "Alm", unit_id=north))
    with pytest.raises(MergeRefused, match="same name"):
        merge([north], south)
    assert Person.objects.get(id=person_id).unit_id == north


def test_a_closed_branch_closes_those_below_and_opens_those_above(association: UUID) -> None:
    (north,) = branches("Norr")
    (below,) = branches("Byn", parent_id=north)
    assert close_units(unit_ids=[north], closed_on=TODAY, actor=ACTOR, at=AT) == [north, below]
    assert (tree(open_only=True), tree()) == ([], [("Norr", 0), ("Byn", 1)])
    close_units(unit_ids=[below], closed_on=None, actor=ACTOR, at=AT)
    assert tree(open_only=True) == [("Norr", 0), ("Byn", 1)]


def test_whoever_was_overtaken_is_told(association: UUID) -> None:
    (north,) = branches("Norr")
    save_units(units=[UnitEdit(id=north, name="Norra", version=1)], actor=ACTOR, at=AT)
    with pytest.raises(UnitRefused, match="Somebody else"):
        save_units(units=[UnitEdit(id=north, name="Nordan", version=1)], actor=ACTOR, at=AT)
    assert tree() == [("Norra", 0)]


def test_a_branch_has_a_name_per_language_and_else_its_own(association: UUID) -> None:
    edit = UnitEdit(name="Norr", names={"fi": "Pohjoinen", "en": ""})
    save_units(units=[edit], actor=ACTOR, at=AT)
    (unit,) = list_units()
    assert [unit.name_in(language) for language in ("fi", "en", "sv")] == ["Pohjoinen", "Norr", "Norr"]


def test_the_neighbours_branches_are_not_there(association: UUID, neighbour: UUID) -> None:
    with association_scope(neighbour):
        (theirs,) = branches("Vest")
    (ours,) = branches("Norr")
    for ask in (
        lambda: merge([theirs], ours),
        lambda: merge([ours], theirs),
        lambda: close_units(unit_ids=[theirs], closed_on=TODAY, actor=ACTOR, at=AT),
        lambda: close_units(unit_ids=[new_id()], closed_on=TODAY, actor=ACTOR, at=AT),
    ):
        with pytest.raises(NotFound):
            ask()


def test_an_affiliation_is_named_on_both_sides_and_refused_a_second_time(
    association: UUID, neighbour: UUID
) -> None:
    affiliate_association(upper_association_id=neighbour, starts_on=TODAY, actor=ACTOR, at=AT)
    here = [(each.name, each.slug, each.is_upper) for each in list_affiliated_associations(on=TODAY)]
    with association_scope(neighbour):
        there = [(each.name, each.slug, each.is_upper) for each in list_affiliated_associations(on=TODAY)]
    assert (here, there) == ([("Grannen", "grannen", True)], [("Klubben", "klubben", False)])
    for upper in (neighbour, association):
        with pytest.raises(AffiliationRefused):
            affiliate_association(upper_association_id=upper, starts_on=TODAY, actor=ACTOR, at=AT)
