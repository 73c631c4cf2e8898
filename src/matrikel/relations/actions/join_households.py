"""Let people join households that are there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.models import HouseholdMember
from matrikel.relations.rules.homes import Stay, is_primary_by_default
from matrikel.relations.rules.records import Joining


@action
def join_households(*, joinings: Sequence[Joining], actor: Actor, at: datetime) -> int:
    """
    Let people join households, and return how many joinings were written.

    :raises HomeRefused: somebody would have homes that cannot be.
    :raises NotFound: a person or household is not of this association.
    """
    if not joinings:
        return 0
    today = get_association().day_of(at)
    households = storage.lock_households({joining.household_id for joining in joinings})
    people = storage.load_people({joining.person_id for joining in joinings})
    stays = {
        person_id: [storage.stay_of(row) for row in rows]
        for person_id, rows in storage.load_stays(people).items()
    }
    rows = []
    for joining in joinings:
        own = stays[joining.person_id]
        stay = Stay(household_id=joining.household_id, starts_on=joining.starts_on, ends_on=joining.ends_on)
        is_primary = joining.is_primary
        if is_primary is None:
            is_primary = is_primary_by_default(stay, own)
        own.append(replace(stay, is_primary=is_primary))
        rows.append(
            storage.member_row(
                joining.household_id,
                joining.person_id,
                joining.starts_on,
                joining.ends_on,
                is_primary=is_primary,
            )
        )
    storage.refuse_bad_homes(stays)
    addresses = storage.read_addresses(households.values())
    insert_many(HouseholdMember, storage.MEMBER_COLUMNS, rows)
    for household in households.values():
        household.changed_at = at
    storage.settle(addresses, households=households, on=today)
    record(
        acts=[
            Act(
                action="relations.households_joined",
                subjects=[person.subject for person in people.values()],
                header={"household": str(joinings[0].household_id)}
                if len(households) == 1
                else {"households": len(households)},
            )
        ],
        actor=actor,
        at=at,
    )
    return len(rows)
