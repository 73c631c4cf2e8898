"""End sessions of one's own, singly or all but the one at hand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.authentication.actions.forget_browsers import forget_other_browsers
from matrikel.authentication.models import Session
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def end_sessions(
    *,
    account_id: UUID,
    session_ids: Sequence[UUID] | None = None,
    keep: UUID | None = None,
    browser_secret: str = "",
    at: datetime,
) -> int:
    """
    Sign an account out of sessions, of all without ids, and return of how many; `keep` is the one at hand.

    With all of them go the browsers that stand in for the second step, but for the one with `browser_secret`.
    Opens the installation's scope itself.
    """
    with association_scope(INSTALLATION):
        return _end(account_id, session_ids, keep, browser_secret, at)


@action
def _end(
    account_id: UUID, session_ids: Sequence[UUID] | None, keep: UUID | None, browser_secret: str, at: datetime
) -> int:
    found = Session.objects.filter(account_id=account_id)
    if session_ids is None:
        forget_other_browsers(account_id=account_id, browser_secret=browser_secret, at=at)
    else:
        found = found.filter(id__in=list(session_ids))
    if keep is not None:
        found = found.exclude(id=keep)
    ended, _by_table = found.delete()
    if ended:
        actor = Actor(kind=ActorKind.ACCOUNT, id=account_id)
        header = {"ended": ended}
        record(acts=[Act(action="authentication.sessions_ended", header=header)], actor=actor, at=at)
    return ended
