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
"""From how many members on it is cheaper to look into cells than to sort all."""

MOST_OTHERS = 20
"""Where so many times as many people never were members, cells hold too many of those to be read."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a box: `place` counts, from 0, the members whose keys lie from `low` to `high`."""

    low: UUID
    high: UUID
    place: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A small stretch of keys: whoever's key lies from `low` to `high` is drawn with it."""

    low: UUID
    high: UUID


def draws_in_cells(*, members: int, people: int) -> bool:
    """Say whether a sample is drawn in cells; of few members, or few among many people, all are sorted instead."""
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


def count_cells(members: int) -> int:
    """Return into how many cells of the same size the space of keys is divided."""
    return count_boxes(members) * PLACES


def cell_at(number: int, cells: int) -> Cell:
    """Return one of `cells` cells."""
    low, beyond = (each * SPACE // cells for each in (number, number + 1))
    return Cell(low=UUID(int=low), high=UUID(int=beyond - 1))


def cells(seed: str, *, members: int) -> Iterator[Cell]:
    """
    Yield cells without end, always the same ones for a seed and a number of members.

    Each member lies in one cell, and every cell is as likely as any other. In which one somebody lies follows from
    their own key alone: whoever is erased takes nobody along, and whoever comes later moves nobody. (A point, by
    contrast, counts places from the beginning of its box, where the next moves up.)
    """
    count, number = count_cells(members), 0
    while True:
        drawn = sha256(f"{seed}|cell|{number}".encode()).digest()
        yield cell_at(int.from_bytes(drawn) * count >> 256, count)
        number += 1


def lot_of(seed: str, key: UUID) -> bytes:
    """Return what orders those who lie in one cell."""
    return sha256(f"{seed}|lot|{key}".encode()).digest()
