"""Keep letters away from addresses: they came back, or somebody asked for none."""

from collections.abc import Sequence
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.privacy.models import SuppressionEvent
from matrikel.privacy.queries import list_suppressed
from matrikel.privacy.rules import NewSuppression

COLUMNS = ("id", "association_id", "channel", "address_key", "purpose", "kind", "reason", "recorded_at")


@action
def suppress_addresses(*, suppressions: Sequence[NewSuppression], actor: Actor, at: datetime) -> int:
    """Add one row for each address that is not kept from this already, and return how many were added."""
    held = list_suppressed(address_keys={each.address_key for each in suppressions})
    known = {(key, row.purpose, row.reason) for key, rows in held.items() for row in rows}
    fresh = [each for each in suppressions if (each.address_key, each.purpose, each.reason) not in known]
    if not fresh:
        return 0
    association_id = current_association()
    insert_many(
        SuppressionEvent,
        COLUMNS,
        [
            (new_id(), association_id, "EMAIL", each.address_key, each.purpose, "ADDED", each.reason, at)
            for each in fresh
        ],
    )
    reasons = sorted({each.reason for each in fresh})
    act = Act(action="privacy.addresses_suppressed", header={"addresses": len(fresh), "reasons": reasons})
    record(acts=[act], actor=actor, at=at)
    return len(fresh)
