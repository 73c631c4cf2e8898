"""People are registered, found, changed and protected."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection

from matrikel.audit.queries import list_what_happened, list_who_looked
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import association_scope
from matrikel.people.actions.change_people import LiftNeedsTwo, PersonOvertaken, change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.actions.register_people import register_people
from matrikel.people.actions.reveal_identity_number import reveal_identity_number
from matrikel.people.actions.reveal_protected import RevealRefused, reveal_protected
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import Sought, list_similar_people
from matrikel.people.rules.records import (
    NewContactPoint,
    NewIdentityNumber,
    NewPerson,
    PersonChange,
    PersonCore,
)
from matrikel.people.storage import PersonRefused
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question

ANNA = NewPerson(
    core=PersonCore(given_name="Anna", family_name="Sköld", birth_date=date(1946, 3, 23)),
    contact_points=[
        NewContactPoint(kind="EMAIL", value="anna.skold@example.se", normalised="anna.skold@example.se"),
        NewContactPoint(kind="PHONE", value="0712-16 95 93", normalised="+46712169593"),
        NewContactPoint(
            kind="POSTAL", street="Trädgårdsgränd 9", postcode="19081", place="Gävle", country="SE"
        ),
    ],
    identity_number=NewIdentityNumber(country="SE", kind="personnummer", normalised="194603239957"),
    wants_number=True,
)


def names_found(viewer: Viewer, search: str) -> list[str]:
    page = list_people(question=Question(search=search), on=date(2026, 11, 21), viewer=viewer)
    return [row.display_name for row in page.rows]


def test_a_registered_person_is_found_by_any_part_of_what_one_knows(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    register_people(people=[ANNA], actor=actor, at=at)
    needles = ["sköld", "skold", "köl", "an", "anna sk", "skold@exam", "0712-169593", "+46712169593", "1"]
    assert [names_found(viewer, needle) for needle in needles] == [["Anna Sköld"]] * len(needles)
    assert [names_found(viewer, needle) for needle in ["öld x", "berg", "nna"]] == [[], [], ["Anna Sköld"]]


def test_numbers_follow_one_another_and_jump_over_taken_ones(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    taken = NewPerson(core=PersonCore(given_name="Bo", member_number="2"))
    register_people(people=[taken], actor=actor, at=at)
    ids = register_people(people=[replace(ANNA, identity_number=None)] * 2, actor=actor, at=at)
    assert [get_person(person_id=found, viewer=viewer).core.member_number for found in ids] == ["3", "4"]
    with pytest.raises(PersonRefused):
        register_people(people=[taken], actor=actor, at=at)


def test_an_identity_number_is_sealed_unique_and_shown_only_for_a_reason(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed, blind_index FROM people_identitynumber")
        assert all(b"19460323" not in bytes(value) for value in cursor.fetchone())
    with pytest.raises(RevealRefused):
        reveal_identity_number(person_id=anna, reason="", actor=actor, at=at)
    assert reveal_identity_number(person_id=anna, reason="AUTHORITY", actor=actor, at=at) == "194603239957"
    person = get_person(person_id=anna, viewer=viewer)
    assert [look.header for look in list_who_looked(subject=person.audit_subject)] == [
        {"reason": "AUTHORITY"}
    ]


def test_a_change_keeps_before_and_after_sealed_and_the_header_without_values(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    seen = get_person(person_id=anna, viewer=viewer)
    change = PersonChange(person_id=anna, version=1, core=replace(seen.core, family_name="Berg"))
    assert change_people(changes=[change], actor=actor, at=at) == 1
    newest = list_what_happened(subject=seen.audit_subject, with_changes=True)[0]
    assert (newest.action, newest.header, newest.changes) == (
        "people.changed",
        {"person": str(anna), "columns": ["family_name"]},
        {"family_name": ("Sköld", "Berg")},
    )
    assert names_found(viewer, "berg") == ["Anna Berg"]


def test_the_second_of_two_officers_is_told(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    core = get_person(person_id=anna, viewer=viewer).core
    first = PersonChange(person_id=anna, version=1, core=replace(core, family_name="Berg"))
    second = PersonChange(person_id=anna, version=1, core=replace(core, family_name="Dahl"))
    change_people(changes=[first], actor=actor, at=at)
    with pytest.raises(PersonOvertaken):
        change_people(changes=[second], actor=actor, at=at)
    assert get_person(person_id=anna, viewer=viewer).core.family_name == "Berg"


def test_protection_empties_the_normal_columns_and_lifting_it_fills_them_again(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    seen = get_person(person_id=anna, viewer=viewer)
    protect = PersonChange(person_id=anna, version=1, core=replace(seen.core, protection="PROTECTED"))
    change_people(changes=[protect], actor=actor, at=at)
    hidden = get_person(person_id=anna, viewer=viewer)
    assert (list(hidden.contact_points), hidden.core.birth_date, hidden.core.birth_year) == ([], None, 1946)
    assert names_found(viewer, "anna.skold@example.se") == []
    revealed = reveal_protected(person_id=anna, reason="LETTER", actor=actor, at=at)
    assert [point.street for point in revealed.contact_points] == ["", "", "Trädgårdsgränd 9"]
    lift = PersonChange(person_id=anna, version=2, core=replace(seen.core, protection="NONE"))
    with pytest.raises(LiftNeedsTwo):
        change_people(changes=[lift], actor=actor, at=at)
    lift_protections(lifts=[Lift(person_id=anna, held="PROTECTED", level="NONE")], actor=actor, at=at)
    again = get_person(person_id=anna, viewer=viewer)
    assert (len(again.contact_points), again.core.birth_date) == (3, date(1946, 3, 23))


def test_lifting_a_protection_brings_back_what_the_editor_never_saw(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    home = replace(ANNA.core, home_municipality="Uppsala", home_municipality_since=date(2010, 5, 1))
    (anna,) = register_people(people=[replace(ANNA, core=home)], actor=actor, at=at)
    change = PersonChange(person_id=anna, version=1, values={"protection": "PROTECTED"})
    change_people(changes=[change], actor=actor, at=at)
    lift_protections(lifts=[Lift(person_id=anna, held="PROTECTED", level="NONE")], actor=actor, at=at)
    again = get_person(person_id=anna, viewer=viewer).core
    assert (again.birth_date, again.home_municipality, again.home_municipality_since) == (
        date(1946, 3, 23),
        "Uppsala",
        date(2010, 5, 1),
    )


def test_somebody_alike_is_found_while_typing(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    register_people(people=[ANNA], actor=actor, at=at)
    anna = Sought(given_name="Anna", family_name="Sköld", birth_date=date(1946, 3, 23))
    (found,) = list_similar_people(sought=anna, viewer=viewer, language="sv")
    assert (found.display_name, found.because) == ("Anna Sköld", "name_and_birth")
    other = replace(anna, family_name="Berg")
    assert list_similar_people(sought=other, viewer=viewer, language="sv") == []


def test_a_prefix_belongs_to_the_name_of_somebody_alike(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    core = PersonCore(given_name="Anna", family_name_prefix="van der", family_name="Berg")
    register_people(people=[NewPerson(core=core)], actor=actor, at=at)
    anna = Sought(given_name="Anna", family_name="Berg", family_name_prefix="van der")
    (found,) = list_similar_people(sought=anna, viewer=viewer, language="sv")
    assert (found.display_name, found.because) == ("Anna van der Berg", "name")
    bare = replace(anna, family_name_prefix="")
    (found,) = list_similar_people(sought=bare, viewer=viewer, language="sv")
    assert found.because == "alike"


def test_a_person_of_another_association_is_absent(
    association: UUID, neighbour: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    with association_scope(neighbour), pytest.raises(NotFound):
        get_person(person_id=anna, viewer=viewer)
    with association_scope(neighbour), pytest.raises(NotFound):
        change_people(changes=[PersonChange(person_id=anna, version=1)], actor=actor, at=at)
