"""Write down that somebody looked at persons, so that they can see it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person


@action
def note_looks(*, person_ids: Sequence[UUID], function: str, actor: Actor, at: datetime) -> None:
    """Record one look at persons; `function` is the name of the page or command through which one looked."""
    subjects = Person.objects.filter(association_id=current_association(), id__in=person_ids)
    record(
        acts=[
            Act(
                action="people.person_viewed",
                subjects=list(subjects.values_list("audit_subject", flat=True)),
                header={"function": function},
            )
        ],
        actor=actor,
        at=at,
    )
