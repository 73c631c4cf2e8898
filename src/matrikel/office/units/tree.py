"""The tree of branches: who lies below whom, and sums from the bottom up."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from matrikel.organisations.queries import UnitRow


def with_those_below(unit_id: UUID, known: Sequence[UnitRow]) -> frozenset[UUID]:
    """Return a branch and all that lie below it; `known` has parents before their children."""
    found = {unit_id}
    for unit in known:
        if unit.parent_id in found:
            found.add(unit.id)
    return frozenset(found)


def summed(counts: Mapping[UUID, int], known: Sequence[UnitRow]) -> dict[UUID, int]:
    """Return for each branch its own count and those of all below it; `known` has parents before their children."""
    sums = {unit.id: counts.get(unit.id, 0) for unit in known}
    for unit in reversed(known):
        if unit.parent_id in sums:
            sums[unit.parent_id] += sums[unit.id]
    return sums
