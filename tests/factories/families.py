"""Families for tests: parents, children and homes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from matrikel.people.rules.records import NewContactPoint, NewPerson
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.rules.records import HomeAddress, NewHousehold, NewHouseholdMember
from tests.conftest import ACTOR, AT
from tests.factories.people import a_person, register

OLD_HOME = HomeAddress(street="Björkgatan 12", postcode="75323", place="Uppsala", country="SE")
NEW_HOME = HomeAddress(street="Kaiveien 3", postcode="67131", place="Arvika", country="SE")
FATHERS_HOME = HomeAddress(street="Ågatan 7 B", postcode="75310", place="Uppsala", country="SE")


def living_at(person: NewPerson, address: HomeAddress = OLD_HOME) -> NewPerson:
    """Return the person with this postal address."""
    point = NewContactPoint(
        kind="POSTAL",
        street=address.street,
        postcode=address.postcode,
        place=address.place,
        country=address.country,
        is_preferred=True,
    )
    return replace(person, contact_points=[*person.contact_points, point])


def a_family(*, home: HomeAddress = OLD_HOME, family: str = "Sköld", **child: object) -> list[UUID]:
    """Register a mother, a father and a child of one address, in that order."""
    return register(
        living_at(a_person("Maria", family, birth_date=date(1984, 5, 2)), home),
        living_at(a_person("Erik", family, birth_date=date(1982, 1, 9)), home),
        living_at(a_person("Live", family, **{"birth_date": date(2015, 6, 1), **child}), home),
    )


def household_of(
    people: Sequence[UUID],
    *,
    starts_on: date | None = None,
    is_primary: bool | None = None,
    address: HomeAddress | None = None,
) -> UUID:
    """Form a household of people and return its id."""
    (household_id,) = form_households(
        households=[
            NewHousehold(
                members=[
                    NewHouseholdMember(person_id=person_id, starts_on=starts_on, is_primary=is_primary)
                    for person_id in people
                ],
                address=address,
            )
        ],
        actor=ACTOR,
        at=AT,
    )
    return household_id
