"""A protection hides the branch of each membership, and gives it back when it is lifted."""

from uuid import UUID

from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import Membership
from matrikel.organisations.models import Unit
from matrikel.people.actions.change_people import change_people
from matrikel.people.rules.records import PersonChange
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.people import a_person, branches, protect, register, type_of


def unit_of(membership_id: UUID) -> UUID | None:
    return Membership.objects.get(id=membership_id).unit_id


def member_in(unit_id: UUID) -> tuple[UUID, UUID]:
    (person_id,) = register(a_person(unit_id=unit_id))
    admission = Admission(person_id=person_id, type_id=type_of(), starts_on=TODAY, unit_id=unit_id)
    (membership_id,) = admit_members(admissions=[admission], actor=ACTOR, at=AT)
    return person_id, membership_id


def test_the_branch_comes_back(association: UUID) -> None:
    (north,) = branches("Norra")
    person_id, membership_id = member_in(north)
    protect(person_id, "STRICT")
    assert unit_of(membership_id) is None
    # A change between, and another level, lose nothing.
    change = PersonChange(person_id=person_id, version=2, values={"given_name": "Eva"})
    change_people(changes=[change], actor=ACTOR, at=AT)
    protect(person_id, "HIDDEN")
    assert unit_of(membership_id) is None
    protect(person_id, "NONE")
    assert unit_of(membership_id) == north


def test_a_branch_that_is_gone_does_not(association: UUID) -> None:
    (north,) = branches("Norra")
    person_id, membership_id = member_in(north)
    protect(person_id, "STRICT")
    change = PersonChange(person_id=person_id, version=2, values={"unit_id": None})
    change_people(changes=[change], actor=ACTOR, at=AT)
    Unit.objects.filter(id=north).delete()
    protect(person_id, "NONE")
    assert unit_of(membership_id) is None
