"""Imports that have touched the same people are taken back one after another, and what an officer did between stays."""

from uuid import UUID

import pytest

from matrikel.imports.actions.follow_versions import follow_versions
from matrikel.imports.models import Touched
from matrikel.imports.queries import StaysOn, get_undo_preview, list_kept
from matrikel.memberships.models import Membership
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT
from tests.imports.test_story import imported, undone

ADDS = b"Namn;E-post\nAnna Ek;anna@example.se\nBo Ek;bo@example.se\n"
UPDATES = "Namn;E-post;Kön\nAnna Ek;anna@example.se;Kvinna\nBo Ek;bo@example.se;Man\n".encode()
UPDATES_MORE = b"Namn;E-post;Telefon\nAnna Ek;anna@example.se;0701740605\nBo Ek;bo@example.se;0701740606\n"


def change(given_name: str, **values: object) -> UUID:
    """Change somebody as an officer does."""
    person = Person.objects.get(given_name=given_name)
    values = values or {"preferred_name": "Annie"}
    changes = [PersonChange(person_id=person.id, version=person.version, values=values)]
    change_people(changes=changes, actor=ACTOR, at=AT)
    return person.id


def people() -> list[tuple[str, str, str]]:
    """Who is in the register: given name, the name they go by, and gender."""
    return sorted(Person.objects.values_list("given_name", "preferred_name", "gender"))


def test_whom_an_officer_changed_between_two_imports_is_not_removed_with_the_first(association: UUID) -> None:
    first = imported(ADDS)
    anna = change("Anna")
    second = imported(UPDATES)
    assert people() == [("Anna", "Annie", "F"), ("Bo", "", "M")]
    undone(second)
    assert people() == [("Anna", "Annie", ""), ("Bo", "", "")]
    annie = StaysOn(person_id=anna, name="Annie Ek", why="changed")
    assert get_undo_preview(run_id=first).stays == (annie,)
    undone(first)
    assert (people(), list_kept(run_id=first)) == ([("Anna", "Annie", "")], (annie,))


def test_what_an_officer_wrote_between_two_imports_outlives_that_both_are_taken_back(
    association: UUID,
) -> None:
    imported(ADDS)
    first = imported(UPDATES)
    change("Anna", gender="X")
    second = imported(UPDATES_MORE)
    undone(second)
    undone(first)
    assert people() == [("Anna", "", "X"), ("Bo", "", "")]


@pytest.mark.parametrize("between", [0, 1, 2])
def test_three_imports_are_taken_back_as_far_as_nobody_changed_somebody(
    association: UUID, between: int
) -> None:
    runs = []
    for number, content in enumerate((ADDS, UPDATES, UPDATES_MORE)):
        runs.append(imported(content))
        if number == between:
            change("Anna")
    for run_id in reversed(runs):
        undone(run_id)
    gender = "F" if between else ""
    assert people() == [("Anna", "Annie", gender)]


def test_an_import_that_only_admitted_somebody_lets_the_one_before_it_be_taken_back(
    association: UUID,
) -> None:
    first = imported(ADDS)
    Membership.objects.all().delete()
    Touched.objects.update(membership_id=None, membership_ends_on=None)
    anna = change("Anna")
    second = imported(ADDS)
    assert set(Touched.objects.filter(run_id=second).values_list("how", flat=True)) == {"UPDATED"}
    undone(second)
    undone(first)
    assert (people(), [each.person_id for each in list_kept(run_id=first)]) == (
        [("Anna", "Annie", "")],
        [anna],
    )


def test_a_change_that_was_itself_taken_back_keeps_nobody_from_being_taken_back_with_both(
    association: UUID,
) -> None:
    first = imported(ADDS)
    second = imported(UPDATES)
    for again in (second, first):
        before = dict(Person.objects.values_list("id", "version"))
        for name in ("Anna", "Bo"):
            change(name)
            change(name, preferred_name="")
        after = dict(Person.objects.values_list("id", "version"))
        follow_versions(versions={each: (before[each], after[each]) for each in before})
        undone(again)
    assert people() == []


def test_a_change_taken_back_behind_an_import_that_only_admitted_keeps_nobody_either(
    association: UUID,
) -> None:
    first = imported(ADDS)
    Membership.objects.all().delete()
    Touched.objects.update(membership_id=None, membership_ends_on=None)
    second = imported(ADDS)
    before = dict(Person.objects.values_list("id", "version"))
    for name in ("Anna", "Bo"):
        change(name)
        change(name, preferred_name="")
    after = dict(Person.objects.values_list("id", "version"))
    follow_versions(versions={each: (before[each], after[each]) for each in before})
    undone(second)
    undone(first)
    assert people() == []
