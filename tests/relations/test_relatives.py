"""Who answers, pays, is called and acts for whom; and who may know of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.people.filters.offers import Asked
from matrikel.people.models import Person
from matrikel.relations.actions.accept_suggestions import Accepted, accept_suggestions, leave_apart
from matrikel.relations.actions.end_relations import EndingRefused, end_relations
from matrikel.relations.actions.set_contacts import ContactRefused, set_contacts
from matrikel.relations.actions.set_guardians import GuardianRefused, set_guardians
from matrikel.relations.actions.set_payers import PayerRefused, set_payers
from matrikel.relations.actions.set_representatives import RepresentativeRefused, set_representatives
from matrikel.relations.filters import COLUMNS, FILTERS
from matrikel.relations.models import Household, Payer
from matrikel.relations.queries.family import get_relative, list_relatives
from matrikel.relations.queries.homes import (
    find_people,
    get_household,
    list_homes,
    list_households,
    list_people_at,
)
from matrikel.relations.queries.likely import count_suggestions, list_suggestions
from matrikel.relations.rules.records import (
    HomeAddress,
    NewContact,
    NewGuardian,
    NewPayer,
    NewRepresentative,
    RelationEnding,
)
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question
from tests.conftest import ACTOR, AT, TODAY, make_association
from tests.factories.families import FATHERS_HOME, OLD_HOME, a_family, household_of, living_at
from tests.factories.people import a_person, branches, register

DONE = {"actor": ACTOR, "at": AT}


@pytest.fixture
def stranger(viewer: Viewer) -> Viewer:
    """Return somebody who may not reveal protected details."""
    return replace(viewer, rights=viewer.rights - {Right.PROTECTED_SEE})


def told(person_id, viewer):
    return [
        (each.relation, each.is_of_person, each.person.display_name if each.person else each.name)
        for each in list_relatives(person_id=person_id, on=TODAY, viewer=viewer)
    ]


def test_a_guardian_is_told_from_both_sides(association, viewer):
    mother, _father, child = a_family()
    ids = set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], **DONE)
    assert told(child, viewer) == [("GUARDIAN", True, "Maria Sköld")]
    assert told(mother, viewer) == [("GUARDIAN", False, "Live Sköld")]
    # A list may come twice.
    assert set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], **DONE) == ids


def test_no_guardian_answers_for_who_has_come_of_age(association, viewer):
    mother, father, child = a_family(birth_date=TODAY.replace(year=TODAY.year - 18))
    set_guardians(
        guardians=[
            NewGuardian(person_id=child, guardian_id=mother),
            NewGuardian(person_id=child, guardian_id=father, kind="LEGAL"),
        ],
        **DONE,
    )
    assert told(child, viewer) == [("GUARDIAN", True, "Erik Sköld")]
    day_before = list_relatives(person_id=child, on=TODAY - timedelta(days=1), viewer=viewer)
    assert [each.kind for each in day_before] == ["LEGAL", "PARENT"]


def test_guardians_that_cannot_be_are_refused(association):
    mother, father, child = a_family()
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], **DONE)
    for wrong in (
        NewGuardian(person_id=child, guardian_id=child),
        NewGuardian(person_id=child, guardian_id=father, kind="UNCLE"),
        NewGuardian(person_id=mother, guardian_id=child),
    ):
        with pytest.raises(GuardianRefused):
            set_guardians(guardians=[wrong], **DONE)


def test_one_pays_at_a_time(association, viewer):
    mother, father, child = a_family()
    set_payers(payers=[NewPayer(person_id=child, payer_id=mother, starts_on=date(2026, 1, 1))], **DONE)
    set_payers(payers=[NewPayer(person_id=child, payer_id=father, starts_on=TODAY)], **DONE)
    assert told(child, viewer) == [("PAYER", True, "Erik Sköld")]
    assert told(father, viewer) == [("PAYER", False, "Live Sköld")]
    periods = Payer.objects.order_by("starts_on").values_list("payer_id", "starts_on", "ends_on")
    assert list(periods) == [(mother, date(2026, 1, 1), TODAY), (father, TODAY, None)]
    set_payers(payers=[NewPayer(person_id=child, payer_id=None)], **DONE)
    assert told(child, viewer) == []
    for wrong in (
        [NewPayer(person_id=child, payer_id=child)],
        [NewPayer(person_id=child, payer_id=father)] * 2,
    ):
        with pytest.raises(PayerRefused):
            set_payers(payers=wrong, **DONE)


def test_a_contact_is_somebody_of_the_register_or_a_name_with_a_number(association, viewer):
    _mother, father, child = a_family()
    by_name = NewContact(person_id=child, name=" Mormor Greta ", phone="070-174 06 05", is_emergency=True)
    first, second = set_contacts(
        contacts=[NewContact(person_id=child, contact_id=father, name="not kept"), by_name], **DONE
    )
    assert told(child, viewer) == [("CONTACT", True, "Erik Sköld"), ("CONTACT", True, "Mormor Greta")]
    assert set_contacts(contacts=[replace(by_name, label="mormor")], **DONE) == [second]
    assert get_relative(person_id=child, relation_id=second, on=TODAY, viewer=viewer).label == "mormor"
    end_relations(endings=[RelationEnding(relation="CONTACT", relation_id=first, ends_on=TODAY)], **DONE)
    assert told(child, viewer) == [("CONTACT", True, "Mormor Greta")]
    for wrong in (
        NewContact(person_id=child),
        NewContact(person_id=child, contact_id=child),
        NewContact(person_id=child, name="x\ny"),
    ):
        with pytest.raises(ContactRefused):
            set_contacts(contacts=[wrong], **DONE)


def test_people_act_for_companies_and_not_the_other_way_round(association, viewer):
    mother, *_others = a_family()
    (company,) = register(a_person("", "Fotohuset AB", kind="LEGAL"))
    wanted = NewRepresentative(person_id=mother, represents_id=company, function="chair")
    ids = set_representatives(representatives=[wanted], **DONE)
    assert set_representatives(representatives=[wanted], **DONE) == ids
    assert told(company, viewer) == [("REPRESENTATIVE", True, "Maria Sköld")]
    assert told(mother, viewer) == [("REPRESENTATIVE", False, "Fotohuset AB")]
    with pytest.raises(RepresentativeRefused):
        set_representatives(
            representatives=[NewRepresentative(person_id=company, represents_id=mother)], **DONE
        )


def test_a_relation_ends_on_a_day_or_was_a_mistake(association, viewer):
    mother, father, child = a_family()
    first, second = set_guardians(
        guardians=[
            NewGuardian(person_id=child, guardian_id=mother, starts_on=date(2026, 1, 1)),
            NewGuardian(person_id=child, guardian_id=father),
        ],
        **DONE,
    )
    with pytest.raises(EndingRefused):
        end_relations(
            endings=[RelationEnding(relation="GUARDIAN", relation_id=first, ends_on=date(2026, 1, 1))], **DONE
        )
    end_relations(
        endings=[
            RelationEnding(relation="GUARDIAN", relation_id=first, ends_on=TODAY),
            RelationEnding(relation="GUARDIAN", relation_id=second),
        ],
        **DONE,
    )
    assert told(child, viewer) == []
    with pytest.raises(NotFound):
        end_relations(endings=[RelationEnding(relation="GUARDIAN", relation_id=second)], **DONE)
    with pytest.raises(NotFound):
        get_relative(person_id=child, relation_id=first, on=TODAY, viewer=viewer)


# --- Who may know ---------------------------------------------------------------------------------


def test_nobody_finds_a_protected_child_through_its_family(association, viewer, stranger):
    mother, father, child = a_family(protection="STRICT")
    household_id = household_of([mother, father, child], address=OLD_HOME)
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=mother)], **DONE)
    set_payers(payers=[NewPayer(person_id=child, payer_id=father)], **DONE)

    seen = get_household(household_id=household_id, on=TODAY, viewer=stranger)
    assert [row.person.display_name for row in seen.members] == ["Erik Sköld", "Maria Sköld"]
    assert (seen.address, seen.is_sealed) == (HomeAddress(), False)
    assert [told(found, stranger) for found in (mother, father, child)] == [[], [], []]
    assert list_homes(person_id=child, on=TODAY, viewer=stranger) == []
    assert find_people(words="live", viewer=stranger) == []

    known = get_household(household_id=household_id, on=TODAY, viewer=viewer)
    assert ([row.person.is_protected for row in known.members], known.is_sealed) == (
        [False, False, True],
        True,
    )
    assert known.address == HomeAddress()
    assert told(child, viewer) == [("PAYER", True, "Erik Sköld"), ("GUARDIAN", True, "Maria Sköld")]


def test_a_household_of_nobody_whom_one_may_see_is_not_there(association, viewer, stranger):
    (hidden,) = register(a_person("Gömd", "Gran", protection="HIDDEN"))
    household_id = household_of([hidden], address=OLD_HOME)
    with pytest.raises(NotFound):
        get_household(household_id=household_id, on=TODAY, viewer=stranger)
    for found, viewer_of in ((0, stranger), (1, viewer)):
        page = list_households(on=TODAY, viewer=viewer_of)
        assert (len(page.rows), page.count) == (found, found)
        assert len(list_households(search="gömd", on=TODAY, viewer=viewer_of).rows) == found


def test_a_branchs_officer_meets_nobody_of_another_branch(association, viewer):
    north, south = branches("Norr", "Söder")
    mother, father, child = a_family()
    Person.objects.filter(id__in=[mother, child]).update(unit=north)
    Person.objects.filter(id=father).update(unit=south)
    household_id = household_of([mother, father, child])
    set_guardians(guardians=[NewGuardian(person_id=child, guardian_id=father)], **DONE)
    local = replace(viewer, unit_ids=(north,))
    seen = get_household(household_id=household_id, on=TODAY, viewer=local)
    assert [row.person.display_name for row in seen.members] == ["Maria Sköld", "Live Sköld"]
    assert (told(child, local), told(father, local)) == ([], [])
    with pytest.raises(NotFound):
        get_household(household_id=household_id, on=TODAY, viewer=replace(viewer, unit_ids=()))


def test_two_homes_stand_with_the_one_for_the_post_first(association, viewer):
    mother, father, child = a_family()
    his = household_of([father, child], address=FATHERS_HOME, is_primary=False)
    hers = household_of([mother, child])
    assert [home.id for home in list_homes(person_id=child, on=TODAY, viewer=viewer)] == [hers, his]


def test_the_list_of_households_goes_through_all_pages_with_equal_questions(association, viewer, queries):
    homes = [household_of(register(a_person("Maria", f"Ek{number:02}"))) for number in range(7)]
    first = list_households(on=TODAY, viewer=viewer, rows=3)
    second = list_households(on=TODAY, viewer=viewer, rows=3, after=first.next_after)
    third = list_households(on=TODAY, viewer=viewer, rows=3, after=second.next_after)
    assert [row.id for page in (first, second, third) for row in page.rows] == homes
    assert (first.previous_before, third.next_after, first.count) == (None, None, 7)
    back = list_households(on=TODAY, viewer=viewer, rows=3, before=second.previous_before)
    assert [row.id for row in back.rows] == homes[:3]
    with queries(3):
        list_households(on=TODAY, viewer=viewer, rows=2)
    with queries(3):
        list_households(on=TODAY, viewer=viewer, rows=7)


# --- Suggestions ----------------------------------------------------------------------------------


def test_who_shares_address_and_name_is_proposed_as_one_household(association, viewer):
    mother, father, child = a_family()
    register(living_at(a_person("Olle", "Gäst")), a_person("Maria", "Sköld"))
    found = list_suggestions(on=TODAY, viewer=viewer)
    assert [[person.id for person in each.people] for each in found.rows] == [[mother, father, child]]
    assert (found.next_after, count_suggestions(on=TODAY, viewer=viewer)) == (None, 1)
    accept_suggestions(suggestions=[Accepted(person_ids=[mother, father])], **DONE)
    again = list_suggestions(on=TODAY, viewer=viewer).rows
    assert [([person.id for person in each.people], each.household is not None) for each in again] == [
        ([child], True)
    ]
    accept_suggestions(suggestions=[Accepted(person_ids=[child], household_id=again[0].household.id)], **DONE)
    assert list_suggestions(on=TODAY, viewer=viewer).rows == []
    assert Household.objects.count() == 1


def test_who_is_left_apart_or_protected_is_not_proposed(association, viewer):
    mother, father, child = a_family()
    leave_apart(person_ids=[mother], **DONE)
    leave_apart(person_ids=[mother], **DONE)
    Person.objects.filter(id=father).update(protection="HIDDEN")
    assert list_suggestions(on=TODAY, viewer=viewer).rows == []
    assert [person.id for person in list_people_at(person_id=child, viewer=viewer)] == [father, mother]


def test_suggestions_go_on_behind_the_postcode_where_they_stopped(association, viewer, monkeypatch):
    from matrikel.relations.queries import likely

    monkeypatch.setattr(likely, "STRIDE", 4)
    homes = [
        replace(OLD_HOME, postcode=str(75000 + number), street=f"Ågatan {number}") for number in range(5)
    ]
    families = [a_family(home=home, family=f"Ek{number}") for number, home in enumerate(homes)]
    seen, after = [], None
    while True:
        found = list_suggestions(on=TODAY, viewer=viewer, after=after, most=2)
        seen += [[person.id for person in each.people] for each in found.rows]
        after = found.next_after
        if after is None:
            break
    assert seen == families


def test_as_many_questions_lead_to_many_suggestions_as_to_one(association, viewer, queries):
    for number in range(4):
        home = replace(OLD_HOME, postcode=str(75000 + number), street=f"Ågatan {number}")
        mother, father, _child = a_family(home=home, family=f"Ek{number}")
        accept_suggestions(suggestions=[Accepted(person_ids=[mother, father])], **DONE)
    for most in (1, 4):
        with queries(3):
            found = list_suggestions(on=TODAY, viewer=viewer, most=most).rows
        assert [each.household is not None for each in found] == [True] * most


def test_whoever_has_no_home_is_in_none_of_any_size(association, viewer):
    a_family()
    register(a_person("Olle", "Gäst"))

    def people(**asked):
        return list_people(question=Question(asked=asked), on=TODAY, viewer=viewer).count

    assert (people(household=("none",)), people(household=("none", "any"), household_size=("1..",))) == (4, 0)
    assert people(household=("none",), household_size=("2..",)) == 0


# --- Filters --------------------------------------------------------------------------------------


def whom(code, *values, viewer, **asked):
    from django.db import connection

    (found,) = (each for each in FILTERS if each.code == code)
    condition = found.condition(Asked(values=values, on=TODAY, viewer=viewer, **asked))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.given_name FROM people_person p WHERE {condition.where} ORDER BY p.given_name",
            {"association": viewer.association_id, "on": TODAY, **condition.values},
        )
        return [row[0] for row in cursor.fetchall()]


def column(code, ids, viewer):
    (found,) = (each for each in COLUMNS if each.code == code)
    return dict(found.values(ids, viewer, TODAY))


def test_lists_can_be_asked_for_families(association, viewer, stranger):
    mother, father, child = a_family()
    lone, grown = register(
        a_person("Tom", "Ek", birth_date=date(2012, 1, 1)), a_person("Uno", "Ek", birth_date=date(1990, 1, 1))
    )
    household_of([mother, child])
    household_of([father, child], address=FATHERS_HOME, is_primary=False)
    set_guardians(
        guardians=[
            NewGuardian(person_id=child, guardian_id=mother),
            NewGuardian(person_id=grown, guardian_id=mother),
        ],
        **DONE,
    )
    set_payers(payers=[NewPayer(person_id=child, payer_id=father)], **DONE)
    assert whom("household", "none", viewer=viewer) == ["Tom", "Uno"]
    assert whom("household", "two", viewer=viewer) == ["Live"]
    assert whom("household", "any", viewer=viewer) == ["Erik", "Live", "Maria"]
    assert whom("guardian", "has", viewer=viewer) == ["Live"]
    assert whom("guardian", "child_without", viewer=viewer) == ["Tom"]
    assert whom("guardian", "is", "child_without", viewer=viewer) == ["Maria", "Tom"]
    assert (whom("payer", "has", viewer=viewer), whom("payer", "is", viewer=viewer)) == (["Live"], ["Erik"])
    assert whom("household_size", viewer=viewer, first=2, last=2) == ["Erik", "Live", "Maria"]
    ids = [mother, father, child, lone, grown]
    assert column("guardians", ids, viewer) == {child: ("Maria Sköld",)}
    assert column("payer", ids, viewer) == {child: ("Erik Sköld",)}
    assert column("housemates", ids, viewer) == {
        mother: ("Live Sköld",),
        father: ("Live Sköld",),
        child: ("Erik Sköld", "Maria Sköld"),
    }
    assert column("household_size", ids, viewer) == {mother: 2, father: 2, child: 2}
    Person.objects.filter(id=child).update(protection="STRICT")
    assert whom("household", "two", viewer=stranger) == []
    assert whom("household", "two", viewer=viewer) == ["Live"]
    assert column("housemates", ids, stranger) == {}
    assert column("household_size", ids, stranger) == {mother: 1, father: 1}


def test_of_two_who_answer_for_each_other_at_once_one_is_refused(in_threads):
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        one, other, child = register(a_person("Anna"), a_person("Bo"), a_person("Live", birth_year=2015))

    def press(person_id, guardian_id):
        def once(meet):
            with association_scope(association_id):
                meet()
                return set_guardians(
                    guardians=[NewGuardian(person_id=person_id, guardian_id=guardian_id)], **DONE
                )

        return once

    found = in_threads(press(one, other), press(other, one))
    assert sorted(type(each).__name__ for each in found) == ["GuardianRefused", "list"]
    third, fourth = in_threads(press(child, one), press(child, one))
    assert third == fourth
