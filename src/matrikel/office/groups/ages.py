"""Draws how old the people of a group are, as bars of an SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matrikel.groups.rules import AgeBand, age_bands

WIDTH, HEIGHT = 320, 120
BASE, TOP, GAP = 98, 18, 4
MOST_NAMES = 6
"""So many names fit below the bars; of more bars every second or third is named, and all in the table below."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar: where it stands, how high it is, its name, what of it stands below, and how many above it."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    name: str
    label: str
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars:
    """A picture of bars in a box of `width` by `height`."""

    width: int
    height: int
    base: int
    bars: Sequence[Bar]


def draw_ages(counts: Mapping[int, int]) -> Bars | None:
    """Return the picture of how many are how old; nothing for fewer than two people."""
    bands = age_bands([age for age, people in counts.items() for _each in range(people)])
    if sum(band.people for band in bands) < 2:
        return None
    most = max(band.people for band in bands)
    step = WIDTH / len(bands)
    wide = min(step - GAP, 48)
    bars = []
    every = -(-len(bands) // MOST_NAMES)
    for index, band in enumerate(bands):
        tall = round((BASE - TOP) * band.people / most, 1)
        middle = round(step * (index + 0.5), 1)
        bars.append(
            Bar(
                x=round(middle - wide / 2, 1),
                y=round(BASE - tall, 1),
                width=round(wide, 1),
                height=tall,
                middle=middle,
                name=_name(band),
                label=_name(band) if index % every == 0 else "",
                people=band.people,
            )
        )
    return Bars(width=WIDTH, height=HEIGHT, base=BASE, bars=bars)


def _name(band: AgeBand) -> str:
    return str(band.first) if band.first == band.last else f"{band.first}–{band.last}"
