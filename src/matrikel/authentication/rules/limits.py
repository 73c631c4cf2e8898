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
    LINK_SHOWN = "link_shown"
    NEW_ADDRESS = "new_address"
    LIST_CODE_SENT = "list_code_sent"
    LIST_CODE = "list_code"
    EID = "eid"


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
    Try.LINK_SHOWN: Limit(most=60, within=QUARTER),
    Try.NEW_ADDRESS: Limit(most=5, within=HOUR),
    # Of one shared list, whoever holds its link.
    Try.LIST_CODE_SENT: Limit(most=10, within=HOUR),
    Try.LIST_CODE: Limit(most=15, within=HOUR),
    # Asking and answering count one each.
    Try.EID: Limit(most=20, within=QUARTER),
}
"""
For one account, code or link; and for one address, as far as it is tried from one neighbourhood, or from one browser
in which its owner has signed in before.
"""

TYPED = frozenset({Try.PASSWORD, Try.CODE_SENT})
"""Whose name anybody may type. Who goes on from one neighbourhood uses up what is allowed there, and not the owner's."""

BY_NAME_EVERYWHERE = {kind: Limit(most=BY_NAME[kind].most * 4, within=BY_NAME[kind].within) for kind in TYPED}
"""
For one address from all neighbourhoods together, the owner's own browsers aside. Whoever guesses six digits from many
networks has twenty codes an hour with five tries each, needs nine months for an even chance, and sends the owner
twenty letters an hour meanwhile.
"""

BY_NEIGHBOURHOOD = {kind: Limit(most=limit.most * 10, within=limit.within) for kind, limit in BY_NAME.items()}
"""For a club house behind one address, and for whoever goes through many names from there."""

CODE_ATTEMPTS = 5
"""How often one code can be typed wrongly before it is worth nothing."""
