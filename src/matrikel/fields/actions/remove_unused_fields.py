"""Remove own fields that hold nothing, as when the import for which one was made is taken back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import Field, FieldOption, FieldValue, SealedFieldValue
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def remove_unused_fields(*, field_ids: Sequence[UUID], actor: Actor, at: datetime) -> list[UUID]:
    """
    Remove those of the fields that nobody has changed since they were made and that hold nothing; returns which.

    A field that holds something is retired, so that whoever is asked about can see when it goes.
    """
    mine = {"association_id": current_association()}
    fresh = set(
        Field.objects.select_for_update()
        .filter(**mine, id__in=list(field_ids), version=1, retired_on=None)
        .order_by("id")
        .values_list("id", flat=True)
    )
    for model in (FieldValue, SealedFieldValue):
        held = model._default_manager.filter(**mine, field_id__in=fresh)
        fresh -= set(held.values_list("field_id", flat=True).distinct())
    unused = sorted(fresh)
    if not unused:
        return []
    FieldOption.objects.filter(**mine, field_id__in=unused).delete()
    Field.objects.filter(**mine, id__in=unused).delete()
    header = {"fields": [str(field_id) for field_id in unused]}
    record(acts=[Act(action="fields.fields_removed", header=header)], actor=actor, at=at)
    return unused
