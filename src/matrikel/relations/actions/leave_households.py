"""Let people leave households, each on a day, or take out who never lived there."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.models import HouseholdMember
from matrikel.relations.rules.records import Leaving
from matrikel.relations.storage import HomeRefused


@action
def leave_households(*, leavings: Sequence[Leaving], actor: Actor, at: datetime) -> None:
    """
    End people's time in households; whoever was protected takes the sealing of the address along.

    :raises HomeRefused: somebody would leave before the day of moving in.
    :raises NotFound: somebody does not live in that household, or there is none.
    """
    if not leavings:
        return
    today = get_association().day_of(at)
    households = storage.lock_households({leaving.household_id for leaving in leavings})
    addresses = storage.read_addresses(households.values())
    members = {
        (member.household_id, member.person_id): member
        for own in storage.load_members(households, on=today).values()
        for member in own
    }
    people = storage.load_people({leaving.person_id for leaving in leavings})
    ended, mistaken, changes = [], [], []
    for leaving in leavings:
        member = members.get((leaving.household_id, leaving.person_id))
        if member is None:
            raise NotFound
        changes.append(
            Change(
                subject=people[leaving.person_id].subject,
                values={"lives_there_until": (member.ends_on, leaving.ends_on)},
            )
        )
        if leaving.ends_on is None:
            mistaken.append(member.id)
            continue
        if member.starts_on is not None and leaving.ends_on <= member.starts_on:
            raise HomeRefused(
                _("Somebody leaves a household after the day of joining it."), person_id=leaving.person_id
            )
        member.during = Range(member.starts_on, leaving.ends_on, "[)")
        ended.append(member)
    HouseholdMember.objects.bulk_update(ended, ["during"])
    HouseholdMember.objects.filter(association_id=current_association(), id__in=mistaken).delete()
    for household in households.values():
        household.changed_at = at
    storage.settle(addresses, households=households, on=today)
    record(
        acts=[
            Act(
                action="relations.households_left",
                subjects=[person.subject for person in people.values()],
                header={"household": str(leavings[0].household_id)}
                if len(households) == 1
                else {"households": len(households)},
                changes=changes,
            )
        ],
        actor=actor,
        at=at,
    )
