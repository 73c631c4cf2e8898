"""Make the code of a challenge and write the letter that brings it."""

import secrets
from datetime import datetime
from uuid import UUID

from matrikel.authentication.letters import code_letter
from matrikel.authentication.models import Challenge
from matrikel.authentication.storage import hash_of_code
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices

DIGITS = 6


@action
def send_code(*, challenge_id: UUID, at: datetime) -> bool:
    """Say whether a letter was queued: only where somebody signs in with the address. In the installation's scope."""
    challenge = (
        Challenge.objects.select_for_update(of=("self",))
        .select_related("account")
        .filter(id=challenge_id, answered_at=None, expires_at__gt=at, answer_hash=None)
        .first()
    )
    if challenge is None or challenge.account is None:
        return False
    code = new_code()
    challenge.answer_hash = hash_of_code(challenge.id, code)
    challenge.save(update_fields=["answer_hash"])
    letter = code_letter(
        account=challenge.account, code=code, language=challenge.language, expires_at=challenge.expires_at
    )
    queue_notices(notices=[letter], at=at)
    return True


def new_code() -> str:
    """Return six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
