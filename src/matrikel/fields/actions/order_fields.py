"""Put own fields into an order."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import Field
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def order_fields(*, field_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """
    Let forms, pages and lists show fields in this order; the ones that are not named follow as they stood.

    :raises NotFound: a field is not of this association.
    """
    one_at_a_time("own fields")
    fields = list(Field.objects.filter(association_id=current_association()).order_by("position", "id"))
    known = {field.id: field for field in fields}
    if not set(field_ids) <= set(known):
        raise NotFound
    first = list(dict.fromkeys(field_ids))
    order = [*first, *(field.id for field in fields if field.id not in first)]
    if order == [field.id for field in fields]:
        return
    for position, field_id in enumerate(order):
        known[field_id].position = position
    Field.objects.bulk_update(fields, ["position"])
    record(
        acts=[Act(action="fields.fields_ordered", header={"fields": [str(each) for each in order]})],
        actor=actor,
        at=at,
    )
