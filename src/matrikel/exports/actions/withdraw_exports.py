"""Take files back that have not been fetched or may not be fetched again."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.exports.storage import find_open_about, find_open_of, withdraw
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def withdraw_exports(
    *,
    account_ids: Sequence[UUID] = (),
    subjects: Sequence[UUID] = (),
    actor: Actor,
    at: datetime,
) -> int:
    """
    Stop what accounts have asked for and delete their files; so, too, every file that persons stand in.

    Returns how many exports that were. What was fetched already is out of reach: the log says who has it.
    """
    found = sorted({*find_open_of(account_ids), *find_open_about(subjects)})
    if found:
        withdraw(found)
        acts = [Act(action="exports.withdrawn", header={"export": str(each)}) for each in found]
        record(acts=acts, actor=actor, at=at)
    return len(found)
