"""Use a code of the second step: of an app that makes them, or one of the recovery codes."""

import re
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.actions.take_code_sheet import take_if_typed
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.rules.proofs import Way
from matrikel.authentication.storage import KEPT, NEW, SHEET
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

STEP_SECONDS = 30
RECOVERY_DIGITS = 8


def use_factor_code(*, account_id: UUID, code: str, neighbourhood: str, language: str, at: datetime) -> Way:
    """
    Return whether it was the app or a recovery code; either works once. Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the code is wrong or was used.
    """
    spend_try(kind=Try.FACTOR, name=str(account_id), neighbourhood=neighbourhood, at=at)
    digits = re.sub(r"\D", "", code)
    with association_scope(INSTALLATION):
        way = _use(account_id, digits, language, at)
    if way is None:
        raise ProofRefused(
            _(
                "This code is wrong, or was used already. Type the one that the app shows now, "
                "or the next one on your sheet."
            )
        )
    return way


@action
def _use(account_id: UUID, digits: str, language: str, at: datetime) -> Way | None:
    kind = Authenticator.Type.RECOVERY_CODES if len(digits) == RECOVERY_DIGITS else Authenticator.Type.TOTP
    if kind == Authenticator.Type.RECOVERY_CODES:
        # A sheet is made and taken under the account: in another order the two would wait for each other for ever.
        Account.objects.select_for_update().get(id=account_id)
    # Of twenty at once each waits for the row, and finds what the one before has used up.
    row = Authenticator.objects.select_for_update().filter(user_id=account_id, type=kind).first()
    if row is None or row.data.get(SHEET) == NEW:
        return None
    with factors_of(account_id):
        if kind == Authenticator.Type.RECOVERY_CODES:
            if not row.wrap().validate_code(digits):
                # Whoever types from a new sheet has it on paper: it is taken with that.
                taken = take_if_typed(row, digits, language=language, at=at)
                return Way.RECOVERY_CODE if taken else None
            Authenticator.objects.filter(id=row.id).update(last_used_at=at)
            if row.data.get(SHEET) != KEPT:
                # A code of a sheet is used at every sign-in; a spare one is used when something was lost, or stolen.
                account = Account.objects.get(id=account_id)
                tell_owners(news=[News(account=account, news="recovery_used", language=language)], at=at)
            return Way.RECOVERY_CODE
        secret = decrypt(row.data["secret"])
        counter = counter_of(secret, digits, after=row.data.get("used", 0), at=at)
        if counter is None:
            return None
        # Sealed anew each time: a key of the installation that was replaced is soon needed no more.
        row.data = {**row.data, "secret": encrypt(secret), "used": counter}
        row.last_used_at = at
        row.save(update_fields=["data", "last_used_at"])
        return Way.APP


def counter_of(secret: str, code: str, *, after: int, at: datetime) -> int | None:
    """Return which step of the clock a code belongs to: the one now, before or behind, and later than `after`."""
    now = int(at.timestamp()) // STEP_SECONDS
    for counter in (now, now - 1, now + 1):
        if counter > after and constant_time_compare(format_hotp_value(hotp_value(secret, counter)), code):
            return counter
    return None
