"""Branches are a tree inside one association, and stay one whoever moves them at once."""

from uuid import UUID

import pytest
from django.db import transaction
from django.db.utils import IntegrityError, OperationalError

from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import association_scope
from matrikel.organisations.actions.save_units import UnitEdit, UnitRefused, save_units
from matrikel.organisations.models import Unit
from matrikel.organisations.queries import list_units
from tests.conftest import ACTOR, AT, make_association


def tree() -> list[tuple[str, int]]:
    return [(unit.name, unit.depth) for unit in list_units()]


def test_branches_stand_under_their_parents_in_order_of_name(association: UUID, actor: Actor) -> None:
    south, north = save_units(units=[UnitEdit(name="Södra"), UnitEdit(name="Norra")], actor=actor, at=AT)
    (youth,) = save_units(units=[UnitEdit(name=" Ungdom ", parent_id=south)], actor=actor, at=AT)
    save_units(
        units=[UnitEdit(name="Film", parent_id=youth), UnitEdit(name="Ungdom", parent_id=north)],
        actor=actor,
        at=AT,
    )
    assert tree() == [("Norra", 0), ("Ungdom", 1), ("Södra", 0), ("Ungdom", 1), ("Film", 2)]


def test_a_branch_is_renamed_and_moved_with_everything_below(association: UUID, actor: Actor) -> None:
    ids = save_units(units=[UnitEdit(name=name) for name in ("A", "B", "C")], actor=actor, at=AT)
    save_units(units=[UnitEdit(id=ids[2], name="C", parent_id=ids[1])], actor=actor, at=AT)
    save_units(units=[UnitEdit(id=ids[1], name="Bee", parent_id=ids[0])], actor=actor, at=AT)
    assert tree() == [("A", 0), ("Bee", 1), ("C", 2)]


@pytest.mark.parametrize("name", ["", "  ", "\t", "a" * 121, "a\nb", "a\x00b"])
def test_a_name_that_cannot_be_is_refused(association: UUID, actor: Actor, name: str) -> None:
    with pytest.raises(UnitRefused):
        save_units(units=[UnitEdit(name=name)], actor=actor, at=AT)
    assert tree() == []


def test_a_name_whose_letters_unfold_still_finds_its_place(association: UUID, actor: Actor) -> None:
    save_units(units=[UnitEdit(name="\u0390" * 120)], actor=actor, at=AT)
    assert tree() == [("\u0390" * 120, 0)]


def test_two_branches_of_one_name_stand_under_different_parents_only(association: UUID, actor: Actor) -> None:
    (parent,) = save_units(units=[UnitEdit(name="Norra")], actor=actor, at=AT)
    save_units(units=[UnitEdit(name="Norra", parent_id=parent)], actor=actor, at=AT)
    with pytest.raises(UnitRefused, match="of that name"):
        save_units(units=[UnitEdit(name="Norra")], actor=actor, at=AT)
    assert tree() == [("Norra", 0), ("Norra", 1)]


def test_a_branch_cannot_lie_inside_itself_however_far_down(association: UUID, actor: Actor) -> None:
    (top,) = save_units(units=[UnitEdit(name="A")], actor=actor, at=AT)
    (middle,) = save_units(units=[UnitEdit(name="B", parent_id=top)], actor=actor, at=AT)
    (bottom,) = save_units(units=[UnitEdit(name="C", parent_id=middle)], actor=actor, at=AT)
    for parent in (top, middle, bottom):
        with pytest.raises(UnitRefused, match="inside itself"):
            save_units(units=[UnitEdit(id=top, name="A", parent_id=parent)], actor=actor, at=AT)
    # And past the action, the database says the same.
    for parent in (top, bottom):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(id=top).update(parent_id=parent)
    assert tree() == [("A", 0), ("B", 1), ("C", 2)]


def test_two_moves_at_once_that_are_a_circle_together_do_not_both_happen(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id):
        first, second = save_units(units=[UnitEdit(name="A"), UnitEdit(name="B")], actor=ACTOR, at=AT)

    def move(unit_id: UUID, parent_id: UUID, name: str, meet) -> None:
        with association_scope(association_id):
            meet()
            save_units(units=[UnitEdit(id=unit_id, name=name, parent_id=parent_id)], actor=ACTOR, at=AT)

    results = in_threads(
        lambda meet: move(first, second, "A", meet), lambda meet: move(second, first, "B", meet)
    )
    assert sorted(type(found).__name__ for found in results) == ["NoneType", "UnitRefused"]
    with association_scope(association_id), transaction.atomic():
        assert sorted(depth for _name, depth in tree()) == [0, 1]


def test_two_moves_past_the_action_that_are_a_circle_together_do_not_both_happen(in_threads) -> None:
    association_id = make_association()
    with association_scope(association_id):
        first, second = save_units(units=[UnitEdit(name="A"), UnitEdit(name="B")], actor=ACTOR, at=AT)

    def move(unit_id: UUID, parent_id: UUID, meet) -> None:
        with association_scope(association_id), transaction.atomic():
            Unit.objects.count()
            meet()
            Unit.objects.filter(id=unit_id).update(parent_id=parent_id)

    results = in_threads(lambda meet: move(first, second, meet), lambda meet: move(second, first, meet))
    # The second waits and is refused, or PostgreSQL sees that each waits for the other.
    failed = [found for found in results if found is not None]
    assert [isinstance(found, IntegrityError | OperationalError) for found in failed] == [True]
    with association_scope(association_id), transaction.atomic():
        assert sorted(depth for _name, depth in tree()) == [0, 1]


def test_two_new_branches_of_one_name_at_once_are_one_branch_and_one_refusal(in_threads) -> None:
    association_id = make_association()

    def add(meet) -> int:
        with association_scope(association_id):
            meet()
            return len(save_units(units=[UnitEdit(name="Norra")], actor=ACTOR, at=AT))

    results = in_threads(add, add)
    assert sorted(type(found).__name__ for found in results) == ["UnitRefused", "int"]


def test_branches_of_another_association_do_not_exist(
    association: UUID, neighbour: UUID, actor: Actor
) -> None:
    (ours,) = save_units(units=[UnitEdit(name="Norra")], actor=actor, at=AT)
    with association_scope(neighbour):
        for edit in (
            UnitEdit(id=ours, name="Vår"),
            UnitEdit(name="Vår", parent_id=ours),
            UnitEdit(id=new_id(), name="Vår"),
        ):
            with pytest.raises(NotFound):
                save_units(units=[edit], actor=actor, at=AT)
        assert tree() == []
    assert tree() == [("Norra", 0)]


def test_the_tree_is_read_in_one_statement_however_deep(association: UUID, actor: Actor, queries) -> None:
    parent = None
    for number in range(60):
        (parent,) = save_units(units=[UnitEdit(name=str(number), parent_id=parent)], actor=actor, at=AT)
    with queries(1):
        assert [unit.depth for unit in list_units()] == list(range(60))
