"""What holds for associations, on plain values."""

import re
from dataclasses import dataclass

RESERVED_SLUGS = frozenset(
    {
        "static",
        "sign-in",
        "sign-out",
        "start",
        "language",
        "theme",
        "api",
        "admin",
        "help",
        "my",
        "health",
        "jobs",
    }
)
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LANGUAGES = ("en", "sv", "nb", "fi", "da", "nl")
LONGEST_NAME = 200
LONGEST_UNIT_NAME = 120
LONGEST_TEXTS = {"name": LONGEST_NAME, "calls_itself": 40, "help_contact": 200}
"""How long the texts of `Settings` may be."""
PROFILE_OF_KIND = {"CLUB": "GENERAL", "FEDERATION": "GENERAL", "UNION": "CONVICTION", "PATIENT": "HEALTH"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an association decides about itself."""

    name: str
    language: str
    time_zone: str
    colour: str = ""
    calls_itself: str = ""
    help_contact: str = ""


def is_slug(text: str) -> bool:
    """Say whether a text can be the first part of an association's addresses."""
    return bool(SLUG.fullmatch(text)) and text not in RESERVED_SLUGS


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of a `#rrggbb` colour with white (WCAG 2.2, relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def is_readable(colour: str) -> bool:
    """Say whether white text on the colour reaches WCAG AA (4.5:1)."""
    return bool(COLOUR.fullmatch(colour)) and contrast_with_white(colour) >= 4.5
