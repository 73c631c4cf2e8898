"""Add an app that makes codes as the second step."""

import re
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.utils.translation import gettext as _

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.actions.use_factor_code import counter_of
from matrikel.authentication.adapter import factors_of
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.rules.limits import Try
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def add_app(
    *, account_id: UUID, secret: str, code: str, neighbourhood: str, language: str, at: datetime
) -> None:
    """
    Keep the secret that an app was shown, once it has made a right code; it replaces the app from before.

    Opens the installation's scope itself.

    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the code is not the app's.
    """
    spend_try(kind=Try.FACTOR, name=str(account_id), neighbourhood=neighbourhood, at=at)
    counter = counter_of(secret, re.sub(r"\D", "", code), after=0, at=at)
    if counter is None:
        raise ProofRefused(
            _(
                "That is not the code that the app shows for Matrikel now. "
                "Check that the clock of your telephone is right."
            )
        )
    with association_scope(INSTALLATION):
        _add(account_id, secret, counter, language, at)


@action
def _add(account_id: UUID, secret: str, counter: int, language: str, at: datetime) -> None:
    account = Account.objects.select_for_update().get(id=account_id)
    Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).delete()
    with factors_of(account_id):
        data = {"secret": encrypt(secret), "used": counter}
    Authenticator.objects.create(
        user=account, type=Authenticator.Type.TOTP, data=data, created_at=at, last_used_at=at
    )
    tell_owners(news=[News(account=account, news="app_added", language=language)], at=at)
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.factor_added", header={"kind": "totp"})], actor=actor, at=at)
