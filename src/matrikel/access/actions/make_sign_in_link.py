"""Make a link that signs somebody in once."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.access.models import SignInLink
from matrikel.access.rules.links import hash_of
from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action

VALID_FOR = timedelta(hours=24)


@action
def make_sign_in_link(
    *, account_id: UUID, lands_on: str, actor: Actor, at: datetime, valid_for: timedelta = VALID_FOR
) -> str:
    """
    Return the path of a link that signs the account in once, within a day, and then shows `lands_on`.

    The association of the scope writes down for whom a link was made: whoever holds it, comes in.
    """
    secret = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        id=new_id(),
        account_id=account_id,
        secret_hash=hash_of(secret),
        lands_on=lands_on,
        expires_at=at + valid_for,
    )
    act = Act(action="access.sign_in_link_made", header={"account": str(account_id)})
    record(acts=[act], actor=actor, at=at)
    return f"/sign-in/{secret}/"
