"""Lower the protection of persons, or take it away: once two have agreed, as the room above sees to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.actions.change_people import PersonOvertaken, write_changes
from matrikel.people.models import Person
from matrikel.people.rules.records import PersonChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    """Whose protection becomes `level` (NONE: ends), and which level it had when that was asked for."""

    person_id: UUID
    held: str
    level: str


@action
def lift_protections(*, lifts: Sequence[Lift], actor: Actor, at: datetime) -> int:
    """
    Lower protections, bring back what was sealed where one ends, and return how many were lowered.

    :raises NotFound: somebody does not exist in this association.
    :raises PersonOvertaken: somebody's protection is not the one any more about which was asked.
    """
    wanted = {lift.person_id: lift for lift in lifts}
    stand = {
        person.id: person
        for person in Person.objects.select_for_update()
        .filter(association_id=current_association(), id__in=list(wanted))
        .order_by("id")
    }
    if len(stand) != len(wanted):
        raise NotFound
    overtaken = [each for each, lift in wanted.items() if stand[each].protection != lift.held]
    if overtaken:
        raise PersonOvertaken(overtaken)
    changes = [
        PersonChange(person_id=each, version=stand[each].version, values={"protection": lift.level})
        for each, lift in wanted.items()
    ]
    return write_changes(changes, lifted=frozenset(wanted), actor=actor, at=at)
