"""Take the code that opens a shared list."""

import hmac
from datetime import datetime
from uuid import UUID

from matrikel.exports.rules.sharing import MOST_TRIES
from matrikel.exports.sharing import find_shared, hash_code
from matrikel.kernel.transactions import action


@action
def check_list_code(*, secret: str, code: str, at: datetime) -> UUID | None:
    """
    Return the list's id if the code is the one that was sent; it works once, for ten minutes, and for five tries.

    What was tried is counted whether it was right or not, so whoever calls this lets it commit.

    :raises NotFound: there is no such list, or it is over.
    """
    shared = find_shared(secret=secret, at=at, hold=True)
    if shared.code_until is None or shared.code_until <= at or shared.code_tries >= MOST_TRIES:
        return None
    shared.code_tries += 1
    typed = "".join(char for char in code if char.isascii() and char.isdigit())
    is_right = hmac.compare_digest(hash_code(shared.id, typed), bytes(shared.code_hash))
    if is_right:
        shared.code_hash, shared.code_until = b"", None
    shared.save(update_fields=["code_tries", "code_hash", "code_until"])
    return shared.id if is_right else None
