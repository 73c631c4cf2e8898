"""Form households from people who live together; one is a list of one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
from matrikel.relations.models import Household, HouseholdMember
from matrikel.relations.rules.homes import Stay, home_key, is_primary_by_default, shared_address
from matrikel.relations.rules.records import HomeAddress, NewHousehold, NewHouseholdMember
from matrikel.relations.storage import HomeRefused


@action
def form_households(*, households: Sequence[NewHousehold], actor: Actor, at: datetime) -> list[UUID]:
    """
    Form households and return their ids in the same order.

    Where somebody protected lives in one, its address is sealed and the open columns stay empty. Where the same
    people form a household at the same address already, that one is returned: a button may be pressed twice.

    :raises HomeRefused: a household has nobody in it, or somebody would have homes that cannot be.
    :raises NotFound: a person is not of this association.
    """
    if not households:
        return []
    if not all(household.members for household in households):
        raise HomeRefused(_("A household has at least one person in it."))
    # The second of two presses waits, and finds the household of the first.
    one_at_a_time("households")
    association_id = current_association()
    everybody = {member.person_id for household in households for member in household.members}
    people = storage.load_people(everybody)
    stored = storage.load_stays(everybody)
    stays = {person_id: [storage.stay_of(row) for row in rows] for person_id, rows in stored.items()}
    wanting = [household for household in households if household.address is None]
    given = storage.given_addresses(
        [member.person_id for each in wanting for member in each.members], on=get_association().day_of(at)
    )
    there = _those_there(stored)
    ids, rows, member_rows, copies, subjects = [], [], [], [], []
    for household in households:
        address = household.address
        if address is None:
            address = shared_address(
                given[member.person_id] for member in household.members if member.person_id in given
            )
        same = there.get((_who(household.members), _where(address))) if household.id is None else None
        if same is not None:
            ids.append(same)
            continue
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
        subjects += [person.subject for person in own]
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
    if not rows:
        return ids
    storage.refuse_bad_homes(stays)
    insert_many(Household, storage.HOUSEHOLD_COLUMNS, rows)
    insert_many(HouseholdMember, storage.MEMBER_COLUMNS, member_rows)
    storage.insert_sealed(copies)
    only = {"household": str(rows[0][0])} if len(rows) == 1 else {"households": len(rows)}
    record(
        acts=[
            Act(
                action="relations.households_formed",
                subjects=list(dict.fromkeys(subjects)),
                header=only,
            )
        ],
        actor=actor,
        at=at,
    )
    return ids


Who = frozenset[tuple[UUID, date | None, date | None]]
Where = tuple[str, ...] | HomeAddress


def _who(members: Iterable[NewHouseholdMember | HouseholdMember]) -> Who:
    return frozenset((member.person_id, member.starts_on, member.ends_on) for member in members)


def _where(address: HomeAddress) -> Where:
    return home_key(address) or address


def _those_there(stored: dict[UUID, list[HouseholdMember]]) -> dict[tuple[Who, Where], UUID]:
    """Return the households in which persons live, by who lives there and when, and where that is."""
    ids = {row.household_id for rows in stored.values() for row in rows}
    if not ids:
        return {}
    households = Household.objects.filter(association_id=current_association(), id__in=ids).order_by("id")
    addresses = storage.read_addresses(households)
    members = storage.load_members(ids, on=None)
    return {
        (_who(members[household_id]), _where(address)): household_id
        for household_id, address in addresses.items()
    }
