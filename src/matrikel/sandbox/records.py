"""Turns invented people into the values that the rooms below register."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from matrikel.people.rules import national_numbers, phones
from matrikel.people.rules.national_numbers import NationalNumber
from matrikel.people.rules.records import NewContactPoint, NewIdentityNumber, NewPerson, PersonCore
from matrikel.sandbox.generator import GeneratedPerson

FEDERATION_SYSTEM = "Nordljus"


def new_person(person: GeneratedPerson, person_id: UUID, units: Sequence[UUID], *, on: date) -> NewPerson:
    """The person as the register takes it; members get the association's next number."""
    return NewPerson(
        id=person_id,
        core=PersonCore(
            given_name=person.given_name,
            family_name_prefix=person.family_name_prefix,
            family_name=person.family_name,
            preferred_name=person.preferred_name,
            birth_date=person.birth_date,
            birth_year=person.birth_year,
            gender=person.gender,
            language=person.language,
            unit_id=_unit(person, units),
            protection=person.protection,
            is_deceased=person.deceased_on is not None,
            deceased_on=person.deceased_on,
        ),
        contact_points=_contact_points(person),
        external_numbers=(
            ((FEDERATION_SYSTEM, person.federation_number),) if person.federation_number else ()
        ),
        identity_number=_identity_number(person, on),
        wants_number=bool(person.memberships),
    )


def _unit(person: GeneratedPerson, units: Sequence[UUID]) -> UUID | None:
    # Of every five people two belong to the association alone.
    place = person.number % (len(units) * 5 // 3 + 1) if units else 0
    return units[place] if place < len(units) else None


def _contact_points(person: GeneratedPerson) -> tuple[NewContactPoint, ...]:
    postal = NewContactPoint(
        kind="POSTAL",
        care_of=person.care_of,
        street=person.street,
        postcode=person.postcode,
        place=person.place,
        country=person.address_country,
        is_preferred=True,
        source="MEMBER",
    )
    points = [postal]
    if person.email is not None:
        points.append(_reach("EMAIL", person.email, person.email))
    if person.phone is not None:
        points.append(_reach("PHONE", phones.display(person.phone, person.country), person.phone))
    return tuple(points)


def _reach(kind: str, value: str, normalised: str) -> NewContactPoint:
    return NewContactPoint(kind=kind, value=value, normalised=normalised, is_preferred=True, source="MEMBER")


def _identity_number(person: GeneratedPerson, on: date) -> NewIdentityNumber | None:
    if person.national_number is None or not national_numbers.storable(person.country):
        return None
    number = national_numbers.parse(person.country, person.national_number, on=on)
    if not isinstance(number, NationalNumber):
        return None
    return NewIdentityNumber(country=number.country, kind=number.kind, normalised=number.normalised)
