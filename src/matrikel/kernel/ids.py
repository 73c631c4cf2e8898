"""Identifiers: sorted by time where that helps, random where they hide or outlive a person."""

import os
import threading
import time
import uuid

_turn = threading.Lock()
_latest = 0


def new_id() -> uuid.UUID:
    """
    Return a UUID version 7 (RFC 9562 §5.7): milliseconds, the part of the millisecond, then 62 random bits.

    Ids made one after the other in one process rise strictly, so rows written together keep their order.
    """
    global _latest
    nanoseconds = time.time_ns()
    # 48 bits of Unix milliseconds and 12 bits of their fraction (§6.2, method 3).
    moment = nanoseconds // 1_000_000 << 12 | (nanoseconds % 1_000_000 << 12) // 1_000_000
    with _turn:
        _latest = moment = max(moment, _latest + 1)
    random = int.from_bytes(os.urandom(8), "big") & 0x3FFF_FFFF_FFFF_FFFF
    value = (moment >> 12) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64 | 0x2 << 62 | random
    return uuid.UUID(int=value)


def new_opaque_id() -> uuid.UUID:
    """Return a random UUID version 4, which says nothing, not even when it was made."""
    return uuid.uuid4()


INSTALLATION = uuid.UUID("00000000-0000-8000-8000-000000000000")
"""The reserved association under which events of the installation itself are logged; nobody is a member of it."""
