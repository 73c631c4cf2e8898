"""Links with a secret: what is stored of one."""

import hashlib
from datetime import timedelta

OFFERED_FOR = timedelta(days=7)
"""How long an invitation to a role can be accepted, from when its letter was written."""


def hash_of(secret: str) -> bytes:
    """Return what is stored of a link's secret; 256 random bits need no slow hash."""
    return hashlib.sha256(secret.encode()).digest()
