"""Open a person's national identity number, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people import storage
from matrikel.people.actions.reveal_protected import REASONS, RevealRefused
from matrikel.people.models import IdentityNumber, Person


@action
def reveal_identity_number(*, person_id: UUID, reason: str, actor: Actor, at: datetime) -> str:
    """
    Return a person's identity number, normalised, and record that it was seen, and why.

    :raises RevealRefused: the reason is not one of `REASONS`.
    :raises NotFound: there is no such person, or no number.
    """
    if reason not in REASONS:
        raise RevealRefused(_("Say why you need to see this."))
    person = Person.objects.filter(association_id=current_association(), id=person_id).first()
    number = IdentityNumber.objects.filter(association_id=current_association(), person_id=person_id).first()
    if person is None or number is None:
        raise NotFound
    value = storage.read_identity_number(number, person.audit_subject)
    record(
        acts=[
            Act(
                action="people.identity_number_revealed",
                subjects=[person.audit_subject],
                header={"reason": reason},
            )
        ],
        actor=actor,
        at=at,
    )
    return value
