"""Write down that somebody has signed in, know the browser again, and tell them of a new one."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from matrikel.access.models import Account
from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.tell_owners import News, tell_owners
from matrikel.authentication.models import FactorReset, KnownBrowser
from matrikel.authentication.rules.proofs import Way
from matrikel.authentication.storage import hash_of
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION, new_id
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action

REMEMBERED_FOR = timedelta(days=30)


def note_sign_in(
    *,
    account_id: UUID,
    by: Way,
    with_factor: bool,
    device: str,
    browser_secret: str,
    remember: bool,
    language: str,
    at: datetime,
) -> str:
    """
    Return the secret by which this browser is known again: its own, or a new one.

    The first time in a browser a letter tells the account's owner, unless it is the very first of all. `remember`
    lets the browser stand in for the second step for thirty days; `with_factor` says that the step was made now, not
    that a browser stood in for it. Opens the installation's scope itself.
    """
    with association_scope(INSTALLATION):
        return _note(
            account_id, by, device, browser_secret or secrets.token_urlsafe(32), language, at,
            with_factor=with_factor, remember=remember,
        )  # fmt: skip


@action
def _note(
    account_id: UUID,
    by: Way,
    device: str,
    secret: str,
    language: str,
    at: datetime,
    *,
    with_factor: bool,
    remember: bool,
) -> str:
    known = KnownBrowser.objects.filter(account_id=account_id)
    is_first = not known.exists()
    browser, is_new = KnownBrowser.objects.get_or_create(
        account_id=account_id,
        secret_hash=hash_of(secret),
        defaults={"id": new_id(), "device": device, "first_seen_at": at, "last_seen_at": at},
    )
    if remember and with_factor:
        # Whoever sat at this browser before may have noted down what it held until now.
        secret = secrets.token_urlsafe(32)
        known.filter(id=browser.id).update(
            device=device,
            last_seen_at=at,
            secret_hash=hash_of(secret),
            remembered_until=at + REMEMBERED_FOR,
        )
    elif not is_new:
        known.filter(id=browser.id).update(device=device, last_seen_at=at)
    if with_factor:
        # Whoever still has a second step has lost nothing.
        FactorReset.objects.filter(account_id=account_id).delete()
    if is_new and not is_first:
        account = Account.objects.get(id=account_id)
        tell_owners(news=[News(account=account, news="new_device", detail=device, language=language)], at=at)
    header = {"by": by.value, "factor": with_factor, "new_browser": is_new}
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
    record(acts=[Act(action="authentication.signed_in", header=header)], actor=actor, at=at)
    return secret
