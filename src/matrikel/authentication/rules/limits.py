"""How often something may be tried: by one name, and from one neighbourhood of addresses."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Try(StrEnum):
    """What is counted."""

    PASSWORD = "password"  # noqa: S105 - what is counted, not a secret
    CODE_SENT = "code_sent"
    CODE = "code"
    FACTOR = "factor"
    PASSKEY = "passkey"
    LINK = "link"
    NEW_ADDRESS = "new_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most so many in a stretch of time."""

    most: int
    within: timedelta


QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)

BY_NAME = {
    Try.PASSWORD: Limit(most=10, within=QUARTER),
    Try.CODE_SENT: Limit(most=5, within=HOUR),
    Try.CODE: Limit(most=20, within=HOUR),
    Try.FACTOR: Limit(most=10, within=QUARTER),
    Try.PASSKEY: Limit(most=20, within=QUARTER),
    Try.LINK: Limit(most=10, within=QUARTER),
    Try.NEW_ADDRESS: Limit(most=5, within=HOUR),
}
"""
For one address, account or code. Whoever guesses 6 digits has five codes an hour with five tries each, and needs
three years for an even chance.
"""

BY_NEIGHBOURHOOD = {kind: Limit(most=limit.most * 10, within=limit.within) for kind, limit in BY_NAME.items()}
"""For a club house behind one address, and for whoever goes through many names from there."""

CODE_ATTEMPTS = 5
"""How often one code can be typed wrongly before it is worth nothing."""
