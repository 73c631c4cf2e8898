"""Delete everything that own fields hold about persons, as when an import is undone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.fields.models import FieldValue, SealedFieldValue
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person


@action
def forget_values(
    *, person_ids: Sequence[UUID], actor: Actor, at: datetime, source_run: UUID | None = None
) -> int:
    """
    Forget what is held about these persons and return how many values that were; unknown persons have none.

    With `source_run` only what that import wrote and nobody has written anew goes.
    """
    mine: dict[str, object] = {"association_id": current_association(), "person_id__in": list(person_ids)}
    if source_run is not None:
        mine["source_run"] = source_run
    count = sum(model.objects.filter(**mine).delete()[0] for model in (FieldValue, SealedFieldValue))
    if count:
        subjects = Person.objects.filter(
            association_id=current_association(), id__in=list(person_ids)
        ).values_list("audit_subject", flat=True)
        act = Act(action="fields.values_forgotten", subjects=list(subjects), header={"because": "person"})
        record(acts=[act], actor=actor, at=at)
    return count
