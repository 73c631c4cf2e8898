"""The places where an association may put its own words."""

from dataclasses import dataclass

LONGEST_TEXT = 2_000
LONGEST_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place for the association's own words; `is_line`: one line without marks."""

    code: str
    is_line: bool = False


PLACES = (
    Place(code="portal_welcome"),
    Place(code="portal_held"),
    Place(code="person_form", is_line=True),
    Place(code="member_form", is_line=True),
)
PLACE_CODES = frozenset(place.code for place in PLACES)


def longest(code: str) -> int:
    """Return how long the text in a place may be."""
    return LONGEST_LINE if is_one_line(code) else LONGEST_TEXT


def is_one_line(code: str) -> bool:
    """Say whether a place has room for one line only."""
    return next(place for place in PLACES if place.code == code).is_line
