"""Households are formed, joined, left and moved; who is protected is not found through them."""

from dataclasses import asdict, replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matrikel.audit.queries import list_what_happened
from matrikel.kernel.errors import NotFound
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.records import PersonChange
from matrikel.people.signals import people_removed
from matrikel.relations.actions.change_households import HouseholdOvertaken, change_households
from matrikel.relations.actions.choose_primary_homes import choose_primary_homes
from matrikel.relations.actions.forget_moves import forget_moves
from matrikel.relations.actions.forget_relations import forget_relations
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.join_households import join_households
from matrikel.relations.actions.leave_households import leave_households
from matrikel.relations.actions.move_households import MoveRefused, move_households
from matrikel.relations.actions.take_back_moves import TooLateToTakeBack, take_back_moves
from matrikel.relations.models import Household, HouseholdMember, HouseholdMove, SealedHome
from matrikel.relations.rules.homes import MoveProblem
from matrikel.relations.rules.records import (
    HomeAddress,
    HouseholdChange,
    Joining,
    Leaving,
    Move,
    NewHousehold,
    NewHouseholdMember,
)
from matrikel.relations.storage import HomeRefused, address_of, read_addresses
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.families import FATHERS_HOME, NEW_HOME, OLD_HOME, a_family, household_of, living_at
from tests.factories.people import a_person, register

DONE = {"actor": ACTOR, "at": AT}


def home(household_id):
    return address_of(Household.objects.get(id=household_id))


def own_address(person_id):
    found = ContactPoint.objects.filter(person_id=person_id, kind="POSTAL").values_list("street", flat=True)
    return list(found)


def stays(household_id):
    rows = HouseholdMember.objects.filter(household_id=household_id).order_by("id")
    return [(row.person_id, row.starts_on, row.ends_on, row.is_primary) for row in rows]


def a_move(household_id, **asked):
    version = Household.objects.get(id=household_id).version
    return Move(
        **{"household_id": household_id, "version": version, "moved_on": TODAY, "address": NEW_HOME, **asked}
    )


def test_a_household_lives_at_the_address_that_its_members_share(association):
    people = a_family()
    household_id = household_of(people)
    assert home(household_id) == OLD_HOME
    assert stays(household_id) == [(person, None, None, True) for person in people]
    assert Household.objects.get(id=household_id).sort_key.startswith("sk}ld")


def test_a_household_does_not_live_where_its_members_have_moved_away_from(association):
    moved = living_at(living_at(a_person("Maria", "Sköld")), FATHERS_HOME)
    gone, here = moved.contact_points
    points = [replace(gone, valid_to=TODAY), replace(here, is_preferred=False)]
    assert home(household_of(register(replace(moved, contact_points=points)))) == FATHERS_HOME


def test_one_act_is_told_of_everybody_in_the_household(association):
    people = a_family()
    household_of(people)
    for subject in Person.objects.values_list("audit_subject", flat=True):
        assert [entry.action for entry in list_what_happened(subject=subject)] == [
            "relations.households_formed",
            "people.registered",
        ]


def test_a_child_lives_in_two_homes_and_gets_its_post_at_the_first(association):
    mother, father, child = a_family()
    hers, his = household_of([mother, child]), household_of([father, child], address=FATHERS_HOME)
    assert [row[3] for row in stays(hers)] == [True, True]
    assert [row[3] for row in stays(his)] == [True, False]
    with pytest.raises(HomeRefused) as refused:
        household_of([child])
    assert refused.value.person_id == child


def test_who_lives_in_a_household_cannot_join_it_again(association):
    mother, _father, child = a_family()
    household_id = household_of([mother, child])
    with pytest.raises(HomeRefused):
        join_households(joinings=[Joining(household_id=household_id, person_id=child)], **DONE)


def test_somebody_joins_and_leaves_on_days(association):
    mother, father, child = a_family()
    household_id = household_of([mother, child])
    join_households(
        joinings=[Joining(household_id=household_id, person_id=father, starts_on=date(2026, 3, 1))], **DONE
    )
    leave_households(
        leavings=[Leaving(household_id=household_id, person_id=father, ends_on=date(2026, 12, 1))], **DONE
    )
    assert stays(household_id)[2] == (father, date(2026, 3, 1), date(2026, 12, 1), True)
    with pytest.raises(HomeRefused):
        leave_households(
            leavings=[Leaving(household_id=household_id, person_id=father, ends_on=date(2026, 3, 1))], **DONE
        )
    leave_households(leavings=[Leaving(household_id=household_id, person_id=father, ends_on=None)], **DONE)
    assert [row[0] for row in stays(household_id)] == [mother, child]


def test_the_post_goes_where_one_chooses(association):
    mother, father, child = a_family()
    hers, his = household_of([mother, child]), household_of([father, child], address=FATHERS_HOME)
    choose_primary_homes(homes={child: his}, **DONE)
    assert (stays(hers)[1][3], stays(his)[1][3]) == (False, True)


def test_the_whole_family_moves_and_its_addresses_follow(association):
    people = a_family()
    household_id = household_of(people)
    guest = register(living_at(a_person("Olle", "Gäst"), FATHERS_HOME))[0]
    join_households(joinings=[Joining(household_id=household_id, person_id=guest)], **DONE)
    move_households(moves=[a_move(household_id)], **DONE)
    assert home(household_id) == NEW_HOME
    assert [own_address(person) for person in people] == [["Kaiveien 3"]] * 3
    # Whose address was another one keeps it.
    assert own_address(guest) == ["Ågatan 7 B"]
    assert Household.objects.count() == 1


def test_when_parents_part_one_moves_and_the_children_live_in_both_homes(association):
    mother, father, child = a_family()
    household_id = household_of([mother, father, child])
    (move_id,) = move_households(
        moves=[a_move(household_id, address=FATHERS_HOME, person_ids=[father], both_ids=[child])], **DONE
    )
    his = HouseholdMove.objects.get(id=move_id).new_household_id
    assert (home(household_id), home(his)) == (OLD_HOME, FATHERS_HOME)
    assert stays(household_id) == [
        (mother, None, None, True),
        (father, None, TODAY, True),
        (child, None, None, True),
    ]
    assert stays(his) == [(father, TODAY, None, True), (child, TODAY, None, False)]
    assert [own_address(person) for person in (mother, father, child)] == [
        ["Björkgatan 12"],
        ["Ågatan 7 B"],
        ["Björkgatan 12"],
    ]


def test_a_child_in_both_homes_may_get_its_post_at_the_new_one(association):
    mother, father, child = a_family()
    household_id = household_of([mother, father, child])
    (move_id,) = move_households(
        moves=[
            a_move(
                household_id,
                address=FATHERS_HOME,
                person_ids=[father],
                both_ids=[child],
                primary_at_new=[child],
            )
        ],
        **DONE,
    )
    his = HouseholdMove.objects.get(id=move_id).new_household_id
    assert (stays(household_id)[2][3], stays(his)[1][3]) == (False, True)
    assert own_address(child) == ["Ågatan 7 B"]
    take_back_moves(move_ids=[move_id], **DONE)
    assert stays(household_id) == [(person, None, None, True) for person in (mother, father, child)]
    assert [own_address(person) for person in (mother, father, child)] == [["Björkgatan 12"]] * 3
    assert Household.objects.count() == 1


def test_a_move_is_taken_back_once_and_only_while_nothing_else_was_changed(association):
    people = a_family()
    household_id = household_of(people)
    (move_id,) = move_households(moves=[a_move(household_id)], **DONE)
    take_back_moves(move_ids=[move_id], **DONE)
    assert home(household_id) == OLD_HOME
    assert [own_address(person) for person in people] == [["Björkgatan 12"]] * 3
    with pytest.raises(TooLateToTakeBack):
        take_back_moves(move_ids=[move_id], **DONE)
    first, second = (
        move_households(moves=[a_move(household_id, address=address)], **DONE)[0]
        for address in (NEW_HOME, FATHERS_HOME)
    )
    with pytest.raises(TooLateToTakeBack):
        take_back_moves(move_ids=[first], **DONE)
    take_back_moves(move_ids=[second], **DONE)
    assert home(household_id) == NEW_HOME


def test_whoever_was_overtaken_is_told_and_nothing_moves(association):
    household_id = household_of(a_family())
    seen = a_move(household_id)
    move_households(moves=[seen], **DONE)
    with pytest.raises(HouseholdOvertaken):
        move_households(moves=[replace(seen, address=FATHERS_HOME)], **DONE)
    with pytest.raises(HouseholdOvertaken):
        change_households(changes=[HouseholdChange(household_id=household_id, version=1, name="X")], **DONE)
    assert home(household_id) == NEW_HOME


def test_a_move_that_cannot_be_is_refused(association):
    mother, father, child = a_family()
    household_id = household_of([mother, father, child], starts_on=TODAY - timedelta(days=5))
    with pytest.raises(MoveRefused) as refused:
        move_households(moves=[a_move(household_id, moved_on=TODAY + timedelta(days=1))], **DONE)
    assert refused.value.reason is MoveProblem.IN_THE_FUTURE
    with pytest.raises(HomeRefused):
        move_households(
            moves=[a_move(household_id, person_ids=[father], moved_on=TODAY - timedelta(days=5))], **DONE
        )


def test_an_address_put_right_moves_nobody(association):
    people = a_family()
    household_id = household_of(people)
    change_households(
        changes=[
            HouseholdChange(household_id=household_id, version=1, name=" Villa Villekulla ", address=NEW_HOME)
        ],
        **DONE,
    )
    assert (Household.objects.get(id=household_id).name, home(household_id)) == ("Villa Villekulla", NEW_HOME)
    assert own_address(people[0]) == ["Björkgatan 12"]


def test_many_families_move_with_as_many_questions_as_one(association, django_assert_num_queries):
    def moves(count, street):
        homes = [
            household_of(register(a_person("Maria", f"{street}{number}")), address=OLD_HOME)
            for number in range(count)
        ]
        return [a_move(found) for found in homes]

    move_households(moves=moves(1, "first"), **DONE)  # makes the association's key
    few, many = moves(2, "a"), moves(12, "b")
    with CaptureQueriesContext(connection) as asked:
        move_households(moves=few, **DONE)
    with django_assert_num_queries(len(asked)):
        move_households(moves=many, **DONE)


# --- Protection -----------------------------------------------------------------------------------


def test_the_home_of_somebody_protected_is_sealed_whether_the_protection_comes_first_or_last(association):
    first = a_family()
    second = a_family(protection="STRICT")
    homes = [household_of(first), household_of(second, address=OLD_HOME)]
    change_people(
        changes=[PersonChange(person_id=first[2], version=1, values={"protection": "HIDDEN"})], **DONE
    )
    assert [home(found) for found in homes] == [HomeAddress(), HomeAddress()]
    assert SealedHome.objects.count() == 2
    assert read_addresses(Household.objects.all()) == dict.fromkeys(homes, OLD_HOME)
    assert b"gatan" not in b"".join(bytes(each.sealed) for each in SealedHome.objects.all())


def test_the_home_is_open_again_when_the_protection_is_lifted_or_the_protected_one_leaves(association):
    people = a_family(protection="HIDDEN")
    household_id = household_of(people, address=OLD_HOME)
    lift_protections(lifts=[Lift(person_id=people[2], held="HIDDEN", level="NONE")], **DONE)
    other = a_family(protection="HIDDEN")
    theirs = household_of(other, address=FATHERS_HOME)
    leave_households(leavings=[Leaving(household_id=theirs, person_id=other[2], ends_on=TODAY)], **DONE)
    assert home(theirs) == FATHERS_HOME
    assert home(household_id) == OLD_HOME
    assert SealedHome.objects.count() == 0


def test_a_protected_child_moves_along_and_its_address_stays_sealed(association):
    people = a_family(protection="STRICT")
    household_id = household_of(people, address=OLD_HOME)
    (move_id,) = move_households(moves=[a_move(household_id)], **DONE)
    assert home(household_id) == HomeAddress()
    assert read_addresses(Household.objects.all()) == {household_id: NEW_HOME}
    assert ContactPoint.objects.filter(person_id=people[2]).count() == 0
    sealed = bytes(HouseholdMove.objects.get(id=move_id).sealed)
    assert b"Kaiveien" not in sealed
    take_back_moves(move_ids=[move_id], **DONE)
    assert read_addresses(Household.objects.all()) == {household_id: OLD_HOME}


# --- Away -----------------------------------------------------------------------------------------


def test_what_was_kept_of_a_move_is_forgotten_after_a_month(association):
    household_id = household_of(a_family())
    move_households(moves=[a_move(household_id)], **DONE)
    assert forget_moves(actor=ACTOR, at=AT + timedelta(days=30)) == 0
    assert forget_moves(actor=ACTOR, at=AT + timedelta(days=31)) == 1
    assert HouseholdMove.objects.count() == 0


def test_what_an_import_made_can_be_forgotten(association):
    people, others = a_family(), a_family()
    formed, theirs = household_of(people), household_of(others)
    move_households(moves=[a_move(formed)], **DONE)
    forget_relations(household_ids=[formed], person_ids=[others[2]], **DONE)
    assert list(Household.objects.values_list("id", flat=True)) == [theirs]
    assert [row[0] for row in stays(theirs)] == others[:2]
    forget_relations(person_ids=others, **DONE)
    assert (Household.objects.count(), HouseholdMember.objects.count()) == (0, 0)


def test_a_neighbours_household_is_not_there(association, neighbour):
    from matrikel.kernel.scope import association_scope

    people = a_family()
    household_id = household_of(people)
    with association_scope(neighbour), pytest.raises(NotFound):
        move_households(
            moves=[Move(household_id=household_id, version=1, moved_on=TODAY, address=NEW_HOME)], **DONE
        )
    with association_scope(neighbour), pytest.raises(NotFound):
        household_of(people)
    assert asdict(home(household_id)) == asdict(OLD_HOME)


def test_a_household_has_somebody_in_it(association):
    from matrikel.relations.actions.form_households import form_households

    with pytest.raises(HomeRefused):
        form_households(households=[NewHousehold(members=[])], **DONE)
    (person,) = register(a_person())
    with pytest.raises(HomeRefused):
        form_households(
            households=[
                NewHousehold(members=[NewHouseholdMember(person_id=person, starts_on=TODAY, ends_on=TODAY)])
            ],
            **DONE,
        )


def test_whoever_is_removed_leaves_no_home_behind(association):
    people = a_family(protection="HIDDEN")
    household_id = household_of(people, address=OLD_HOME)
    people_removed.send(sender=Person, person_ids=[people[2]])
    assert [row[0] for row in stays(household_id)] == people[:2]
    assert home(household_id) == OLD_HOME
    people_removed.send(sender=Person, person_ids=people)
    assert Household.objects.count() == 0


def test_a_former_name_neither_orders_a_household_nor_stays_in_it(association) -> None:
    (anna,) = register(a_person("Anna", "Öberg"))
    form_households(households=[NewHousehold(members=[NewHouseholdMember(person_id=anna)])], **DONE)
    version = Person.objects.get(id=anna).version
    change_people(
        changes=[PersonChange(person_id=anna, version=version, values={"family_name": "Ek"})], **DONE
    )
    household = Household.objects.get()
    assert (household.sort_key, household.version) == (Person.objects.get(id=anna).sort_key, 1)
