"""Find whom a challenge asks, make its code, and write the letter that brings it."""

import secrets
from datetime import datetime
from uuid import UUID

from matrikel.access.models import Account
from matrikel.authentication.letters import code_letter
from matrikel.authentication.models import Challenge
from matrikel.authentication.storage import hash_of_code, open_about
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices

DIGITS = 6


@action
def send_code(*, challenge_id: UUID, at: datetime) -> bool:
    """
    Say whether a letter was queued: only where somebody signs in with the address.

    The address that was typed is forgotten, whoever it belongs to. In the installation's scope.
    """
    challenge = (
        Challenge.objects.select_for_update()
        .filter(id=challenge_id, answered_at=None, expires_at__gt=at, sealed__isnull=False)
        .first()
    )
    if challenge is None:
        return False
    account = Account.objects.filter(email=open_about(challenge), is_active=True).first()
    challenge.account, challenge.sealed = account, None
    if account is None:
        challenge.save(update_fields=["sealed"])
        return False
    code = new_code()
    challenge.answer_hash = hash_of_code(challenge.id, code)
    challenge.save(update_fields=["account", "sealed", "answer_hash"])
    letter = code_letter(
        account=account, code=code, language=challenge.language, expires_at=challenge.expires_at
    )
    queue_notices(notices=[letter], at=at)
    return True


def new_code() -> str:
    """Return six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
