"""Whether a password is on the list of those that leaked, without asking anybody outside: the list comes along."""

import functools
import hashlib
from pathlib import Path

FILE = Path(__file__).with_name("leaked.bloom")
HASHES = 10


@functools.cache
def _bits() -> bytes:
    return FILE.read_bytes()


def is_leaked(password: str) -> bool:
    """
    Say whether a password, in small letters, is on the list.

    Whatever is on it is found; of a thousand others about one is taken to be on it too.
    """
    bits = _bits()
    return all(bits[place >> 3] & (1 << (place & 7)) for place in places(password, len(bits) * 8))


def places(password: str, size: int) -> list[int]:
    """Return where a password has left its marks among so many bits."""
    digest = hashlib.blake2b(password.encode(), digest_size=16).digest()
    first, second = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big") | 1
    return [(first + turn * second) % size for turn in range(HASHES)]
