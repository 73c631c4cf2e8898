"""The steps by which a new association is set up, and what is proposed in them per country and kind."""

from collections.abc import Iterable
from enum import StrEnum


class SetUpStep(StrEnum):
    """One question of the assistant; all are answered again in the settings."""

    NAME = "name"
    KIND = "kind"
    COUNTRY = "country"
    MEMBERS = "members"
    LANGUAGES = "languages"
    TYPES = "types"
    MODULES = "modules"
    SHAPE = "shape"
    LOOKS = "looks"
    BOARD = "board"


STEPS = tuple(SetUpStep)

FIRST = (SetUpStep.NAME, SetUpStep.KIND, SetUpStep.COUNTRY, SetUpStep.MEMBERS)
"""What is asked of everybody; from these the others are chosen, and can wait."""

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

COUNTRY_OF = {"sv": "SE", "nb": "NO", "nn": "NO", "no": "NO", "fi": "FI", "da": "DK", "nl": "NL", "vls": "BE"}
"""Where a language is mostly at home, of the countries whose rules are known."""

LONGEST_STEP = 16


def steps_in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes that are steps, each once and in the order of the assistant."""
    wanted = set(codes)
    return tuple(step.value for step in STEPS if step.value in wanted)


def next_step(done: Iterable[str]) -> SetUpStep | None:
    """Return the first of the `FIRST` steps that nobody has answered yet, or None where all are."""
    answered = set(done)
    return next((step for step in FIRST if step.value not in answered), None)


def slug_of(name: str) -> str:
    """Return an address that a name suggests: small letters, digits and hyphens, at most 40; perhaps none."""
    letters = str.maketrans({"å": "a", "ä": "a", "æ": "ae", "ö": "o", "ø": "o", "ü": "u", "é": "e", "è": "e"})
    kept = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in name.lower().translate(letters)
    )
    return "-".join(part for part in kept.split("-") if part)[:40].strip("-")


def likely_country(accepted: str) -> str:
    """Return the country that a browser's languages (`Accept-Language`) speak of, best first, or nothing."""
    tags = [part.split(";")[0].strip().replace("_", "-") for part in accepted.split(",")]
    for tag in tags:
        language, _dash, region = tag.partition("-")
        if region.upper() in COUNTRY_OF.values():
            return region.upper()
        if language.lower() in COUNTRY_OF:
            return COUNTRY_OF[language.lower()]
    return ""
