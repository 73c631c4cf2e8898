"""Change the address with which somebody signs in, confirmed at the old one and at the new one."""

import hmac
import re
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from matrikel.access.models import Account, SignInLink
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.letters import news_letter
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.limits import CODE_ATTEMPTS, Try
from matrikel.authentication.storage import hash_of_code, open_about, seal_about
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action
from matrikel.mail.actions.queue_notices import queue_notices

OLD_ONE_HEARS_FOR = timedelta(days=7)


def change_address(
    *,
    account_id: UUID,
    challenge_id: UUID,
    code_at_old: str,
    code_at_new: str,
    neighbourhood: str,
    language: str,
    at: datetime,
) -> str:
    """
    Return the new address; a letter about it goes to both. Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: one of the codes is wrong, used or too old.
    """
    spend_try(kind=Try.CODE, name=str(account_id), neighbourhood=neighbourhood, at=at)
    codes = "|".join(re.sub(r"\D", "", code)[:12] for code in (code_at_old, code_at_new))
    with association_scope(INSTALLATION):
        address = _change(account_id, challenge_id, codes, language, at)
    if not address:
        raise ProofRefused(_("One of the codes is wrong or too old. Type both, or ask for new ones."))
    return address


@action
def _change(account_id: UUID, challenge_id: UUID, codes: str, language: str, at: datetime) -> str:
    open_ones = Challenge.objects.filter(
        id=challenge_id,
        account_id=account_id,
        kind=Challenge.Kind.NEW_ADDRESS,
        answered_at=None,
        expires_at__gt=at,
    )
    if not open_ones.filter(attempts__lt=CODE_ATTEMPTS).update(attempts=F("attempts") + 1):
        return ""
    challenge = open_ones.first()
    if challenge is None or challenge.answer_hash is None:
        return ""
    if not hmac.compare_digest(hash_of_code(challenge_id, codes), bytes(challenge.answer_hash)):
        return ""
    address = open_about(challenge)
    account = Account.objects.select_for_update().get(id=account_id)
    if Account.objects.filter(email=address).exists():
        return ""
    before, account.email = account.email, address
    try:
        with transaction.atomic():
            account.save(update_fields=["email"])
    except IntegrityError:
        # Somebody else took it at the same moment.
        return ""
    # For a week the old mailbox hears too what becomes of the sign-in.
    challenge.sealed, challenge.expires_at = seal_about(challenge_id, before), at + OLD_ONE_HEARS_FOR
    challenge.answered_at = at
    challenge.save(update_fields=["sealed", "expires_at", "answered_at"])
    # What lies in the old mailbox lets nobody in any more.
    Challenge.objects.filter(account=account, answered_at=None).delete()
    SignInLink.objects.filter(account=account, used_at=None).delete()
    letters = [
        news_letter(account=account, news="address", to=to, language=language, at=at)
        for to in (before, address)
    ]
    queue_notices(notices=letters, at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.address_changed")], actor=actor, at=at)
    return address
