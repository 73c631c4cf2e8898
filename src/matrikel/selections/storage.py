"""Words that were searched, carried in an address where nobody can read them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.keys.sealing import CannotOpen, Place, seal, unseal

COLUMN = "selections.search"
KEPT_FOR = timedelta(hours=12)


def seal_search(words: str, *, account_id: UUID, at: datetime) -> str:
    """Return words as a text for an address, which only the same account in the same association can open again."""
    value = f"{at.timestamp():.0f}|{words}".encode()
    (sealed,) = seal([(Place(column=COLUMN, row=account_id), value)])
    return urlsafe_b64encode(sealed).decode().rstrip("=")


def open_search(text: str, *, account_id: UUID, at: datetime) -> str:
    """Return the words again; nothing for a text that is older than half a day, somebody else's, or none of ours."""
    if not text or len(text) > 2_000 or not text.isascii():
        return ""
    try:
        sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        (value,) = unseal([(Place(column=COLUMN, row=account_id), sealed)])
    except (CannotOpen, NotBase64, ValueError):
        return ""
    moment, _bar, words = value.decode().partition("|")
    return words if at.timestamp() - float(moment) < KEPT_FOR.total_seconds() else ""
