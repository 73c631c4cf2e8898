"""Write down that somebody read a letter."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person


@action
def note_letter_read(*, letter_id: UUID, person_id: UUID | None, actor: Actor, at: datetime) -> None:
    """Record a look at a letter, among the looks at the person to whom it went."""
    subjects = Person.objects.filter(
        association_id=current_association(), id__in=[person_id] if person_id else []
    ).values_list("audit_subject", flat=True)
    act = Act(action="mail.letter_read", subjects=list(subjects), header={"letter": str(letter_id)})
    record(acts=[act], actor=actor, at=at)
