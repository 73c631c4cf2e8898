"""Turns imported people into plain lists and back, so that what was checked is what is applied."""

from datetime import date
from typing import Any

from matrikel.imports.rules.dates import Precision
from matrikel.imports.rules.people import (
    ContactKind,
    ContactPoint,
    DatedFact,
    ExternalNumber,
    GuardianHint,
    ImportedPerson,
    LabelledAddress,
)
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.genders import Gender

_KINDS = {kind.value: kind for kind in ContactKind}
_GENDERS = {gender.value: gender for gender in Gender}
# What was packed before these values existed is read as if they were empty.
_LATER: tuple[Any, ...] = ("", (), None, None, (), (), (), ())
_FIRST = 24
_PRECISIONS = {precision.value: precision for precision in Precision}


def pack(person: ImportedPerson) -> list[Any]:
    """The person as what JSON can hold, in a fixed order."""
    return [
        person.row,
        person.given_name,
        person.name_prefix,
        person.family_name,
        person.preferred_name,
        person.initials,
        person.birth_date.isoformat() if person.birth_date else None,
        person.birth_year,
        person.gender.value if person.gender else None,
        person.national_number,
        person.national_number_kind,
        [(point.kind.value, point.value, point.label, point.written) for point in person.contact_points],
        [_packed_address(labelled) for labelled in person.addresses],
        person.municipality,
        person.language,
        person.member_number,
        [(number.register, number.value) for number in person.external_numbers],
        person.membership_type,
        _packed_fact(person.joined),
        person.has_left,
        _packed_fact(person.left),
        person.is_deceased,
        _packed_fact(person.died),
        person.is_protected,
        person.household,
        [(g.given_name, g.family_name, g.email, g.phone, g.phone_written) for g in person.guardians],
        person.consents,
        _packed_fact(person.consented),
        person.own,
        person.groups,
        person.tags,
        person.notes,
    ]


def unpack(kept: list[Any]) -> ImportedPerson:
    """The person that was packed."""
    (
        row, given, prefix, family, preferred, initials, birth_date, birth_year, gender, number, number_kind, points,
        places, municipality, language, member_number, external, membership_type, joined, has_left, left, is_deceased,
        died, is_protected, household, guardians, consents, consented, own, groups, tags, notes,
    ) = [*kept, *_LATER[len(kept) - _FIRST :]]  # fmt: skip
    return ImportedPerson(
        row=row,
        given_name=given,
        name_prefix=prefix,
        family_name=family,
        preferred_name=preferred,
        initials=initials,
        birth_date=date.fromisoformat(birth_date) if birth_date else None,
        birth_year=birth_year,
        gender=_GENDERS[gender] if gender else None,
        national_number=number,
        national_number_kind=number_kind,
        contact_points=tuple(
            [ContactPoint(_KINDS[kind], value, label, written) for kind, value, label, written in points]
        ),
        addresses=tuple([_address(place) for place in places]),
        municipality=municipality,
        language=language,
        member_number=member_number,
        external_numbers=tuple([ExternalNumber(register, value) for register, value in external]),
        membership_type=membership_type,
        joined=_fact(joined),
        has_left=has_left,
        left=_fact(left),
        is_deceased=is_deceased,
        died=_fact(died),
        is_protected=is_protected,
        household=household,
        guardians=tuple([GuardianHint(*guardian) for guardian in guardians]),
        consents=consents,
        consented=_fact(consented),
        own=tuple((label, tuple(texts)) for label, texts in own),
        groups=tuple(groups),
        tags=tuple(tags),
        notes=tuple(notes),
    )


def _packed_fact(fact: DatedFact | None) -> tuple[str, str] | None:
    return (fact.on.isoformat(), fact.precision.value) if fact else None


def _fact(kept: list[str] | None) -> DatedFact | None:
    return DatedFact(date.fromisoformat(kept[0]), _PRECISIONS[kept[1]]) if kept else None


def _packed_address(labelled: LabelledAddress) -> tuple[str, ...]:
    address = labelled.address
    return (
        labelled.label,
        address.country,
        address.care_of,
        address.street,
        address.extra,
        address.postcode,
        address.place,
    )


def _address(kept: list[str]) -> LabelledAddress:
    label, country, care_of, street, extra, postcode, place = kept
    return LabelledAddress(
        label,
        PostalAddress(
            country=country, care_of=care_of, street=street, extra=extra, postcode=postcode, place=place
        ),
    )
