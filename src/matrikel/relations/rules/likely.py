"""Guesses from addresses and names which people are one household; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from matrikel.people.rules.names import fold
from matrikel.relations.rules.homes import home_key
from matrikel.relations.rules.records import HomeAddress

MOST_IN_ONE = 12
"""More people of one name at one address are an institution rather than a family."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lodger:
    """Somebody with the address that the person gave, and the household in which the person is, if any."""

    person_id: UUID
    family_name: str
    address: HomeAddress
    household_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LikelyHousehold:
    """People who may be one household; with `household_id` they may belong to one that is there."""

    person_ids: tuple[UUID, ...]
    address: HomeAddress
    household_id: UUID | None = None


def likely_households(lodgers: Iterable[Lodger]) -> list[LikelyHousehold]:
    """
    Return who shares address and family name and is not in one household yet, in the order met.

    A care-of address is somebody else's home and proves nothing.
    """
    groups: dict[tuple[object, ...], dict[UUID, Lodger]] = {}
    for lodger in lodgers:
        key, name = home_key(lodger.address), fold(lodger.family_name)
        if key is not None and name and not lodger.address.care_of:
            groups.setdefault((*key, name), {}).setdefault(lodger.person_id, lodger)
    return [found for group in groups.values() if (found := _likely(list(group.values()))) is not None]


def _likely(group: Sequence[Lodger]) -> LikelyHousehold | None:
    homes = {lodger.household_id for lodger in group if lodger.household_id is not None}
    alone = tuple(lodger.person_id for lodger in group if lodger.household_id is None)
    # In two households already, somebody has thought about it.
    if not alone or len(homes) > 1 or (not homes and len(alone) < 2) or len(group) > MOST_IN_ONE:
        return None
    return LikelyHousehold(person_ids=alone, address=group[0].address, household_id=next(iter(homes), None))
