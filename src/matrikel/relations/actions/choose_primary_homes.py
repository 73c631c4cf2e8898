"""Choose to which of two homes a person's post goes."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action
from matrikel.relations import storage
from matrikel.relations.models import HouseholdMember


@action
def choose_primary_homes(*, homes: Mapping[UUID, UUID], actor: Actor, at: datetime) -> None:
    """
    Mark for each person (the key) the household (the value) that is the primary home, and no other.

    :raises NotFound: the person has no such home.
    """
    people = storage.load_people(homes)
    stays = storage.load_stays(homes)
    marked: list[HouseholdMember] = []
    unmarked: list[HouseholdMember] = []
    for person_id, household_id in homes.items():
        own = stays[person_id]
        chosen = [member for member in own if member.household_id == household_id]
        if not chosen:
            raise NotFound
        for member in own:
            member.is_primary = member.household_id == household_id
            (marked if member.is_primary else unmarked).append(member)
    # First away with the old marks: two of one time are refused by the database.
    HouseholdMember.objects.bulk_update(unmarked, ["is_primary"])
    HouseholdMember.objects.bulk_update(marked, ["is_primary"])
    record(
        acts=[
            Act(
                action="relations.primary_home_chosen",
                subjects=[person.subject for person in people.values()],
                header={"persons": len(people)},
            )
        ],
        actor=actor,
        at=at,
    )
