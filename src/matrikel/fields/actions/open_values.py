"""Open what own fields keep sealed about a person, and write down that it was opened and why."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.fields import storage
from matrikel.fields.models import SealedFieldValue
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.actions.reveal_protected import REASONS
from matrikel.people.models import Person


class OpeningRefused(Refusal):
    """What is sealed stays sealed without a reason."""


@action
def open_values(
    *, person_id: UUID, field_ids: Sequence[UUID], reason: str, actor: Actor, at: datetime
) -> dict[UUID, tuple[str, ...]]:
    """
    Return what these fields keep sealed about a person, by field.

    Which of them somebody may open is for the door to say (`list_values` with its viewer).

    :raises OpeningRefused: the reason is not one of `REASONS` of the people room.
    :raises NotFound: there is no such person, or nothing is sealed in these fields.
    """
    if reason not in REASONS:
        raise OpeningRefused(_("Say why you need to see this."))
    person = Person.objects.filter(association_id=current_association(), id=person_id).first()
    rows = list(
        SealedFieldValue.objects.filter(
            association_id=current_association(), person_id=person_id, field_id__in=list(field_ids)
        ).order_by("field_id", "part")
    )
    if person is None or not rows:
        raise NotFound
    opened: dict[UUID, tuple[str, ...]] = {}
    for row, text in zip(rows, storage.open_values(rows, {person.id: person.audit_subject}), strict=True):
        opened[row.field_id] = (*opened.get(row.field_id, ()), text)
    header = {"reason": reason, "fields": [str(field_id) for field_id in opened]}
    act = Act(action="fields.values_opened", subjects=[person.audit_subject], header=header)
    record(acts=[act], actor=actor, at=at)
    return opened
