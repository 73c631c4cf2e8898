"""Put a household's name or address right, where nobody moved."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import Refusal
from matrikel.kernel.texts import is_line
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.rules.records import HouseholdChange
from matrikel.relations.storage import HomeRefused

LONGEST_NAME = 80


class HouseholdOvertaken(Refusal):
    """Somebody else changed a household meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else changed this household meanwhile. Look at it again."))


@action
def change_households(*, changes: Sequence[HouseholdChange], actor: Actor, at: datetime) -> None:
    """
    Change names and addresses of households; the members' own addresses stay as they are.

    :raises HouseholdOvertaken: a version is not the one that the editor saw; nothing is changed.
    :raises HomeRefused: a name is too long.
    :raises NotFound: there is no such household in this association.
    """
    if not changes:
        return
    today = get_association().day_of(at)
    households = storage.lock_households({change.household_id for change in changes})
    addresses = storage.read_addresses(households.values())
    before = dict(addresses)
    for change in changes:
        household = households[change.household_id]
        if household.version != change.version:
            raise HouseholdOvertaken
        if change.name is not None:
            if not is_line(change.name.strip(), LONGEST_NAME):
                raise HomeRefused(
                    _("That is one line of at most %(longest)s characters.") % {"longest": LONGEST_NAME}
                )
            household.name = change.name.strip()
        if change.address is not None:
            addresses[household.id] = change.address
        household.changed_at = at
    members = storage.load_members(households, on=today)
    storage.settle(addresses, households=households, on=today)
    people = storage.load_people({member.person_id for own in members.values() for member in own})
    record(
        acts=[
            Act(
                action="relations.household_changed",
                subjects=[people[member.person_id].subject for member in members[household_id]],
                header={"household": str(household_id)},
                changes=[
                    Change(
                        subject=people[member.person_id].subject,
                        values={
                            "household_address": (
                                asdict(before[household_id]),
                                asdict(addresses[household_id]),
                            )
                        },
                    )
                    for member in members[household_id]
                    if before[household_id] != addresses[household_id]
                ],
            )
            for household_id in households
        ],
        actor=actor,
        at=at,
    )
