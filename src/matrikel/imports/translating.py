"""Puts an imported person into the words of the people and memberships rooms."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from matrikel.imports.rules.people import ContactKind, DatedFact, ImportedPerson
from matrikel.memberships.actions.admit_members import Admission
from matrikel.people.rules.names import fold
from matrikel.people.rules.records import NewContactPoint, NewIdentityNumber, NewPerson, PersonCore


def new_person(person: ImportedPerson, *, country: str, wants_number: bool) -> NewPerson:
    """The person as the people room registers it."""
    return NewPerson(
        core=core_of(person),
        contact_points=contact_points_of(person),
        external_numbers=[(number.register, number.value) for number in person.external_numbers],
        identity_number=identity_number_of(person, country),
        wants_number=wants_number,
    )


def core_of(person: ImportedPerson) -> PersonCore:
    died = person.died
    return PersonCore(
        given_name=person.given_name,
        family_name_prefix=person.name_prefix,
        family_name=person.family_name,
        preferred_name=person.preferred_name,
        initials=person.initials,
        birth_date=person.birth_date,
        birth_year=person.birth_year,
        gender=person.gender.value if person.gender else "",
        language=person.language,
        home_municipality=person.municipality,
        member_number=person.member_number or None,
        protection="PROTECTED" if person.is_protected else "NONE",
        is_deceased=person.is_deceased,
        deceased_on=died.on if died and died.precision.value == "day" else None,
    )


def identity_number_of(person: ImportedPerson, country: str) -> NewIdentityNumber | None:
    if not person.national_number:
        return None
    return NewIdentityNumber(
        country=country, kind=person.national_number_kind, normalised=person.national_number
    )


def contact_points_of(person: ImportedPerson) -> list[NewContactPoint]:
    """E-mail addresses, telephone numbers and postal addresses; the first of each kind is the preferred one."""
    points = []
    seen: set[ContactKind] = set()
    for point in person.contact_points:
        points.append(
            NewContactPoint(
                kind=point.kind.value.upper(),
                value=(point.written or point.value) if point.kind is ContactKind.PHONE else point.value,
                normalised=point.value,
                label=point.label,
                is_preferred=point.kind not in seen,
                source="IMPORT",
            )
        )
        seen.add(point.kind)
    for place, labelled in enumerate(person.addresses):
        address = labelled.address
        points.append(
            NewContactPoint(
                kind="POSTAL",
                label="" if labelled.label == "postal" else labelled.label,
                care_of=address.care_of,
                street=", ".join(part for part in (address.street, address.extra) if part)[:200],
                postcode=address.postcode,
                place=address.place,
                country=address.country,
                is_preferred=place == 0,
                source="IMPORT",
            )
        )
    return points


def admission_of(person: ImportedPerson, person_id: UUID, type_id: UUID, *, today: date) -> Admission:
    """The membership that the row speaks of; where it says nothing, one that holds today from an unknown day."""
    joined, left = person.joined, _end_of(person, today)
    if joined is not None:
        starts_on, precision = joined.on, joined.precision.value.upper()
    else:
        starts_on, precision = today, "UNKNOWN"
    if left is not None and left <= starts_on:
        # A joining date that the file gives stays as it is; one that it does not give yields to the end.
        if joined is not None:
            left = starts_on + timedelta(days=1)
        else:
            starts_on = left - timedelta(days=1)
    return Admission(
        person_id=person_id,
        type_id=type_id,
        starts_on=starts_on,
        ends_on=left,
        precision=precision,
        channel="IMPORT",
        end_reason=("DIED" if person.is_deceased else "UNKNOWN") if left is not None else "",
    )


def _end_of(person: ImportedPerson, today: date) -> date | None:
    if person.is_deceased:
        return _day_after(person.died, today) if person.died else today
    if not person.has_left:
        return None
    return _day_after(person.left, today) if person.left else today


def _day_after(fact: DatedFact, today: date) -> date:
    # Whoever left in 2024 was a member through that year, as far as anybody knows.
    if fact.precision.value == "year":
        return min(date(fact.on.year + 1, 1, 1), max(today, fact.on + timedelta(days=1)))
    return fact.on + timedelta(days=1)


_LOOSE_NAMES = ("preferred_name", "initials", "gender", "language", "home_municipality")
_NAME_PARTS = ("given_name", "family_name_prefix", "family_name")
CORE_NAMES = (*_LOOSE_NAMES, *_NAME_PARTS)
"""Of a person's own columns those whose value an update replaces by another."""


def point_code(point: NewContactPoint) -> str:
    """By what a contact point is named that an update would replace."""
    return f"{point.kind}:{point.label}"


def changed_values(
    core: PersonCore, person: ImportedPerson, *, only_empty: bool, keeping: Collection[str] = ()
) -> dict[str, object]:
    """
    What an update changes in a person's own row: what the file knows, and for a repeated row only gaps.

    What stands in the columns of `keeping` is not replaced.
    """
    wanted = core_of(person)
    values: dict[str, object] = {}
    for name in CORE_NAMES:
        new, old = getattr(wanted, name), getattr(core, name)
        is_other = fold(new) != fold(old) if name in _NAME_PARTS else new != old
        if new and is_other and not (old and (only_empty or name in keeping)):
            values[name] = new
    if wanted.birth_date and core.birth_date is None and core.protection == "NONE":
        values["birth_date"], values["birth_year"] = wanted.birth_date, wanted.birth_date.year
    elif wanted.birth_year and core.birth_year is None:
        values["birth_year"] = wanted.birth_year
    if wanted.is_deceased and not core.is_deceased:
        values["is_deceased"], values["deceased_on"] = True, wanted.deceased_on
    if wanted.protection != "NONE" and core.protection == "NONE":
        values["protection"] = wanted.protection
    if core.protection != "NONE":
        values.pop("home_municipality", None)
    return values


def changed_points(
    points: list[NewContactPoint],
    person: ImportedPerson,
    *,
    only_empty: bool,
    keeping: Collection[str] = (),
) -> list[NewContactPoint] | None:
    """The contact points after an update, or None when the file adds nothing to them; those of `keeping` stay."""
    wanted = list(points)
    changed = False
    for point in contact_points_of(person):
        same_kind = [known for known in wanted if known.kind == point.kind]
        if point.kind != "POSTAL":
            if all(known.normalised != point.normalised for known in same_kind):
                wanted.append(_not_preferred(point) if same_kind else point)
                changed = True
            continue
        if any(_same_place(known, point) for known in same_kind):
            continue
        same_label = next((known for known in same_kind if known.label == point.label), None)
        if same_label is None:
            wanted.append(_not_preferred(point) if same_kind else point)
            changed = True
        elif not only_empty and point_code(same_label) not in keeping:
            wanted[wanted.index(same_label)] = point
            changed = True
    return wanted if changed else None


def _same_place(one: NewContactPoint, other: NewContactPoint) -> bool:
    return (fold(one.street), one.postcode, fold(one.place)) == (
        fold(other.street),
        other.postcode,
        fold(other.place),
    )


def _not_preferred(point: NewContactPoint) -> NewContactPoint:
    return NewContactPoint(
        **{
            name: getattr(point, name)
            for name in NewContactPoint.__dataclass_fields__
            if name != "is_preferred"
        }
    )
