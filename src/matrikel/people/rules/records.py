"""What crosses the room's threshold: persons and contact points as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from matrikel.people.rules import names
from matrikel.people.rules.addresses import PostalAddress, place_key

PROTECTION_LEVELS = ("NONE", "HIDDEN", "PROTECTED", "STRICT")
"""How far a person is protected, from not at all upwards."""


def is_lower(level: str, than: str) -> bool:
    """Say whether one protection is less than another."""
    return PROTECTION_LEVELS.index(level) < PROTECTION_LEVELS.index(than)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContactPoint:
    """
    One way to reach a person.

    `kind` is EMAIL, PHONE or POSTAL; `normalised` is what equal ones share (lower-case address, E.164 number,
    empty for a postal address); `source` is MEMBER, OFFICER, IMPORT or REGISTER. An `id` keeps the existing one.
    It holds from `valid_from` to the day before `valid_to`; `verified_*` say when, through whom and how (CALL,
    MESSAGE, MEETING, LETTER, REGISTER) somebody made sure of it.
    """

    kind: str
    value: str = ""
    normalised: str = ""
    label: str = ""
    care_of: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    is_preferred: bool = False
    source: str = "OFFICER"
    verified_at: datetime | None = None
    verified_by: str = ""
    verified_how: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    id: UUID | None = None

    def holds_on(self, on: date) -> bool:
        """Say whether one may use it on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or self.valid_to > on
        )


REACHED_BY = ("value", "normalised", "care_of", "street", "postcode", "place", "country")
"""What a contact point is reached by: whoever verified it verified these."""


def with_verification(point: NewContactPoint, seen: NewContactPoint) -> NewContactPoint:
    """Return the point as the successor of the one that was seen: still verified where it says the same."""
    if all(getattr(point, name) == getattr(seen, name) for name in REACHED_BY):
        return replace(
            point,
            id=seen.id,
            source=seen.source,
            verified_at=seen.verified_at,
            verified_by=seen.verified_by,
            verified_how=seen.verified_how,
        )
    return replace(point, id=seen.id)


def point_to_json(point: NewContactPoint) -> dict[str, Any]:
    """Return a contact point as plain JSON values."""
    days = {
        name: value.isoformat() if (value := getattr(point, name)) else None
        for name in ("verified_at", "valid_from", "valid_to")
    }
    return {**asdict(point), **days, "id": str(point.id) if point.id else None}


def point_from_json(values: Mapping[str, Any]) -> NewContactPoint:
    """Return the contact point that was written as JSON values, perhaps before there was all that there is now."""
    read: dict[str, Any] = dict(values)
    read["id"] = UUID(read["id"]) if read.get("id") else None
    read["verified_at"] = datetime.fromisoformat(read["verified_at"]) if read.get("verified_at") else None
    for name in ("valid_from", "valid_to"):
        read[name] = date.fromisoformat(read[name]) if read.get(name) else None
    return NewContactPoint(**read)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdentityNumber:
    """A national identity number, normalised by `national_numbers.parse`."""

    country: str
    kind: str
    normalised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCore:
    """
    The facts of a person that stand in its own row.

    `kind` is NATURAL or LEGAL; a company or association has its whole name in `family_name`, a number in the
    country's register, and neither birth date nor gender.
    """

    kind: str = "NATURAL"
    organisation_number: str = ""
    given_name: str = ""
    family_name_prefix: str = ""
    family_name: str = ""
    preferred_name: str = ""
    initials: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    gender: str = ""
    language: str = ""
    home_municipality: str = ""
    home_municipality_since: date | None = None
    member_number: str | None = None
    unit_id: UUID | None = None
    protection: str = "NONE"
    is_deceased: bool = False
    deceased_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """A person to be registered; `wants_number` takes the next member number when none is given."""

    core: PersonCore
    contact_points: Sequence[NewContactPoint] = ()
    external_numbers: Sequence[tuple[str, str]] = ()
    identity_number: NewIdentityNumber | None = None
    wants_number: bool = False
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChange:
    """Every postal address of a person that is the place `before` becomes `after`; nothing else changes."""

    before: PostalAddress
    after: PostalAddress


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """
    A person as it shall be; None leaves a part as it is. `version` is the one that the editor saw.

    Who edits without seeing what is sealed about a protected person changes single `values` of the core and
    adds contact points: what was not shown is neither read nor lost.
    """

    person_id: UUID
    version: int
    core: PersonCore | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    contact_points: Sequence[NewContactPoint] | None = None
    added_contact_points: Sequence[NewContactPoint] = ()
    address_change: AddressChange | None = None
    external_numbers: Sequence[tuple[str, str]] | None = None
    identity_number: NewIdentityNumber | None = None
    forget_identity_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """
    What is sealed about a protected person; in the normal columns only the year of birth is left of it.

    `elsewhere` is what the rooms above emptied, as each of them wrote it down: room to plain JSON values.
    """

    birth_date: date | None = None
    home_municipality: str = ""
    home_municipality_since: date | None = None
    unit_id: UUID | None = None
    contact_points: Sequence[NewContactPoint] = field(default_factory=tuple)
    elsewhere: Mapping[str, Any] = field(default_factory=dict)


def search_text(core: PersonCore, contact_points: Sequence[NewContactPoint]) -> str:
    """
    Return the folded text in which a person is searched: a space before each word, so that prefixes can be found.

    Nothing of a protected person but the name and the numbers goes in.
    """
    parts = [
        core.given_name,
        core.preferred_name,
        core.family_name_prefix,
        core.family_name,
        core.member_number or "",
        core.organisation_number,
    ]
    words = [names.fold(part) for part in parts if part]
    if core.protection == "NONE":
        for point in contact_points:
            if point.kind == "EMAIL":
                words.append((point.normalised or point.value).lower())
            elif point.kind == "PHONE":
                words.append(point.normalised)
    return " " + " ".join(words)


def search_patterns(needle: str) -> list[str]:
    """
    Return LIKE patterns that all must match: any part of a word, or its beginning when under three letters.

    A telephone number is found as it is dialled at home: its leading zero and its blanks do not count.
    """
    compact = needle.replace(" ", "").replace("-", "").replace("(", "").replace(")", "")
    if compact.lstrip("+").isdigit() and len(compact) >= 5:
        digits = compact.removeprefix("00") if compact.startswith("00") else compact
        return ["%" + _escape(digits.lstrip("0") if not digits.startswith("+") else digits) + "%"]
    patterns = []
    for word in needle.split():
        folded = word.lower() if "@" in word else names.fold(word)
        # A word without a letter or digit has no trigram to look up, and says nothing.
        for part in filter(lambda text: any(char.isalnum() for char in text), folded.split()):
            patterns.append(("%" if len(part) >= 3 else "% ") + _escape(part) + "%")
    # The same word twice asks nothing more.
    return list(dict.fromkeys(patterns))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def postal_of(point: NewContactPoint) -> PostalAddress:
    """Return a contact point's postal address."""
    return PostalAddress(
        country=point.country,
        care_of=point.care_of,
        street=point.street,
        postcode=point.postcode,
        place=point.place,
    )


def with_moved_address(
    points: Sequence[NewContactPoint], change: AddressChange, *, source: str = "OFFICER"
) -> list[NewContactPoint]:
    """Return contact points as they are after a move; labels stay, and what had been verified is so no longer."""
    before = place_key(change.before)
    return [
        replace(
            point,
            value="",
            care_of=change.after.care_of,
            street=change.after.street,
            postcode=change.after.postcode,
            place=change.after.place,
            country=change.after.country,
            source=source,
            verified_at=None,
            verified_by="",
            verified_how="",
            valid_from=None,
        )
        if point.kind == "POSTAL" and before is not None and place_key(postal_of(point)) == before
        else point
        for point in points
    ]
