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

    # What stands there and is newer than the list is kept until somebody has looked.
    UPDATE = "update"
    # The list is right, whatever stands there.
    REPLACE = "replace"
    SKIP = "skip"
    # They are other people of the same name; what only one person may have stays with whom it belongs to.
    ADD = "add"

    @property
    def action(self) -> Action:
        """What it comes to for a row."""
        return Action.UPDATE if self is OnMatch.REPLACE else Action(self.value)


class OnDoubt(StrEnum):
    """What the user wants done with rows that may mean somebody of the register."""

    SKIP = "skip"
    ADD = "add"
    # Where exactly one person can be meant; the others stay out.
    UPDATE = "update"


class Meets(StrEnum):
    """Whom a row meets, so that somebody may want to decide on it."""

    NOBODY = ""
    KNOWN = "known"
    PERHAPS_KNOWN = "perhaps"
    ROW = "row"
    PERHAPS_ROW = "perhaps_row"


@dataclass(frozen=True, slots=True)
class RowPlan:
    """
    The decision on one person of a row; `into_row` is the earlier one whom it repeats, or may repeat.

    Both are keys of `rules.parts`.
    """

    row: int
    action: Action
    into_row: int | None = None
    # Of what only one person may have, what an earlier row or somebody of the register has taken already.
    drops: str = ""
    meets: Meets = Meets.NOBODY
    # The register's identifiers of whom it means, or may mean.
    means: tuple[str, ...] = ()
    is_chosen: bool = False
    # An update that would change nothing.
    is_same: bool = False
    # The number of the home that the row speaks of, alike in rows of one; 0 for none.
    home: int = 0
    # The list says otherwise than what stands in the register and is newer: that is kept until somebody has looked.
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody wants done with one row; `ref` is whom of several it means."""

    action: Action
    ref: str = ""


# What can be chosen for a row, by whom it meets.
OFFERED: dict[Meets, tuple[Action, ...]] = {
    Meets.NOBODY: (),
    Meets.KNOWN: (Action.UPDATE, Action.ADD, Action.SKIP),
    Meets.PERHAPS_KNOWN: (Action.UPDATE, Action.ADD, Action.SKIP),
    Meets.ROW: (Action.UPDATE, Action.ADD, Action.SKIP),
    Meets.PERHAPS_ROW: (Action.ADD, Action.UPDATE, Action.SKIP),
}


def decided(plan: RowPlan, *, on_match: OnMatch, on_doubt: OnDoubt, choice: Choice | None) -> RowPlan:
    """The plan of a row that meets somebody: by the choice for the row, or else by the one for all of its kind."""
    meets = plan.meets
    if choice is not None and choice.action in OFFERED[meets]:
        return _chosen(plan, choice)
    if meets is Meets.KNOWN:
        return replace(plan, action=on_match.action)
    if meets is Meets.PERHAPS_KNOWN:
        wanted = Action(on_doubt.value)
        if wanted is Action.UPDATE and len(plan.means) != 1:
            wanted = Action.SKIP
        return replace(plan, action=wanted)
    return plan


def _chosen(plan: RowPlan, choice: Choice) -> RowPlan:
    wanted = choice.action
    if plan.meets is Meets.ROW:
        # Laid together with the earlier row, as a person of its own, or not at all.
        if wanted is Action.UPDATE:
            return plan
        return replace(plan, action=wanted, into_row=None, is_chosen=True)
    if plan.meets is Meets.PERHAPS_ROW:
        # Laid together with the earlier row after all, or not at all.
        if wanted is Action.UPDATE and plan.into_row is not None:
            return replace(plan, action=Action.SKIP, is_chosen=True)
        return replace(plan, action=wanted, into_row=None, is_chosen=True)
    if plan.meets is Meets.PERHAPS_KNOWN and wanted is Action.UPDATE:
        ref = choice.ref if choice.ref in plan.means else ""
        if not ref and len(plan.means) != 1:
            return replace(plan, action=Action.SKIP)
        means = (ref, *(other for other in plan.means if other != ref)) if ref else plan.means
        return replace(plan, action=wanted, means=means, is_chosen=True)
    return replace(plan, action=wanted, is_chosen=True)


def takes_all(plan: RowPlan, on_match: OnMatch) -> bool:
    """Whether somebody has said that the list is right, for the row or for all, so that nothing is asked."""
    return plan.is_chosen or on_match is OnMatch.REPLACE


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
    member_number: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Whom of the register a row means, or may mean where that is not plain."""

    refs: tuple[str, ...]
    is_unsure: bool = False
    # The identity number of the row belongs to one of them.
    by_number: bool = False


def match_known(
    person: ImportedPerson,
    *,
    by_number: Sequence[Known],
    by_member_number: Sequence[Known],
    by_email: Sequence[Known],
    by_birth: Sequence[Known],
    by_name: Sequence[Known] = (),
) -> Found | None:
    """Whom of the register the row means; None when nobody.

    The candidates come in falling strength: same identity number, same member number and name, same e-mail and
    name, same name and birth date. Two identity numbers under one name and birth date may be two people: ask.
    Last come people of the same name of whom neither a birth date nor an e-mail address is known, be it that
    nobody gave them or that they are protected: they may be meant, and nothing tells.
    """
    for candidates in (by_number, by_member_number, by_email, by_birth):
        fitting = {known.ref: known for known in candidates if not births_contradict(person, known)}
        if candidates is by_number and candidates and not fitting:
            fitting = {known.ref: known for known in candidates}
        if not fitting:
            continue
        numbered = person.national_number and any(known.has_national_number for known in fitting.values())
        is_unsure = len(fitting) > 1 or bool(candidates is by_birth and numbered)
        return Found(tuple(fitting), is_unsure, by_number=candidates is by_number)
    perhaps = tuple(
        known.ref
        for known in by_name
        if not births_contradict(person, known)
        and not (person.national_number and known.has_national_number)
        and not (person.member_number and known.member_number)
    )
    return Found(perhaps, is_unsure=True) if perhaps else None


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
        own=tuple({**dict(repeated.own), **dict(kept.own)}.items()),
        groups=_with_more(kept.groups, repeated.groups),
        tags=_with_more(kept.tags, repeated.tags),
        notes=_with_more(kept.notes, repeated.notes),
        **filled,
        is_protected=protected,
        addresses=() if protected else kept.addresses or repeated.addresses,
    )


def _with_more(kept: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return kept + tuple(each for each in more if each not in kept) if more else kept


_FILLED_FROM_REPEATED = (
    "preferred_name", "initials", "birth_date", "gender", "national_number", "national_number_kind", "municipality",
    "language",
    "joined", "iban", "household", "has_left", "left", "is_deceased", "died", "external_numbers",
)  # fmt: skip
