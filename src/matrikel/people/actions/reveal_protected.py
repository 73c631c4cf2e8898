"""Open what is sealed about a protected person, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people import storage
from matrikel.people.models import Person, ProtectedRecord
from matrikel.people.rules.records import Whereabouts


class RevealRefused(Refusal):
    """What is sealed stays sealed without a reason."""


REASONS = ("LETTER", "SAFETY", "PERSON_ASKED", "AUTHORITY", "CORRECTION")
"""Why somebody may open what is sealed: codes, so that the log's header holds no free text."""


@action
def reveal_protected(*, person_id: UUID, reason: str, actor: Actor, at: datetime) -> Whereabouts:
    """
    Return a protected person's whereabouts and record that they were seen, and why.

    :raises RevealRefused: the reason is not one of `REASONS`.
    :raises NotFound: there is no such person, or nothing is sealed about the person.
    """
    if reason not in REASONS:
        raise RevealRefused(_("Say why you need to see this."))
    person = Person.objects.filter(association_id=current_association(), id=person_id).first()
    sealed = ProtectedRecord.objects.filter(association_id=current_association(), person_id=person_id).first()
    if person is None or sealed is None:
        raise NotFound
    whereabouts = storage.read_whereabouts(sealed, person.audit_subject)
    record(
        acts=[
            Act(
                action="people.protected_revealed", subjects=[person.audit_subject], header={"reason": reason}
            )
        ],
        actor=actor,
        at=at,
    )
    return whereabouts
