"""Let browsers no longer stand in for the second step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from matrikel.audit.actions.record import Act, record
from matrikel.authentication.models import KnownBrowser
from matrikel.authentication.storage import hash_of
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def forget_browsers(*, account_id: UUID, browser_ids: Sequence[UUID], at: datetime) -> int:
    """Ask for the second step again in browsers, and return in how many. Opens the installation's scope itself."""
    with association_scope(INSTALLATION):
        return _forget(account_id, browser_ids, at)


@action
def _forget(account_id: UUID, browser_ids: Sequence[UUID], at: datetime) -> int:
    return _forgotten(account_id, KnownBrowser.objects.filter(id__in=list(browser_ids)), at)


def forget_other_browsers(*, account_id: UUID, browser_secret: str, at: datetime) -> int:
    """Ask for the second step again in all browsers but the one at hand, within the caller's transaction."""
    others = KnownBrowser.objects.exclude(secret_hash=hash_of(browser_secret))
    return _forgotten(account_id, others, at)


def _forgotten(account_id: UUID, browsers: QuerySet[KnownBrowser], at: datetime) -> int:
    remembered = browsers.filter(account_id=account_id, remembered_until__isnull=False)
    forgotten = remembered.update(remembered_until=None)
    if forgotten:
        actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
        header = {"forgotten": forgotten}
        record(acts=[Act(action="authentication.browsers_forgotten", header=header)], actor=actor, at=at)
    return forgotten
