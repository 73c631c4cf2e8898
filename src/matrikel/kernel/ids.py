"""Identifiers: sorted by time where that helps, random where they hide or outlive a person."""

import os
import time
import uuid
from threading import Lock

_NANOSECONDS_PER_TICK = 1_000_000 / 4096
_lock = Lock()
_last_tick = 0


def new_id() -> uuid.UUID:
    """
    Return a UUID version 7 (RFC 9562 §5.7, §6.2 method 3).

    48 bits of Unix milliseconds, 12 bits of their fraction, 62 random bits. Ids made by one process follow
    one another, so rows written together are read back in the order in which they were written.
    """
    global _last_tick
    with _lock:
        tick = max(int(time.time_ns() / _NANOSECONDS_PER_TICK), _last_tick + 1)
        _last_tick = tick
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    milliseconds, fraction = divmod(tick, 4096)
    return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)


def new_opaque_id() -> uuid.UUID:
    """Return a random UUID version 4, which says nothing, not even when it was made."""
    return uuid.uuid4()
