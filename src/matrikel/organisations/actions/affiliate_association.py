"""Make the current association a member association of another."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Affiliation


class AffiliationRefused(Refusal):
    """The association cannot become a member association as asked."""


@action
def affiliate_association(*, upper_association_id: UUID, starts_on: date, actor: Actor, at: datetime) -> None:
    """
    Record that the current association belongs to another from a date on; both sides see the row.

    :raises AffiliationRefused: it belongs there already on that day or later, or it would belong to itself.
    """
    association_id = current_association()
    if upper_association_id == association_id:
        raise AffiliationRefused(_("An association cannot be a member of itself."))
    # Two at once would each find that there is none yet.
    one_at_a_time("affiliations")
    standing = Affiliation.objects.filter(
        Q(ends_on=None) | Q(ends_on__gt=starts_on),
        association_id=association_id,
        upper_association_id=upper_association_id,
    )
    if standing.exists():
        raise AffiliationRefused(_("It is a member association there already, on that day or later."))
    Affiliation.objects.create(
        id=new_id(),
        association_id=association_id,
        upper_association_id=upper_association_id,
        starts_on=starts_on,
    )
    record(
        acts=[Act(action="organisations.affiliated", header={"upper": str(upper_association_id)})],
        actor=actor,
        at=at,
    )
