"""What holds for groups, on plain values: kinds, parts, seasons, and how old the people in one are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_NAME = 80
LONGEST_SEASON = 20
ADULT_FROM = 18


class Kind(StrEnum):
    """What people do together: play, meet, learn, or prepare something for the others."""

    TEAM = "TEAM"
    GROUP = "GROUP"
    COURSE = "COURSE"
    COMMITTEE = "COMMITTEE"


class Part(StrEnum):
    """What somebody does in a group, in the order in which a list names them."""

    LEADER = "LEADER"
    PLAYER = "PLAYER"
    PARTICIPANT = "PARTICIPANT"


USUAL_PART = {
    Kind.TEAM: Part.PLAYER,
    Kind.GROUP: Part.PARTICIPANT,
    Kind.COURSE: Part.PARTICIPANT,
    Kind.COMMITTEE: Part.PARTICIPANT,
}
"""Which part most people take in a group of a kind."""


def next_season(season: str) -> str:
    """
    Return how the season after this one is most likely called: 2026 → 2027, 2026/27 → 2027/28, autumn 2026 → autumn 2027.

    A season without a year has no next one that could be guessed: nothing is returned.
    """
    years = [(found.start(), found.group()) for found in re.finditer(r"\d{4}|(?<=[/–-])\d{2}", season)]
    if not years:
        return ""
    text = season
    for start, year in reversed(years):
        following = str(int(year) + 1) if len(year) == 4 else f"{(int(year) + 1) % 100:02d}"
        text = text[:start] + following + text[start + len(year) :]
    return text if len(text) <= LONGEST_SEASON else ""


def a_year_later(day: date) -> date:
    """Return the same day of the next year; 29 February becomes 28."""
    return date(day.year + 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeBand:
    """How many people are from `first` to `last` years old, both included."""

    first: int
    last: int
    people: int


MOST_BANDS = 12


def age_bands(ages: Iterable[int]) -> Sequence[AgeBand]:
    """
    Return ages as at most twelve bands of equal width from the youngest to the oldest; nothing for nobody.

    The width is 1, 2, 5 or 10 years, or as many tens as it takes; bands begin at whole multiples of it.
    """
    known = sorted(ages)
    if not known:
        return ()
    width = next(
        each for each in (1, 2, 5, *range(10, 1_000, 10)) if known[-1] // each - known[0] // each < MOST_BANDS
    )
    bands = []
    for band in range(known[0] // width, known[-1] // width + 1):
        first, last = band * width, band * width + width - 1
        bands.append(AgeBand(first=first, last=last, people=sum(first <= age <= last for age in known)))
    return tuple(bands)
