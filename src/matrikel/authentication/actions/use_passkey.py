"""Find out whose passkey has answered; whose finger, face or PIN it was, the device has asked."""

import json
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from fido2.utils import websafe_decode
from fido2.webauthn import AuthenticationResponse

from matrikel.access.models import Account
from matrikel.authentication import passkeys
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.models import Challenge
from matrikel.authentication.rules.limits import Try
from matrikel.authentication.storage import use_up
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def use_passkey(*, answer: str, token: str, origin: str, neighbourhood: str, at: datetime) -> Account:
    """
    Return the account whose passkey has answered our question; an answer works once.

    Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: unknown, forged, for somebody else's page, used or too old: all look the same.
    """
    spend_try(kind=Try.PASSKEY, name="", neighbourhood=neighbourhood, at=at)
    challenge = passkeys.challenge_in(token, purpose=passkeys.SIGNING_IN, at=at)
    account = None
    if challenge is not None:
        with association_scope(INSTALLATION):
            account = _use(answer, challenge, origin, at)
    if account is None:
        raise ProofRefused(_("That passkey does not sign anybody in here. Try again, or take another way."))
    return account


@action
def _use(answer: str, challenge: bytes, origin: str, at: datetime) -> Account | None:
    try:
        response = AuthenticationResponse.from_dict(json.loads(answer))
        handle = response.response.user_handle or websafe_decode("")
        account_id = UUID(bytes=bytes(handle))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    account = Account.objects.filter(id=account_id, is_active=True).first()
    rows = Authenticator.objects.select_for_update().filter(
        user_id=account_id, type=Authenticator.Type.WEBAUTHN
    )
    held = {row: row.wrap().authenticator_data.credential_data for row in rows}
    row = next((row for row, data in held.items() if data and data.credential_id == response.raw_id), None)
    if account is None or row is None:
        return None
    try:
        passkeys.server_at(origin).authenticate_complete(passkeys.state_of(challenge), [held[row]], response)
    except ValueError:
        return None
    counter, before = response.response.authenticator_data.counter, row.data.get("counter", 0)
    if (counter or before) and counter <= before:
        # A device that counts has been copied.
        return None
    claim(challenge, account_id=account.pk, at=at)
    row.data = {**row.data, "counter": counter}
    row.last_used_at = at
    row.save(update_fields=["data", "last_used_at"])
    return account


def claim(challenge: bytes, *, account_id: UUID, at: datetime) -> None:
    """
    Use up a question of ours, so that no second answer to it is taken.

    :raises ProofRefused: it was answered already.
    """
    expires_at = at + passkeys.ASKED_FOR
    kind = Challenge.Kind.PASSKEY
    if not use_up(challenge.hex(), kind=kind, account_id=account_id, at=at, expires_at=expires_at):
        raise ProofRefused(_("That passkey does not sign anybody in here. Try again, or take another way."))
