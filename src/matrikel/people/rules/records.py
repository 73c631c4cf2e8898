"""What crosses the room's threshold: persons and contact points as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from matrikel.people.rules import names


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContactPoint:
    """
    One way to reach a person.

    `kind` is EMAIL, PHONE or POSTAL; `normalised` is what equal ones share (lower-case address, E.164 number,
    empty for a postal address); `source` is MEMBER, OFFICER, IMPORT or REGISTER. An `id` keeps the existing one.
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
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdentityNumber:
    """A national identity number, normalised by `national_numbers.parse`."""

    country: str
    kind: str
    normalised: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCore:
    """The facts of a person that stand in its own row."""

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
    external_numbers: Sequence[tuple[str, str]] | None = None
    identity_number: NewIdentityNumber | None = None
    forget_identity_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Whereabouts:
    """What is sealed about a protected person; in the normal columns only the year of birth is left of it."""

    birth_date: date | None = None
    home_municipality: str = ""
    home_municipality_since: date | None = None
    unit_id: UUID | None = None
    contact_points: Sequence[NewContactPoint] = field(default_factory=tuple)


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
    return patterns


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
