"""The steps by which a new association is set up, and what is proposed in them per country and kind."""

from collections.abc import Iterable
from enum import StrEnum


class SetUpStep(StrEnum):
    """One question of the assistant; all are answered again in the settings."""

    NAME = "name"
    COUNTRY = "country"
    KIND = "kind"
    SHAPE = "shape"
    LANGUAGES = "languages"
    TYPES = "types"
    MODULES = "modules"
    LOOKS = "looks"
    MEMBERS = "members"
    BOARD = "board"


STEPS = tuple(SetUpStep)

PROPOSED_LANGUAGES: dict[str, tuple[str, ...]] = {
    "SE": ("sv",),
    "NO": ("nb",),
    "FI": ("fi", "sv"),
    "DK": ("da",),
    "NL": ("nl",),
    "BE": ("nl",),
}
"""In which languages associations of a country most often write their own texts, the main one first."""

CONTENT_LANGUAGES: dict[str, tuple[str, ...]] = {
    "SE": ("sv", "en"),
    "NO": ("nb", "nn", "en"),
    "FI": ("fi", "sv", "en"),
    "DK": ("da", "en"),
    "NL": ("nl", "en"),
    "BE": ("nl", "fr", "de", "en"),
}
"""The languages that are offered first for texts of an association's own."""

LONGEST_STEP = 16


def steps_in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that are steps, each once and in the order of the assistant."""
    wanted = set(codes)
    return tuple(step.value for step in STEPS if step.value in wanted)


def next_step(done: Iterable[str]) -> SetUpStep | None:
    """Return the first step that nobody has answered yet, or None where all are."""
    answered = set(done)
    return next((step for step in STEPS if step.value not in answered), None)


def slug_of(name: str) -> str:
    """Return an address that a name suggests: small letters, digits and hyphens, at most 40; perhaps none."""
    letters = str.maketrans({"å": "a", "ä": "a", "æ": "ae", "ö": "o", "ø": "o", "ü": "u", "é": "e", "è": "e"})
    kept = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in name.lower().translate(letters)
    )
    return "-".join(part for part in kept.split("-") if part)[:40].strip("-")
