"""Links with a secret: what is stored of one."""

import hashlib


def hash_of(secret: str) -> bytes:
    """Return what is stored of a link's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()
