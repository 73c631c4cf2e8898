"""Identifiers: sorted by time where that helps, random where they hide or outlive a person."""

import os
import threading
import time
import uuid
from array import array

_turn = threading.Lock()
_latest = 0


def new_id() -> uuid.UUID:
    """
    Return a UUID version 7 (RFC 9562 §5.7): milliseconds, the part of the millisecond, then 62 random bits.

    Ids made one after the other in one process rise strictly, so rows written together keep their order.
    """
    return new_ids(1)[0]


def new_ids(count: int) -> list[uuid.UUID]:
    """Return as many new ids as rows are written together, each higher than the one before."""
    global _latest
    nanoseconds = time.time_ns()
    # 48 bits of Unix milliseconds and 12 bits of their fraction (§6.2, method 3).
    moment = nanoseconds // 1_000_000 << 12 | (nanoseconds % 1_000_000 << 12) // 1_000_000
    with _turn:
        moment = max(moment, _latest + 1)
        _latest = moment + count - 1
    # One question to the system for all of them: it costs as much as everything else about an id.
    random = array("Q", os.urandom(8 * count))
    return [
        uuid.UUID(
            int=(each >> 12) << 80
            | 0x7 << 76
            | (each & 0xFFF) << 64
            | 0x2 << 62
            | chance & 0x3FFF_FFFF_FFFF_FFFF
        )
        for each, chance in enumerate(random, moment)
    ]


def new_opaque_id() -> uuid.UUID:
    """Return a random UUID version 4, which says nothing, not even when it was made."""
    return uuid.uuid4()


INSTALLATION = uuid.UUID("00000000-0000-8000-8000-000000000000")
"""The reserved association under which events of the installation itself are logged; nobody is a member of it."""
