"""Write down that somebody was refused, without saying who tried what."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.authentication.rules.limits import Try
from matrikel.kernel.actors import Actor, ActorKind, automatic
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope
from matrikel.kernel.transactions import action


def note_refused(*, kind: Try, account_id: UUID | None = None, waits: bool = False, at: datetime) -> None:
    """
    Record a refusal in a transaction of its own; `waits` says that there were too many.

    `account_id` only where the first step has shown whose it is. Opens the installation's scope itself.
    """
    with association_scope(INSTALLATION):
        _note(kind, account_id, at, waits=waits)


@action
def _note(kind: Try, account_id: UUID | None, at: datetime, *, waits: bool) -> None:
    actor = Actor(kind=ActorKind.ACCOUNT, id=account_id) if account_id else automatic("front")
    header = {"kind": kind.value, "waits": waits}
    record(acts=[Act(action="authentication.refused", header=header)], actor=actor, at=at)
