"""What holds for associations, on plain values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matrikel.organisations.rules.looks import COLOUR as COLOUR
from matrikel.organisations.rules.looks import contrast_with_white as contrast_with_white
from matrikel.organisations.rules.looks import is_readable as is_readable

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
        "host",
        "installation",
        "invitation",
        "my",
        "health",
        "jobs",
        "mail",
        "policy-report",
    }
)
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
LANGUAGES = ("en", "sv", "nb", "fi", "da", "nl")
"""In which Matrikel itself speaks."""

WRITTEN_LANGUAGES = ("sv", "nb", "nn", "fi", "da", "nl", "fr", "de", "en", "se", "smn", "sms")
"""In which an association may write its own texts: those of the screen, and others of the same countries."""

LONGEST_NAME = 200
LONGEST_UNIT_NAME = 120
LONGEST_TEXTS = {
    "name": LONGEST_NAME,
    "calls_itself": 40,
    "help_name": 120,
    "help_email": 254,
    "help_phone": 40,
    "help_url": 200,
}
"""How long the texts of `Settings` may be."""

PROFILE_OF_KIND = {
    "CLUB": "GENERAL",
    "SPORT": "GENERAL",
    "HOBBY": "GENERAL",
    "CULTURE": "GENERAL",
    "LOCAL": "GENERAL",
    "FEDERATION": "GENERAL",
    "UNION": "CONVICTION",
    "BELIEF": "CONVICTION",
    "PATIENT": "HEALTH",
}
"""GDPR Art. 9(1): trade union, religious and political membership; health."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an association decides about itself; `names` has a name per written language other than the main one."""

    name: str
    language: str
    time_zone: str
    colour: str = ""
    calls_itself: str = ""
    help_name: str = ""
    help_email: str = ""
    help_phone: str = ""
    help_url: str = ""
    languages: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    modules: tuple[str, ...] | None = None


def is_slug(text: str) -> bool:
    """Say whether a text can be the first part of an association's addresses."""
    return bool(SLUG.fullmatch(text)) and text not in RESERVED_SLUGS


def name_in(language: str, name: str, names: Mapping[str, str]) -> str:
    """Return a name in a language, or in the nearest that it has: Norwegians read each other, else the main one."""
    beside = {"nb": "nn", "nn": "nb"}.get(language, "")
    return names.get(language) or names.get(beside) or name


def cleaned_names(names: Mapping[str, str], *, languages: Iterable[str]) -> dict[str, str]:
    """Return the names that say something, trimmed, in the languages that are written."""
    return {
        code: found for code in dict.fromkeys(languages) if (found := " ".join(names.get(code, "").split()))
    }
