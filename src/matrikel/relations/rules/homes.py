"""Decides what homes a person may have, which one is primary, and what becomes of a household that moves.

A stay is half-open: `ends_on` is the first day on which the person does not live there. A start that is not known
is None and counts as before everything, an end that is not known as after everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from matrikel.people.rules.addresses import PostalAddress, place_key
from matrikel.relations.rules.records import HomeAddress

MOST_HOMES = 2
"""In how many households somebody may live at once: a child of parents who live apart lives in two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """One person's time in one household."""

    household_id: UUID
    starts_on: date | None = None
    ends_on: date | None = None
    is_primary: bool = True

    def holds_on(self, on: date) -> bool:
        """Say whether the person lives there on the day."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on < self.ends_on
        )

    def is_over_on(self, on: date) -> bool:
        """Say whether the time there has passed."""
        return self.ends_on is not None and self.ends_on <= on

    @property
    def is_empty(self) -> bool:
        """Say whether there is no day in it."""
        return self.starts_on is not None and self.ends_on is not None and self.ends_on <= self.starts_on

    def overlaps(self, other: Stay) -> bool:
        """Say whether there is a day on which both hold."""
        if self.is_empty or other.is_empty:
            return False
        return _first(self) < _over(other) and _first(other) < _over(self)


class HomeProblem(StrEnum):
    """Why a person's homes cannot be as asked."""

    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    TWICE_IN_ONE = "twice_in_one"
    TOO_MANY_HOMES = "too_many_homes"
    TWO_PRIMARY = "two_primary"


def _first(stay: Stay) -> date:
    return stay.starts_on or date.min


def _over(stay: Stay) -> date:
    return stay.ends_on or date.max


def find_problem(stays: Sequence[Stay]) -> HomeProblem | None:
    """Return the first reason why one person cannot have all these homes, or None."""
    if any(stay.is_empty for stay in stays):
        return HomeProblem.ENDS_BEFORE_IT_BEGINS
    # Where something begins, the most things hold at once: only those days need be looked at.
    for day in {_first(stay) for stay in stays}:
        held = [stay for stay in stays if _first(stay) <= day < _over(stay)]
        if len({stay.household_id for stay in held}) < len(held):
            return HomeProblem.TWICE_IN_ONE
        if len(held) > MOST_HOMES:
            return HomeProblem.TOO_MANY_HOMES
        if sum(stay.is_primary for stay in held) > 1:
            return HomeProblem.TWO_PRIMARY
    return None


def is_primary_by_default(new: Stay, stays: Iterable[Stay]) -> bool:
    """Say whether a new home becomes the primary one: where no other primary home holds at the same time."""
    return not any(stay.is_primary and stay.overlaps(new) for stay in stays)


def primary_on(on: date, stays: Iterable[Stay]) -> Stay | None:
    """Return the home to which post goes on a day: the one marked, else the one that began first."""
    held = [stay for stay in stays if stay.holds_on(on)]
    return min(held, key=lambda stay: (not stay.is_primary, _first(stay), stay.household_id), default=None)


def is_same_home(one: HomeAddress, other: HomeAddress) -> bool:
    """Say whether two addresses are the same place, however they are written; nowhere is not a place."""
    first, second = home_key(one), home_key(other)
    return first is not None and first == second


def home_key(address: HomeAddress) -> tuple[str, ...] | None:
    """Return what equal addresses share, or None where too little is known to compare."""
    return place_key(
        PostalAddress(
            country=address.country,
            care_of=address.care_of,
            street=address.street,
            postcode=address.postcode,
            place=address.place,
        )
    )


def shared_address(addresses: Iterable[HomeAddress]) -> HomeAddress:
    """Return the address that most gave, the first of equals; nothing where nobody gave one."""
    known = [address for address in addresses if not address.is_empty]
    keys = [home_key(address) or (address.street,) for address in known]
    if not keys:
        return HomeAddress()
    ((most, _times),) = Counter(keys).most_common(1)
    return known[keys.index(most)]


class Stays(StrEnum):
    """What a move means for one person of the household."""

    MOVES = "moves"
    STAYS = "stays"
    BOTH = "both"


class MoveProblem(StrEnum):
    """Why a move cannot be made as asked."""

    NOBODY_MOVES = "nobody_moves"
    NOT_A_MEMBER = "not_a_member"
    MOVES_AND_STAYS = "moves_and_stays"
    SAME_ADDRESS = "same_address"
    NO_ADDRESS = "no_address"
    IN_THE_FUTURE = "in_the_future"


@dataclass(frozen=True, kw_only=True, slots=True)
class MovePlan:
    """Who does what, in the order of the members; `is_whole` says that the household itself moves."""

    fates: tuple[tuple[UUID, Stays], ...]
    is_whole: bool

    def those_who(self, fate: Stays) -> list[UUID]:
        """Return the persons for whom the move means this."""
        return [person_id for person_id, found in self.fates if found is fate]


def plan_move(
    member_ids: Sequence[UUID],
    *,
    moving: Sequence[UUID] | None,
    both: Sequence[UUID],
    before: HomeAddress,
    after: HomeAddress,
    moved_on: date,
    today: date,
) -> MovePlan | MoveProblem:
    """
    Return what a move means for each member, or why it cannot be.

    `moving` of None means everybody who is not in `both`. A household of which nobody stays moves as a whole,
    and keeps its identity; otherwise those who move form another.
    """
    if moved_on > today:
        return MoveProblem.IN_THE_FUTURE
    if after.is_empty:
        return MoveProblem.NO_ADDRESS
    if is_same_home(before, after):
        return MoveProblem.SAME_ADDRESS
    known = set(member_ids)
    chosen = set(moving) if moving is not None else known - set(both)
    if not (chosen | set(both)) <= known:
        return MoveProblem.NOT_A_MEMBER
    if chosen & set(both):
        return MoveProblem.MOVES_AND_STAYS
    if not chosen:
        return MoveProblem.NOBODY_MOVES
    fates = tuple(
        (
            person_id,
            Stays.MOVES if person_id in chosen else Stays.BOTH if person_id in set(both) else Stays.STAYS,
        )
        for person_id in member_ids
    )
    return MovePlan(fates=fates, is_whole=all(fate is Stays.MOVES for _person_id, fate in fates))
