"""Use a code that came by letter; it works once."""

import hmac
import re
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.limits import CODE_ATTEMPTS, Try
from matrikel.authentication.storage import hash_of_code
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def use_code(*, challenge_id: UUID, code: str, neighbourhood: str, at: datetime) -> Account:
    """
    Return the account that the code of a challenge signs in. Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: wrong, used, too old, tried too often, for nobody: all look the same.
    """
    # By the question and not by whose it is: else the one who has to wait would be somebody who signs in here.
    spend_try(kind=Try.CODE, name=str(challenge_id), neighbourhood=neighbourhood, at=at)
    with association_scope(INSTALLATION):
        account = _use(challenge_id, re.sub(r"\D", "", code)[:12], at)
    if account is None:
        raise ProofRefused(_("This code does not work. Look for the newest letter, or ask for a new code."))
    return account


@action
def _use(challenge_id: UUID, code: str, at: datetime) -> Account | None:
    open_ones = Challenge.objects.filter(
        id=challenge_id, kind=Challenge.Kind.CODE, answered_at=None, expires_at__gt=at
    )
    # An attempt counts before it is looked at, and of twenty at once each waits for the row.
    if not open_ones.filter(attempts__lt=CODE_ATTEMPTS).update(attempts=F("attempts") + 1):
        return None
    challenge = open_ones.select_related("account").first()
    wanted = hash_of_code(challenge_id, code)
    if challenge is None or challenge.answer_hash is None or challenge.account is None:
        return None
    if not hmac.compare_digest(wanted, bytes(challenge.answer_hash)) or not challenge.account.is_active:
        return None
    challenge.answered_at = at
    challenge.save(update_fields=["answered_at"])
    return challenge.account
