"""Let letters go to addresses again from which they came back: somebody has looked."""

from collections.abc import Sequence
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.actions.suppress_addresses import COLUMNS
from matrikel.privacy.models import SuppressionEvent
from matrikel.privacy.queries import list_suppressed


@action
def lift_suppressions(*, address_keys: Sequence[bytes], actor: Actor, at: datetime) -> int:
    """
    Lift what was put on addresses because letters came back, and return how many rows were added.

    What the person asked for stays: only the person can take that back.
    """
    held = list_suppressed(address_keys=set(address_keys))
    lifted = [
        (key, row)
        for key, rows in held.items()
        for row in rows
        if row.reason == SuppressionEvent.Reason.CAME_BACK
    ]
    if not lifted:
        return 0
    association_id = current_association()
    insert_many(
        SuppressionEvent,
        COLUMNS,
        [
            (new_id(), association_id, row.channel, key, row.purpose, "LIFTED", row.reason, at)
            for key, row in lifted
        ],
    )
    act = Act(action="privacy.suppressions_lifted", header={"addresses": len(lifted)})
    record(acts=[act], actor=actor, at=at)
    return len(lifted)
