"""Where to look for the members of a large sample, so that each is as likely as any other and few are read."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

SPACE = 1 << 128
IN_A_BOX = 8
"""How many members lie in a box on the average."""

PLACES = 32
"""How many places a box has: four times what lies in it, so that one with more members than places never comes up."""

LEAST_MEMBERS = 10_000
"""From how many members on it is cheaper to look at points than to sort all."""

MOST_OTHERS = 20
"""Where so many times as many people never were members, boxes hold too many of those to be read."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a box: `place` counts, from 0, the members whose keys lie from `low` to `high`."""

    low: UUID
    high: UUID
    place: int


def draws_at_points(*, members: int, people: int) -> bool:
    """Say whether a sample is drawn at points; of few members, or few among many people, all are sorted instead."""
    return members >= LEAST_MEMBERS and members * MOST_OTHERS >= people


def count_boxes(members: int) -> int:
    """Return into how many boxes of the same size the space of keys is divided."""
    return max(1, -(-members // IN_A_BOX))


def point_at(box: int, place: int, boxes: int) -> Point:
    """Return a place in one of `boxes` boxes."""
    low, beyond = (each * SPACE // boxes for each in (box, box + 1))
    return Point(low=UUID(int=low), high=UUID(int=beyond - 1), place=place)


def points(seed: str, *, members: int) -> Iterator[Point]:
    """
    Yield points without end, always the same ones for a seed and a number of members.

    A point is a box and a place, both drawn evenly. Each member has one place in one box, so that every point hits each
    member with the same probability, however keys are spread; a place with nobody in it hits none, and the next point is
    tried. (The next member behind a random key would be the simpler rule, and an unfair one: whoever comes after a wide
    gap would be drawn more often.) Whoever is hit again is passed over, which leaves a sample without repetition.
    """
    boxes = count_boxes(members)
    number = 0
    while True:
        drawn = sha256(f"{seed}|{number}".encode()).digest()
        box = int.from_bytes(drawn[:16]) * boxes >> 128
        place = int.from_bytes(drawn[16:]) * PLACES >> 128
        yield point_at(box, place, boxes)
        number += 1
