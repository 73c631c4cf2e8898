"""Decides for every row whether it adds a person, updates one who is there, or is the same as an earlier row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from matrikel.imports.rules.people import ImportedPerson
from matrikel.people.rules.names import fold


class Action(StrEnum):
    """What is done with a row."""

    ADD = "add"
    UPDATE = "update"
    SKIP = "skip"


class OnMatch(StrEnum):
    """What the user wants done with people who are in the register already."""

    UPDATE = "update"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The decision on one row; `into_row` is the earlier row whose person it repeats."""

    row: int
    action: Action
    into_row: int | None = None
    # Of what only one person may have, what an earlier row has taken already.
    drops: str = ""


DROP_NATIONAL_NUMBER, DROP_MEMBER_NUMBER = "n", "m"


def without_dropped(person: ImportedPerson, drops: str) -> ImportedPerson:
    """The person of a row without the numbers that belong to an earlier row."""
    if DROP_NATIONAL_NUMBER in drops:
        person = replace(person, national_number="", national_number_kind="")
    return replace(person, member_number="") if DROP_MEMBER_NUMBER in drops else person


class Comparable(Protocol):
    """What is compared of two descriptions of perhaps one person."""

    @property
    def birth_date(self) -> date | None: ...

    @property
    def birth_year(self) -> int | None: ...


def births_contradict(one: Comparable, other: Comparable) -> bool:
    """Two known births that cannot be the same; an unknown one contradicts nothing."""
    if one.birth_date and other.birth_date:
        return one.birth_date != other.birth_date
    first = one.birth_date.year if one.birth_date else one.birth_year
    second = other.birth_date.year if other.birth_date else other.birth_year
    return first is not None and second is not None and first != second


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    return fold(text)


def name_key(person: ImportedPerson) -> str:
    """The name as it is compared: folded, prefix included, independent of how it was cut."""
    parts = (person.given_name, person.name_prefix, person.family_name)
    return " ".join([_folded(part) for part in parts if part])


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the register who may be the person of a row; `ref` is the register's own identifier."""

    ref: str
    birth_date: date | None
    birth_year: int | None
    has_national_number: bool = False


def match_known(
    person: ImportedPerson,
    *,
    by_number: Sequence[Known],
    by_member_number: Sequence[Known],
    by_email: Sequence[Known],
    by_birth: Sequence[Known],
) -> tuple[Known | None, bool]:
    """The one person of the register whom the row means; the flag says that several fit and somebody must look.

    The candidates come in falling strength: same identity number, same member number and name, same e-mail and
    name, same name and birth date. Two identity numbers under one name and birth date may be two people: ask.
    """
    for candidates in (by_number, by_member_number, by_email, by_birth):
        fitting = {known.ref: known for known in candidates if not births_contradict(person, known)}
        if candidates is by_number and candidates and not fitting:
            fitting = {known.ref: known for known in candidates}
        numbered = person.national_number and any(known.has_national_number for known in fitting.values())
        if candidates is by_birth and numbered:
            return None, True
        if len(fitting) == 1:
            return next(iter(fitting.values())), False
        if len(fitting) > 1:
            return None, True
    return None, False


def merged(kept: ImportedPerson, repeated: ImportedPerson) -> ImportedPerson:
    """The earlier row with what only the later one knows; nothing of the earlier is replaced."""
    values = [point.value for point in kept.contact_points]
    more = tuple(point for point in repeated.contact_points if point.value not in values)
    filled = {
        name: getattr(repeated, name)
        for name in _FILLED_FROM_REPEATED
        if not getattr(kept, name) and getattr(repeated, name)
    }
    protected = kept.is_protected or repeated.is_protected
    return replace(
        kept,
        contact_points=kept.contact_points + more,
        groups=kept.groups + tuple(group for group in repeated.groups if group not in kept.groups),
        **filled,
        is_protected=protected,
        addresses=() if protected else kept.addresses or repeated.addresses,
    )


_FILLED_FROM_REPEATED = (
    "preferred_name", "initials", "birth_date", "gender", "national_number", "national_number_kind", "municipality",
    "language",
    "joined", "iban", "household", "has_left", "left", "is_deceased", "died", "external_numbers",
)  # fmt: skip
