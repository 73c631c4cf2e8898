"""Form households from people who live together; one is a list of one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.relations import storage
from matrikel.relations.models import Household, HouseholdMember
from matrikel.relations.rules.homes import Stay, is_primary_by_default, shared_address
from matrikel.relations.rules.records import HomeAddress, NewHousehold
from matrikel.relations.storage import HomeRefused


@action
def form_households(*, households: Sequence[NewHousehold], actor: Actor, at: datetime) -> list[UUID]:
    """
    Form households and return their ids in the same order.

    Where somebody protected lives in one, its address is sealed and the open columns stay empty.

    :raises HomeRefused: a household has nobody in it, or somebody would have homes that cannot be.
    :raises NotFound: a person is not of this association.
    """
    if not households:
        return []
    if not all(household.members for household in households):
        raise HomeRefused(_("A household has at least one person in it."))
    association_id = current_association()
    everybody = {member.person_id for household in households for member in household.members}
    people = storage.load_people(everybody)
    stays = {
        person_id: [storage.stay_of(row) for row in rows]
        for person_id, rows in storage.load_stays(everybody).items()
    }
    wanting = [household for household in households if household.address is None]
    given = storage.given_addresses([member.person_id for each in wanting for member in each.members])
    ids, rows, member_rows, copies = [], [], [], []
    for household in households:
        household_id = household.id or new_id()
        ids.append(household_id)
        for member in household.members:
            stay = Stay(household_id=household_id, starts_on=member.starts_on, ends_on=member.ends_on)
            is_primary = member.is_primary
            if is_primary is None:
                is_primary = is_primary_by_default(stay, stays[member.person_id])
            stays[member.person_id].append(
                Stay(
                    household_id=household_id,
                    starts_on=member.starts_on,
                    ends_on=member.ends_on,
                    is_primary=is_primary,
                )
            )
            member_rows.append(
                storage.member_row(
                    household_id, member.person_id, member.starts_on, member.ends_on, is_primary=is_primary
                )
            )
        own = [people[member.person_id] for member in household.members]
        address = household.address
        if address is None:
            address = shared_address(
                given[member.person_id] for member in household.members if member.person_id in given
            )
        hidden = [person for person in own if person.is_protected]
        copies += [(household_id, person, address) for person in hidden if not address.is_empty]
        shown = HomeAddress() if hidden else address
        name = household.name.strip()
        rows.append(
            (
                household_id,
                association_id,
                name,
                storage.sort_key_of(name, own),
                *(getattr(shown, part) for part in storage.ADDRESS_PARTS),
                1,
                at,
                at,
            )
        )
    storage.refuse_bad_homes(stays)
    insert_many(Household, storage.HOUSEHOLD_COLUMNS, rows)
    insert_many(HouseholdMember, storage.MEMBER_COLUMNS, member_rows)
    storage.insert_sealed(copies)
    only = {"household": str(ids[0])} if len(ids) == 1 else {"households": len(ids)}
    record(
        acts=[
            Act(
                action="relations.households_formed",
                subjects=[person.subject for person in people.values()],
                header=only,
            )
        ],
        actor=actor,
        at=at,
    )
    return ids
