"""Make the current association a member association of another."""

from datetime import date, datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Affiliation


@action
def affiliate_association(*, upper_association_id: UUID, starts_on: date, actor: Actor, at: datetime) -> None:
    """Record that the current association belongs to another from a date on; both sides see the row."""
    Affiliation.objects.create(
        id=new_id(),
        association_id=current_association(),
        upper_association_id=upper_association_id,
        starts_on=starts_on,
    )
    record(
        acts=[Act(action="organisations.affiliated", header={"upper": str(upper_association_id)})],
        actor=actor,
        at=at,
    )
