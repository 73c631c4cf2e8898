"""People, memberships and branches for tests; everything that a test asserts is said in the test."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.organisations.actions.save_units import UnitEdit, save_units
from matrikel.people.actions.change_people import change_people
from matrikel.people.actions.lift_protections import Lift, lift_protections
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import Person
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonChange, PersonCore, is_lower
from tests.conftest import ACTOR, AT


def a_person(given: str = "Anna", family: str = "Sköld", **core: object) -> NewPerson:
    """Return a person with a name and nothing else."""
    return NewPerson(core=PersonCore(given_name=given, family_name=family, **core))


def at_home(postcode: str) -> NewContactPoint:
    """Return a postal address that matters by its postcode only."""
    return NewContactPoint(
        kind="POSTAL", street="Storgatan 1", postcode=postcode, place="Arvika", country="SE"
    )


def register(*people: NewPerson) -> list[UUID]:
    """Register people and return their ids."""
    return register_people(people=people, actor=ACTOR, at=AT)


def protect(person_id: UUID, level: str = "STRICT") -> None:
    """Give somebody a protection as one officer may, or lower it as two who have agreed."""
    person = Person.objects.get(id=person_id)
    if is_lower(level, person.protection):
        lift = Lift(person_id=person_id, held=person.protection, level=level)
        lift_protections(lifts=[lift], actor=ACTOR, at=AT)
    else:
        change = PersonChange(person_id=person_id, version=person.version, values={"protection": level})
        change_people(changes=[change], actor=ACTOR, at=AT)


def type_of(kind: str = "ADULT") -> UUID:
    """Return one of the association's membership types by its kind."""
    return next(found.id for found in list_membership_types() if found.kind == kind)


def admit(
    person_id: UUID,
    starts_on: date,
    ends_on: date | None = None,
    *,
    kind: str = "ADULT",
    type_id: UUID | None = None,
    end_reason: str = "",
) -> UUID:
    """Make somebody a member and return the membership's id."""
    (membership_id,) = admit_members(
        admissions=[
            Admission(
                person_id=person_id,
                type_id=type_id or type_of(kind),
                starts_on=starts_on,
                ends_on=ends_on,
                end_reason=end_reason,
            )
        ],
        actor=ACTOR,
        at=AT,
    )
    return membership_id


def branches(*names: str, parent_id: UUID | None = None) -> Sequence[UUID]:
    """Add branches and return their ids."""
    return save_units(units=[UnitEdit(name=name, parent_id=parent_id) for name in names], actor=ACTOR, at=AT)
