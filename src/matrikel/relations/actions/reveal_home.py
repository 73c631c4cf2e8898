"""Open the address of a household in which somebody protected lives, for a reason that goes into the log."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people.actions.reveal_protected import REASONS, RevealRefused
from matrikel.relations import storage
from matrikel.relations.rules.records import HomeAddress


@action
def reveal_home(*, household_id: UUID, reason: str, actor: Actor, at: datetime) -> HomeAddress:
    """
    Return the sealed address, and record for everybody protected who lives there that it was seen, and why.

    It is recorded as what it is to them: their protected details were opened.

    :raises RevealRefused: the reason is not one of `REASONS`.
    :raises NotFound: there is no such household, or nobody protected in it.
    """
    if reason not in REASONS:
        raise RevealRefused(_("Say why you need to see this."))
    households = storage.lock_households([household_id])
    members = storage.load_members([household_id], on=get_association().day_of(at))[household_id]
    people = storage.load_people({member.person_id for member in members})
    hidden = [person.subject for person in people.values() if person.is_protected]
    if not hidden:
        raise NotFound
    record(
        acts=[
            Act(
                action="people.protected_revealed",
                subjects=hidden,
                header={"reason": reason, "household": str(household_id)},
            )
        ],
        actor=actor,
        at=at,
    )
    return storage.read_addresses(households.values())[household_id]
