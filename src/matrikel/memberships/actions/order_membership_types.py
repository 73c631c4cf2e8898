"""Put membership types into an order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.memberships.models import MembershipType
from matrikel.memberships.queries import list_membership_types


@action
def order_membership_types(*, type_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Put these types first, in this order; the others follow as they were, and unknown ids count for nothing."""
    one_at_a_time("membership types")
    now = [each.id for each in list_membership_types()]
    wanted = [type_id for type_id in dict.fromkeys(type_ids) if type_id in now]
    order = [*wanted, *(type_id for type_id in now if type_id not in wanted)]
    if order == now:
        return
    places = {type_id: place for place, type_id in enumerate(order)}
    rows = list(MembershipType.objects.filter(association_id=current_association()))
    for row in rows:
        row.position = places[row.id]
    MembershipType.objects.bulk_update(rows, ["position"])
    header = {"types": [str(type_id) for type_id in order]}
    record(acts=[Act(action="memberships.types_ordered", header=header)], actor=actor, at=at)
