"""Saved selections belong to whoever saved them, are shared on purpose, and keep no words."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from matrikel.audit.models import Entry
from matrikel.groups.actions.add_to_group import Addition, add_to_group
from matrikel.groups.actions.save_groups import GroupEdit, save_groups
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.people.models import Person
from matrikel.people.signals import people_removed
from matrikel.selections.actions.change_selection import ChangedMeanwhile, change_selection
from matrikel.selections.actions.choose_columns import choose_columns
from matrikel.selections.actions.remove_selections import remove_selections
from matrikel.selections.actions.save_selections import NameTaken, NewSelection, save_selections
from matrikel.selections.models import Segment, SegmentPerson
from matrikel.selections.queries.people import list_people
from matrikel.selections.queries.saved import (
    count_selection,
    find_columns,
    get_selection,
    list_selections,
)
from matrikel.selections.rules import MEMBERS, Chosen, Question
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, admit, protect, register


@pytest.fixture
def anna(viewer: Viewer) -> Viewer:
    """Return an officer with an account and without the right to settings."""
    return replace(viewer, account_id=new_id(), rights=viewer.rights - {Right.SETTINGS_EDIT})


def save(viewer: Viewer, name: str = "Västra", question: Question = MEMBERS, **more: object) -> UUID:
    """Save one selection."""
    new = NewSelection(name=name, question=question, **more)
    (selection_id,) = save_selections(selections=[new], viewer=viewer, actor=ACTOR, at=AT)
    return selection_id


def names(viewer: Viewer) -> list[str]:
    """Return what a viewer's selections are called."""
    return [each.name for each in list_selections(viewer=viewer)]


def test_one_sees_ones_own_and_shared_selections(association: UUID, anna: Viewer) -> None:
    bo = replace(anna, account_id=new_id())
    save(anna, "Ångström")
    shared = save(anna, "Alla", is_shared=True)
    assert (names(anna), names(bo)) == (["Alla", "Ångström"], ["Alla"])
    assert [get_selection(selection_id=shared, viewer=officer).may_change for officer in (anna, bo)] == [
        True,
        False,
    ]
    chair = replace(bo, rights=bo.rights | {Right.SETTINGS_EDIT})
    assert get_selection(selection_id=shared, viewer=chair).may_change


def test_the_words_of_a_search_are_not_kept(association: UUID, anna: Viewer) -> None:
    selection_id = save(anna, question=Question(search="Zlatan", asked=MEMBERS.asked, on=date(2025, 1, 1)))
    saved = get_selection(selection_id=selection_id, viewer=anna)
    assert saved.question == Question(asked=MEMBERS.asked, on=date(2025, 1, 1))
    assert "Zlatan" not in str(Segment.objects.values_list("question", "name").get())
    assert "Zlatan" not in str(Entry.objects.filter(action="selections.selection_saved").get().header)


def test_a_live_selection_follows_the_register_and_a_frozen_one_does_not(
    association: UUID, anna: Viewer
) -> None:
    first, second = register(a_person("Anna"), a_person("Bo"))
    admit(first, date(2020, 1, 1))
    live = save(anna, "Nu")
    frozen = save(anna, "Då", frozen=Chosen(question=MEMBERS))
    admit(second, date(2021, 1, 1))
    assert [count_selection(selection_id=each, on=TODAY, viewer=anna) for each in (live, frozen)] == [2, 1]
    asked = get_selection(selection_id=frozen, viewer=anna).question
    assert [row.id for row in list_people(question=asked, on=TODAY, viewer=anna).rows] == [first]


def test_a_frozen_selection_may_be_of_people_found_by_words(association: UUID, anna: Viewer) -> None:
    first, _second = register(a_person("Zlatan"), a_person("Bo"))
    frozen = save(anna, question=Question(), frozen=Chosen(question=Question(search="zlatan")))
    assert list(SegmentPerson.objects.values_list("person_id", flat=True)) == [first]
    assert count_selection(selection_id=frozen, on=TODAY, viewer=anna) == 1


def test_a_name_is_taken_once_for_each_officer(association: UUID, anna: Viewer) -> None:
    save(anna, "Västra")
    with pytest.raises(NameTaken):
        save(anna, "VÄSTRA")
    save(replace(anna, account_id=new_id()), "Västra")


def test_what_one_may_not_ask_is_not_offered_by_others_either(association: UUID, anna: Viewer) -> None:
    save(anna, "Skyddade", Question(asked={"protection": ("STRICT",)}), is_shared=True)
    treasurer = replace(anna, account_id=new_id(), rights=frozenset({Right.PEOPLE_SEE}))
    assert (names(anna), names(treasurer)) == (["Skyddade"], [])


def test_whoever_was_overtaken_is_told_and_strangers_change_nothing(association: UUID, anna: Viewer) -> None:
    selection_id = save(anna, is_shared=True)
    given = {"selection_id": selection_id, "is_shared": True, "actor": ACTOR, "at": AT}
    change_selection(name="Norra", version=1, question=Question(), viewer=anna, **given)
    with pytest.raises(ChangedMeanwhile):
        change_selection(name="Södra", version=1, viewer=anna, **given)
    bo = replace(anna, account_id=new_id())
    with pytest.raises(NotFound):
        change_selection(name="Södra", version=2, viewer=bo, **given)
    with pytest.raises(NotFound):
        remove_selections(selection_ids=[selection_id], viewer=bo, actor=ACTOR, at=AT)
    saved = get_selection(selection_id=selection_id, viewer=anna)
    assert (saved.name, saved.question, saved.version) == ("Norra", Question(), 2)
    remove_selections(selection_ids=[selection_id], viewer=anna, actor=ACTOR, at=AT)
    assert names(anna) == []


def test_whoever_becomes_protected_leaves_frozen_selections_and_comes_back_afterwards(
    association: UUID, anna: Viewer
) -> None:
    (person_id,) = register(a_person("Anna"))
    frozen = save(anna, "Norra Arvika", frozen=Chosen(ids=(person_id,)))

    def with_protection(level: str) -> int:
        protect(person_id, level)
        return count_selection(selection_id=frozen, on=TODAY, viewer=anna)

    assert (with_protection("STRICT"), with_protection("NONE")) == (0, 1)
    people_removed.send(sender=Person, person_ids=[person_id])
    assert count_selection(selection_id=frozen, on=TODAY, viewer=anna) == 0


def test_columns_are_remembered_for_each_officer_and_forgotten_again(association: UUID, anna: Viewer) -> None:
    bo = replace(anna, account_id=new_id())
    for columns in (["email", "number", "email"], ["phone"]):
        choose_columns(list_code="people", columns=columns, viewer=anna)
    assert [find_columns(list_code="people", viewer=each) for each in (anna, bo)] == [["phone"], None]
    choose_columns(list_code="people", columns=None, viewer=anna)
    assert find_columns(list_code="people", viewer=anna) is None


def test_a_shared_frozen_selection_does_not_tell_where_somebody_protected_is(
    association: UUID, anna: Viewer
) -> None:
    hidden, plain = register(a_person("Anna", protection="STRICT"), a_person("Bo"))
    (group_id,) = save_groups(groups=[GroupEdit(name="Knattarna", kind="TEAM")], actor=ACTOR, at=AT)
    additions = [
        Addition(group_id=group_id, person_id=each, part="PLAYER", starts_on=TODAY)
        for each in (hidden, plain)
    ]
    add_to_group(additions=additions, actor=ACTOR, at=AT)
    asked = Question(asked={"group": (str(group_id),)})
    selection_id = save(anna, "Knattarna", is_shared=True, frozen=Chosen(question=asked))
    shown = Question(asked={"frozen": (str(selection_id),)})
    bo = replace(anna, account_id=new_id(), rights=anna.rights - {Right.PROTECTED_SEE})

    def people(viewer: Viewer) -> list[UUID]:
        return [row.id for row in list_people(question=shown, on=TODAY, viewer=viewer).rows]

    assert people(anna) == [hidden, plain]
    assert people(bo) == [plain]
    # What one ticked oneself stays: that somebody went missing from it would tell of the protection.
    own = save(bo, "Egna", frozen=Chosen(ids=(hidden, plain)))
    shown = Question(asked={"frozen": (str(own),)})
    assert people(bo) == [hidden, plain]


def test_the_people_of_today_are_those_of_the_association_s_own_day(association: UUID, anna: Viewer) -> None:
    (person_id,) = register(a_person("Anna"))
    admit(person_id, date(2026, 11, 22))
    # It is past midnight in Stockholm, and still the day before in Greenwich.
    after_midnight = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    new = NewSelection(name="I dag", question=MEMBERS, frozen=Chosen(question=MEMBERS))
    (selection_id,) = save_selections(selections=[new], viewer=anna, actor=ACTOR, at=after_midnight)
    assert SegmentPerson.objects.filter(segment_id=selection_id).count() == 1
