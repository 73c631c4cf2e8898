"""What is held about a person comes out under the names of the map, and the person can see that it did."""

from datetime import date, datetime
from uuid import UUID

from matrikel.audit.queries import list_who_looked
from matrikel.kernel.actors import Actor, Viewer
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.privacy.actions.export_people import export_people
from tests.people.test_register_and_change import ANNA


def test_a_person_comes_out_with_contact_points_and_memberships(
    association: UUID, viewer: Viewer, actor: Actor, at: datetime
) -> None:
    (anna,) = register_people(people=[ANNA], actor=actor, at=at)
    kind = list_membership_types()[0]
    admit_members(
        admissions=[Admission(person_id=anna, type_id=kind.id, starts_on=date(2008, 9, 22))],
        actor=actor,
        at=at,
    )
    chunk = export_people(after=None, include_sealed=False, function="test", actor=actor, at=at)
    (person,) = chunk.people
    assert (person["given_name"], person["family_name"], person["birth_date"]) == (
        "Anna",
        "Sköld",
        "1946-03-23",
    )
    assert [(point["kind"], point["value"] or point["street"]) for point in person["contact_points"]] == [
        ("EMAIL", "anna.skold@example.se"),
        ("PHONE", "0712-16 95 93"),
        ("POSTAL", "Trädgårdsgränd 9"),
    ]
    assert [(held["type"], held["starts_on"]) for held in person["memberships"]] == [
        (kind.name, "2008-09-22")
    ]
    assert "sealed" not in person["identity_numbers"][0]
    subject = get_person(person_id=anna, viewer=viewer).audit_subject
    assert [look.action for look in list_who_looked(subject=subject)] == ["people.exported"]


def test_sealed_values_come_out_only_when_asked_for(association: UUID, actor: Actor, at: datetime) -> None:
    register_people(people=[ANNA], actor=actor, at=at)
    (person,) = export_people(after=None, include_sealed=True, function="test", actor=actor, at=at).people
    assert person["identity_numbers"] == [{"country": "SE", "kind": "personnummer", "sealed": "194603239957"}]
