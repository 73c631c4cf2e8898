"""The gate to everybody outside the association: who may receive which columns, for what, and about whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from matrikel.kernel.personal_data_map import Level

AUTHORITY = "AUTHORITY"


class Refused(StrEnum):
    """Why nothing may go to a recipient."""

    NO_AGREEMENT = "NO_AGREEMENT"
    OTHER_PURPOSE = "OTHER_PURPOSE"
    COLUMNS = "COLUMNS"


class LeftOut(StrEnum):
    """Why somebody who was chosen is not in what leaves."""

    PROTECTED = "PROTECTED"
    NO_CONSENT = "NO_CONSENT"
    NO_ADDRESS = "NO_ADDRESS"
    NO_LETTERS = "NO_LETTERS"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientRow:
    """Somebody outside who may receive lists, for one purpose, on a ground that holds from a day to a day."""

    id: UUID
    name: str
    kind: str
    purpose: str
    ground: str
    agreed_from: date
    agreed_to: date | None
    version: int

    def holds_on(self, day: date) -> bool:
        """Say whether the agreement holds on a day."""
        return self.agreed_from <= day and (self.agreed_to is None or day <= self.agreed_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the personal-data map says about what stands in a column."""

    level: Level
    purposes: Collection[str]


# What everybody on a list shows anyhow: that somebody is in it, and the name.
ALWAYS = frozenset({"name"})


def ask_gate(
    *, recipient: RecipientRow, purpose: str, columns: Mapping[str, Held], on: date
) -> tuple[Refused | None, list[str]]:
    """
    Return why nothing may go to a recipient, if so, and which columns the purpose does not cover.

    What the association holds for its members at large (`membership`) may serve every purpose; what it asked for
    something else, such as safety, may not.
    """
    if not recipient.holds_on(on):
        return Refused.NO_AGREEMENT, []
    if recipient.purpose != purpose:
        return Refused.OTHER_PURPOSE, []
    outside = held_for_something_else(purpose, columns)
    return (Refused.COLUMNS, outside) if outside else (None, [])


def held_for_something_else(purpose: str, columns: Mapping[str, Held]) -> list[str]:
    """Return the columns that a purpose does not cover, whoever outside asks for them."""
    return [
        code
        for code, held in columns.items()
        if code not in ALWAYS and held.level > Level.NONE and not {"membership", purpose} & set(held.purposes)
    ]


def needs_consent(profile: str) -> bool:
    """Say whether being a member is a special category, so that nobody is told of it without the person's own yes."""
    return profile != "GENERAL"


def needs_reason(columns: Mapping[str, Held]) -> bool:
    """Say whether a reason has to be typed: something sensitive is to be in it."""
    return any(held.level >= Level.SENSITIVE for held in columns.values())
