"""Keep a passkey that a browser has made."""

import json
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from fido2.webauthn import RegistrationResponse

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication import passkeys
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.actions.use_passkey import claim
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.rules.limits import Try
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

MOST = 20


def add_passkey(
    *,
    account_id: UUID,
    name: str,
    answer: str,
    token: str,
    origin: str,
    neighbourhood: str,
    language: str,
    at: datetime,
) -> None:
    """
    Keep the passkey with which the browser has answered. Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the answer is not one to our question, or the account has too many.
    """
    spend_try(kind=Try.PASSKEY, name=str(account_id), neighbourhood=neighbourhood, at=at)
    challenge = passkeys.challenge_in(token, purpose=passkeys.registering(account_id), at=at)
    refusal = ProofRefused(_("That did not work. Try again."))
    if challenge is None:
        raise refusal
    try:
        credential = json.loads(answer)
        RegistrationResponse.from_dict(credential)
        made = passkeys.server_at(origin).register_complete(passkeys.state_of(challenge), credential)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise refusal from error
    with association_scope(INSTALLATION):
        _add(account_id, name, credential, challenge, made.counter, language, at)


@action
def _add(
    account_id: UUID,
    name: str,
    credential: object,
    challenge: bytes,
    counter: int,
    language: str,
    at: datetime,
) -> None:
    claim(challenge, account_id=account_id, at=at)
    account = Account.objects.select_for_update().get(id=account_id)
    held = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.WEBAUTHN)
    if held.count() >= MOST:
        raise ProofRefused(_("You have very many passkeys already. Remove one first."))
    data = {"name": name[:60], "credential": credential, "counter": counter}
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.WEBAUTHN, data=data, created_at=at, last_used_at=at
    )
    news = News(account=account, news="passkey_added", detail=name[:60], language=language)
    tell_owners(news=[news], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.factor_added", header={"kind": "webauthn"})], actor=actor, at=at)
