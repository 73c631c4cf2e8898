"""What an update would change about people who are in the register already: asked when rows are checked and applied."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from matrikel.fields.queries import held_fields
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.translating import changed_points, changed_values, identity_number_of, point_code
from matrikel.kernel.scope import current_association
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.people import storage
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person
from matrikel.people.rules.records import NewContactPoint, PersonChange, PersonCore, point_to_json


@dataclass(frozen=True, slots=True)
class Stored:
    """Somebody of the register, as far as a row of a file can change it."""

    person: Person
    core: PersonCore
    points: list[NewContactPoint]
    external: list[tuple[str, str]]
    has_number: bool


def stored_people(ids: Sequence[UUID]) -> dict[UUID, Stored]:
    """The people of these ids who are there, each with what belongs to them."""
    mine = {"association_id": current_association(), "person_id__in": ids}
    points: dict[UUID, list[NewContactPoint]] = {}
    for point in ContactPoint.objects.filter(**mine).order_by("id"):
        points.setdefault(point.person_id, []).append(storage.point_of(point))
    external: dict[UUID, list[tuple[str, str]]] = {}
    for number in ExternalNumber.objects.filter(**mine).order_by("id"):
        external.setdefault(number.person_id, []).append((number.system, number.number))
    numbered = set(IdentityNumber.objects.filter(**mine).values_list("person_id", flat=True))
    return {
        person.id: Stored(
            person,
            storage.core_of(person),
            points.get(person.id, []),
            external.get(person.id, []),
            person.id in numbered,
        )
        for person in Person.objects.filter(association_id=current_association(), id__in=ids)
    }


def change_of(
    known: Stored,
    person: ImportedPerson,
    country: str,
    *,
    only_empty: bool,
    keeping: Collection[str] = (),
) -> PersonChange | None:
    """
    What the row changes about the person; None when nothing.

    `only_empty` fills gaps and replaces nothing; `keeping` names what is not replaced (`standing.newer_than_list`).
    """
    values = changed_values(known.core, person, only_empty=only_empty, keeping=keeping)
    is_protected = known.core.protection != "NONE"
    # What is sealed about a protected person is neither read nor replaced by a spreadsheet.
    points = (
        None if is_protected else changed_points(known.points, person, only_empty=only_empty, keeping=keeping)
    )
    more = [
        (number.register, number.value)
        for number in person.external_numbers
        if (number.register, number.value) not in known.external
        and (not only_empty or all(system != number.register for system, _ in known.external))
    ]
    number = None if known.has_number else identity_number_of(person, country)
    if not values and points is None and not more and number is None:
        return None
    return PersonChange(
        person_id=known.person.id,
        version=known.person.version,
        values=values,
        contact_points=points,
        external_numbers=[*known.external, *more] if more else None,
        identity_number=number,
    )


def packed_before(known: Stored, change: PersonChange) -> bytes:
    """What undoing puts back: only what the update replaced."""
    kept: dict[str, object] = {"values": {name: getattr(known.core, name) for name in change.values}}
    if change.contact_points is not None or "protection" in change.values:
        kept["points"] = [point_to_json(point) for point in known.points]
    if change.external_numbers is not None:
        kept["external"] = known.external
    if change.identity_number is not None:
        kept["forget_number"] = True
    return json.dumps(kept, default=str, ensure_ascii=False).encode()


def with_gaps(people: Sequence[tuple[UUID, ImportedPerson]]) -> set[UUID]:
    """Those of the people of whom a row says something that the association's own fields do not hold yet."""
    said = [(person_id, person) for person_id, person in people if person.own]
    if not said:
        return set()
    held = held_fields(person_ids=[person_id for person_id, _person in said])
    return {
        person_id
        for person_id, person in said
        if any((person_id, UUID(label)) not in held for label, _texts in person.own)
    }


def without_membership(ids: Sequence[UUID]) -> set[UUID]:
    """Those of the people who have never been members; an update admits them."""
    memberships = list_memberships(person_ids=list(ids))
    return {
        person_id
        for person_id in ids
        if not any(not fact.is_empty() for fact in facts_of(memberships.get(person_id, [])))
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that a row says otherwise than the register: a column of a person, or a contact point."""

    # A column's name, or a kind of contact point.
    name: str
    # As they stand there, for somebody to compare: None where there is nothing, or where it is not shown.
    old: object = None
    new: object = None
    # What stands is newer than the list, and is replaced by nobody's silence.
    is_newer: bool = False


def differences_of(known: Stored, change: PersonChange, *, newer: Collection[str]) -> tuple[Difference, ...]:
    """What a change comes to, old beside new; an identity number is named without its figures."""
    found = [
        Difference(
            name=name,
            old=getattr(known.core, name) or None,
            new=new,
            is_newer=name in newer and bool(getattr(known.core, name)),
        )
        for name, new in change.values.items()
        if name not in ("deceased_on", "protection")
        and (name != "birth_year" or "birth_date" not in change.values)
    ]
    if "protection" in change.values:
        found.append(Difference(name="protection"))
    if change.contact_points is not None:
        wanted, there = change.contact_points, known.points
        gone = {point_code(point): point for point in there if point not in wanted}
        for point in wanted:
            if point not in there:
                old = gone.get(point_code(point)) if point.kind == "POSTAL" else None
                is_newer = old is not None and point_code(old) in newer
                found.append(Difference(name=point.kind, old=old, new=point, is_newer=is_newer))
    if change.external_numbers is not None:
        more = [number for number in change.external_numbers if number not in known.external]
        found += [Difference(name="external_numbers", new=" ".join(number).strip()) for number in more]
    if change.identity_number is not None:
        found.append(Difference(name="identity_number"))
    return tuple(found)
