"""How persons lie in their tables: the one place that writes them, for registering, changing and importing alike."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id, new_ids
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, blind_index, seal, unseal
from matrikel.people.models import (
    ContactPoint,
    ExternalNumber,
    IdentityNumber,
    NumberSeries,
    Person,
    ProtectedRecord,
)
from matrikel.people.rules import names
from matrikel.people.rules.records import (
    NewContactPoint,
    NewIdentityNumber,
    NewPerson,
    PersonCore,
    Whereabouts,
    point_from_json,
    point_to_json,
    search_text,
)

BANK_COLUMN = "people_bankaccount.sealed"
PORTRAIT_COLUMN = "people_portrait.sealed"
NOTE_COLUMN = "people_note.sealed"
MEMBER_NUMBERS = "member"
# A longer number is kept as it is and does not move the series: it came from somewhere else.
LONGEST_NUMBER_IN_SERIES = 12

PERSON_COLUMNS = (
    "id",
    "association_id",
    "audit_subject",
    "kind",
    "organisation_number",
    "given_name",
    "family_name_prefix",
    "family_name",
    "preferred_name",
    "initials",
    "sort_key",
    "search_text",
    "birth_date",
    "birth_year",
    "gender",
    "language",
    "home_municipality",
    "home_municipality_since",
    "member_number",
    "unit_id",
    "protection",
    "is_deceased",
    "deceased_on",
    "version",
    "created_at",
    "changed_at",
)
CONTACT_COLUMNS = (
    "id",
    "association_id",
    "person_id",
    "kind",
    "label",
    "value",
    "normalised",
    "care_of",
    "street",
    "postcode",
    "place",
    "place_key",
    "country",
    "is_preferred",
    "source",
    "verified_at",
    "verified_by",
    "verified_how",
    "valid_from",
    "valid_to",
)


class PersonRefused(Refusal):
    """A person cannot be saved as asked."""


@contextmanager
def refusing_taken_numbers() -> Iterator[None]:
    """Turn the database's word that a number is taken into a sentence."""
    try:
        yield
    except IntegrityError as error:
        text = str(error)
        if "people_person_one_per_member_number" in text:
            raise PersonRefused(_("That member number belongs to somebody else.")) from error
        if "people_identity_number_one_person" in text:
            raise PersonRefused(
                _("That identity number belongs to somebody else in the register.")
            ) from error
        if "people_person_legal_has_no_body" in text:
            raise PersonRefused(
                _("A company or association has neither birth date nor gender, and does not die.")
            ) from error
        raise


def with_number(core: PersonCore, number: str | None) -> PersonCore:
    """Return the core with its member number."""
    return core if number == core.member_number else replace(core, member_number=number)


def hide_whereabouts(core: PersonCore) -> PersonCore:
    """Return the core of a protected person as its normal columns show it."""
    year = core.birth_date.year if core.birth_date else core.birth_year
    return replace(
        core,
        birth_date=None,
        birth_year=year,
        home_municipality="",
        home_municipality_since=None,
        unit_id=None,
    )


def person_row(
    person_id: UUID,
    subject: UUID,
    core: PersonCore,
    points: Sequence[NewContactPoint],
    language: str,
    at: datetime,
    *,
    version: int = 1,
) -> tuple[object, ...]:
    """Return a person's row in the order of `PERSON_COLUMNS`."""
    text = search_text(core, points)
    if core.protection != "NONE":
        core = hide_whereabouts(core)
    key = names.sort_key(core.family_name, core.given_name, language, core.family_name_prefix)
    return (
        person_id,
        current_association(),
        subject,
        core.kind,
        core.organisation_number,
        core.given_name,
        core.family_name_prefix,
        core.family_name,
        core.preferred_name,
        core.initials,
        key,
        text,
        core.birth_date,
        core.birth_date.year if core.birth_date else core.birth_year,
        core.gender,
        core.language,
        core.home_municipality,
        core.home_municipality_since,
        core.member_number,
        core.unit_id,
        core.protection,
        core.is_deceased,
        core.deceased_on,
        version,
        at,
        at,
    )


def insert_parts(persons: Sequence[tuple[UUID, UUID, NewPerson]], language: str) -> None:
    """Write what belongs to new persons (id, audit subject, person): contact points, numbers, sealed records."""
    association_id = current_association()
    points, external, identity, protected = [], [], [], []
    for person_id, subject, person in persons:
        if person.core.protection == "NONE":
            points += [(person_id, point) for point in person.contact_points]
        else:
            protected.append((person_id, subject, whereabouts_of(person.core, person.contact_points)))
        external += [
            (association_id, person_id, system, number)
            for system, number in dict.fromkeys(person.external_numbers)
        ]
        if person.identity_number is not None:
            identity.append((person_id, subject, person.identity_number))
    insert_many(
        ContactPoint,
        CONTACT_COLUMNS,
        [
            contact_row(person_id, point, language, fresh)
            for (person_id, point), fresh in zip(points, new_ids(len(points)), strict=True)
        ],
    )
    insert_many(
        ExternalNumber,
        ["id", "association_id", "person_id", "system", "number"],
        [(fresh, *row) for fresh, row in zip(new_ids(len(external)), external, strict=True)],
    )
    insert_identity_numbers(identity)
    insert_protected(protected)


def contact_row(
    person_id: UUID, point: NewContactPoint, language: str, fresh: UUID | None = None
) -> tuple[object, ...]:
    """
    Return a contact point's row in the order of `CONTACT_COLUMNS`; `language` is that of the alphabet.

    A point that has no id yet gets the `fresh` one of whoever writes many, or else one of its own.
    """
    return (
        point.id or fresh or new_id(),
        current_association(),
        person_id,
        point.kind,
        point.label,
        point.value,
        point.normalised,
        point.care_of,
        point.street,
        point.postcode,
        point.place,
        names.sort_key(point.place, "", language).strip() if point.place else "",
        point.country,
        point.is_preferred,
        point.source,
        point.verified_at,
        point.verified_by,
        point.verified_how,
        point.valid_from,
        point.valid_to,
    )


def insert_identity_numbers(numbers: Sequence[tuple[UUID, UUID, NewIdentityNumber]]) -> None:
    """Seal and write identity numbers (person, audit subject, number)."""
    if not numbers:
        return
    rows = new_ids(len(numbers))
    sealed = seal(
        [
            (
                Place(column="people_identitynumber.sealed", row=row, subject=subject),
                number.normalised.encode(),
            )
            for row, (_person, subject, number) in zip(rows, numbers, strict=True)
        ]
    )
    hashes = identity_hashes([number for _person, _subject, number in numbers])
    insert_many(
        IdentityNumber,
        ["id", "association_id", "person_id", "country", "kind", "sealed", "blind_index"],
        [
            (row, current_association(), person_id, number.country, number.kind, value, found)
            for row, (person_id, _subject, number), value, found in zip(
                rows, numbers, sealed, hashes, strict=True
            )
        ],
    )


def identity_hashes(numbers: Sequence[NewIdentityNumber]) -> list[bytes]:
    """Return the blind index of each identity number."""
    return blind_index(
        "people_identitynumber.number", [f"{number.country}|{number.normalised}" for number in numbers]
    )


def whereabouts_of(
    core: PersonCore, points: Sequence[NewContactPoint], elsewhere: Mapping[str, Any] | None = None
) -> Whereabouts:
    """Return what protection seals about a person; `elsewhere` comes from the rooms above."""
    return Whereabouts(
        birth_date=core.birth_date,
        home_municipality=core.home_municipality,
        home_municipality_since=core.home_municipality_since,
        unit_id=core.unit_id,
        contact_points=tuple(points),
        elsewhere=elsewhere or {},
    )


def insert_protected(records: Sequence[tuple[UUID, UUID, Whereabouts]]) -> None:
    """Seal and write protected persons' whereabouts (person, audit subject, whereabouts)."""
    if not records:
        return
    rows = new_ids(len(records))
    sealed = seal(
        [
            (Place(column="people_protectedrecord.sealed", row=row, subject=subject), _to_bytes(whereabouts))
            for row, (_person, subject, whereabouts) in zip(rows, records, strict=True)
        ]
    )
    insert_many(
        ProtectedRecord,
        ["id", "association_id", "person_id", "sealed"],
        [
            (row, current_association(), person_id, value)
            for row, (person_id, _subject, _whereabouts), value in zip(rows, records, sealed, strict=True)
        ],
    )


def read_whereabouts(record: ProtectedRecord, subject: UUID) -> Whereabouts:
    """Open one protected person's sealed whereabouts."""
    place = Place(column="people_protectedrecord.sealed", row=record.id, subject=subject)
    stored = json.loads(unseal([(place, bytes(record.sealed))])[0])
    return Whereabouts(
        birth_date=_date(stored["birth_date"]),
        home_municipality=stored["home_municipality"],
        home_municipality_since=_date(stored["home_municipality_since"]),
        unit_id=UUID(stored["unit_id"]) if stored["unit_id"] else None,
        contact_points=tuple(point_from_json(point) for point in stored["contact_points"]),
        elsewhere=stored.get("elsewhere", {}),
    )


def read_identity_number(number: IdentityNumber, subject: UUID) -> str:
    """Open one sealed identity number."""
    place = Place(column="people_identitynumber.sealed", row=number.id, subject=subject)
    return unseal([(place, bytes(number.sealed))])[0].decode()


def take_member_numbers(people: Sequence[NewPerson]) -> list[str | None]:
    """Return each person's member number, taking the next free ones for those who want one and have none."""
    given = [person.core.member_number for person in people]
    numeric = [int(number) for number in given if number and _is_of_series(number)]
    wanted = sum(1 for person in people if person.wants_number and not person.core.member_number)
    if not wanted and not numeric:
        return [number or None for number in given]
    association_id = current_association()
    NumberSeries.objects.bulk_create(
        [NumberSeries(id=new_id(), association_id=association_id, name=MEMBER_NUMBERS)], ignore_conflicts=True
    )
    series = NumberSeries.objects.select_for_update().get(association_id=association_id, name=MEMBER_NUMBERS)
    following = max([series.next_number, *(number + 1 for number in numeric)])
    free = _free_numbers(following, wanted)
    if free:
        following = free[-1] + 1
    if following != series.next_number:
        series.next_number = following
        series.save(update_fields=["next_number"])
    fresh = iter(free)
    return [
        number or (str(next(fresh)) if person.wants_number else None)
        for number, person in zip(given, people, strict=True)
    ]


def highest_member_number() -> int:
    """Return the highest number of the series that somebody has; 0 where nobody has one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(member_number::bigint) FROM people_person WHERE association_id = %s"
            " AND member_number ~ %s",
            [current_association(), f"^[0-9]{{1,{LONGEST_NUMBER_IN_SERIES}}}$"],
        )
        (found,) = cursor.fetchone()
    return found or 0


def _is_of_series(number: str) -> bool:
    return number.isdecimal() and len(number) <= LONGEST_NUMBER_IN_SERIES


def _free_numbers(first: int, wanted: int) -> list[int]:
    found: list[int] = []
    while len(found) < wanted:
        candidates = [first + step for step in range(wanted - len(found))]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT member_number FROM people_person WHERE association_id = %s AND member_number = ANY (%s)",
                [current_association(), [str(number) for number in candidates]],
            )
            taken = {int(row[0]) for row in cursor.fetchall()}
        found += [number for number in candidates if number not in taken]
        first = candidates[-1] + 1
    return found


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _to_bytes(whereabouts: Whereabouts) -> bytes:
    plain = {
        "birth_date": whereabouts.birth_date,
        "home_municipality": whereabouts.home_municipality,
        "home_municipality_since": whereabouts.home_municipality_since,
        "unit_id": whereabouts.unit_id,
        "contact_points": [point_to_json(point) for point in whereabouts.contact_points],
        "elsewhere": whereabouts.elsewhere,
    }
    return json.dumps(plain, default=str, ensure_ascii=False).encode()


def core_of(person: Person) -> PersonCore:
    """Return a stored person's core."""
    return PersonCore(**{name: getattr(person, name) for name in PersonCore.__dataclass_fields__})


def point_of(point: ContactPoint) -> NewContactPoint:
    """Return a stored contact point as a plain value."""
    return NewContactPoint(**{name: getattr(point, name) for name in NewContactPoint.__dataclass_fields__})


def replace_external_numbers(person_id: UUID, numbers: Sequence[tuple[str, str]]) -> None:
    """Put a person's external numbers in the place of the ones that there were."""
    ExternalNumber.objects.filter(association_id=current_association(), person_id=person_id).delete()
    insert_many(
        ExternalNumber,
        ["id", "association_id", "person_id", "system", "number"],
        [
            (new_id(), current_association(), person_id, system, number)
            for system, number in dict.fromkeys(numbers)
        ],
    )
