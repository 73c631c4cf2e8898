"""Move households, or some of their people; the members' own addresses that were the old one follow."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, seal
from matrikel.organisations.queries import get_association
from matrikel.people.actions.change_people import change_people
from matrikel.people.models import Person
from matrikel.people.rules.addresses import PostalAddress
from matrikel.people.rules.records import AddressChange, PersonChange
from matrikel.relations import storage
from matrikel.relations.actions.change_households import HouseholdOvertaken
from matrikel.relations.models import Household, HouseholdMember, HouseholdMove, Mover
from matrikel.relations.rules.homes import MovePlan, MoveProblem, Stays, plan_move
from matrikel.relations.rules.records import HomeAddress, Move
from matrikel.relations.storage import HomeRefused

MOVER_COLUMNS = (
    *("id", "association_id", "move_id", "person_id", "how"),
    *("address_followed", "was_primary", "ended_before", "version"),
)


class MoveRefused(Refusal):
    """A move cannot be made as asked; `reason` says why."""

    def __init__(self, reason: MoveProblem) -> None:
        super().__init__(
            {
                MoveProblem.NOBODY_MOVES: _("Choose at least one person who moves."),
                MoveProblem.NOT_A_MEMBER: _("Somebody chosen does not live in this household."),
                MoveProblem.MOVES_AND_STAYS: _("Somebody cannot move out and live in both homes."),
                MoveProblem.SAME_ADDRESS: _("This is the address where the household lives already."),
                MoveProblem.NO_ADDRESS: _("Write the new address."),
                MoveProblem.IN_THE_FUTURE: _(
                    "That day is still to come. Letters would go to the new address too early: come back on the day."
                ),
            }[reason]
        )
        self.reason = reason


@dataclass(slots=True)
class _Work:
    """One move on its way: what was read, what was decided, what is to be written."""

    move: Move
    plan: MovePlan
    household: Household
    members: list[HouseholdMember]
    before: HomeAddress
    id: UUID = field(default_factory=new_id)
    new_household_id: UUID | None = None
    movers: list[tuple[HouseholdMember, str, bool, date | None]] = field(default_factory=list)


@action
def move_households(*, moves: Sequence[Move], actor: Actor, at: datetime) -> list[UUID]:
    """
    Move households and return the ids of the moves, in the same order, by which they can be taken back.

    Whoever moves takes the own postal address along where it was the household's; so does whoever lives in both
    homes and gets the post at the new one. Whoever stays keeps everything.

    :raises MoveRefused: the move cannot be, for one of the reasons of `MoveProblem`.
    :raises HomeRefused: somebody would have three homes, or joined only after the day of the move.
    :raises HouseholdOvertaken: somebody else changed the household meanwhile.
    :raises NotFound: there is no such household in this association.
    """
    if not moves:
        return []
    today = get_association().day_of(at)
    households = storage.lock_households({move.household_id for move in moves})
    addresses = storage.read_addresses(households.values())
    members = storage.load_members(households, on=today)
    works = []
    for move in moves:
        household = households[move.household_id]
        if household.version != move.version:
            raise HouseholdOvertaken
        plan = plan_move(
            [member.person_id for member in members[household.id]],
            moving=move.person_ids,
            both=move.both_ids,
            # Only with what stands in the open: a refusal would tell whoever guesses a sealed address that it is right.
            before=storage.address_of(household),
            after=move.address,
            moved_on=move.moved_on,
            today=today,
        )
        if isinstance(plan, MoveProblem):
            raise MoveRefused(plan)
        works.append(_Work(move, plan, household, members[household.id], addresses[household.id]))
    for work in works:
        _decide(work)
    _refuse_bad_homes(works)
    _write_members(works, at=at)
    _settle(works, households, today=today, at=at)
    followed = _let_addresses_follow(works, actor=actor, at=at)
    _keep(works, followed, at=at)
    _record(works, actor=actor, at=at)
    return [work.id for work in works]


def _decide(work: _Work) -> None:
    fates = dict(work.plan.fates)
    if not work.plan.is_whole:
        work.new_household_id = new_id()
    for member in work.members:
        fate = fates[member.person_id]
        if fate is Stays.STAYS:
            continue
        how = Mover.How.BOTH if fate is Stays.BOTH else Mover.How.MOVED
        work.movers.append((member, how.value, member.is_primary, member.ends_on))
        if work.plan.is_whole:
            continue
        if member.starts_on is not None and member.starts_on >= work.move.moved_on:
            raise HomeRefused(
                _("Somebody joined the household on or after the day of the move."),
                person_id=member.person_id,
            )


def _refuse_bad_homes(works: Sequence[_Work]) -> None:
    parting = [work for work in works if not work.plan.is_whole]
    stored = storage.load_stays({member.person_id for work in parting for member, *_rest in work.movers})
    ends: dict[UUID, date] = {}
    begins: dict[UUID, list[tuple[_Work, HouseholdMember, str]]] = {}
    for work in parting:
        for member, how, _was_primary, _ended_before in work.movers:
            begins.setdefault(member.person_id, []).append((work, member, how))
            if how == Mover.How.MOVED:
                ends[member.id] = work.move.moved_on
    stays = {}
    for person_id, rows in stored.items():
        own = []
        for row in rows:
            if row.id in ends:
                row.during = Range(row.starts_on, ends[row.id], "[)")
                row.ends_on = ends[row.id]
            if any(
                _is_primary_at_new(work, row, how)
                for work, member, how in begins[person_id]
                if member.id == row.id
            ):
                row.is_primary = row.id in ends and row.is_primary
            own.append(storage.stay_of(row))
        stays[person_id] = own
    storage.refuse_bad_homes(stays)


def _is_primary_at_new(work: _Work, member: HouseholdMember, how: str) -> bool:
    return how == Mover.How.BOTH and member.person_id in set(work.move.primary_at_new)


def _write_members(works: Sequence[_Work], *, at: datetime) -> None:
    association_id = current_association()
    changed, households, rows = [], [], []
    for work in works:
        if work.new_household_id is None:
            continue
        households.append(
            (work.new_household_id, association_id, "", "", *[""] * len(storage.ADDRESS_PARTS), 0, at, at)
        )
        for member, how, was_primary, ended_before in work.movers:
            is_primary = was_primary
            if how == Mover.How.MOVED:
                member.during = Range(member.starts_on, work.move.moved_on, "[)")
            else:
                is_primary = _is_primary_at_new(work, member, how)
                member.is_primary = was_primary and not is_primary
            changed.append(member)
            rows.append(
                storage.member_row(
                    work.new_household_id,
                    member.person_id,
                    work.move.moved_on,
                    ended_before,
                    is_primary=is_primary,
                )
            )
    HouseholdMember.objects.bulk_update(changed, ["during", "is_primary"])
    insert_many(Household, storage.HOUSEHOLD_COLUMNS, households)
    insert_many(HouseholdMember, storage.MEMBER_COLUMNS, rows)


def _settle(works: Sequence[_Work], households: dict[UUID, Household], *, today: date, at: datetime) -> None:
    fresh = storage.lock_households({work.new_household_id for work in works if work.new_household_id})
    every = {**households, **fresh}
    addresses = {}
    for work in works:
        work.household.changed_at = at
        if work.new_household_id is None:
            addresses[work.household.id] = work.move.address
        else:
            addresses[work.household.id] = work.before
            addresses[work.new_household_id] = work.move.address
    storage.settle(addresses, households=every, on=today)


def _let_addresses_follow(
    works: Sequence[_Work], *, actor: Actor, at: datetime
) -> dict[UUID, tuple[int, int]]:
    """Change the own addresses of those who moved, and return whose were the old one, as `follow` does."""
    wanted = {
        member.person_id: work
        for work in works
        for member, how, _was_primary, _ended_before in work.movers
        if how == Mover.How.MOVED or _is_primary_at_new(work, member, how)
    }
    return follow(
        {person_id: (work.before, work.move.address) for person_id, work in wanted.items()},
        actor=actor,
        at=at,
    )


def follow(
    places: dict[UUID, tuple[HomeAddress, HomeAddress]], *, actor: Actor, at: datetime
) -> dict[UUID, tuple[int, int]]:
    """
    Let persons' postal addresses that are the first place become the second.

    Returns whose were, each with the person's version before and after.
    """
    mine = Person.objects.filter(association_id=current_association(), id__in=list(places))
    versions = dict(mine.order_by("id").values_list("id", "version"))
    change_people(
        changes=[
            PersonChange(
                person_id=person_id,
                version=version,
                address_change=AddressChange(
                    before=_postal(places[person_id][0]), after=_postal(places[person_id][1])
                ),
            )
            for person_id, version in versions.items()
        ],
        actor=actor,
        at=at,
    )
    # Also of those whose address is sealed, and cannot be compared here: a change raises the version.
    return {
        person_id: (versions[person_id], version)
        for person_id, version in mine.values_list("id", "version")
        if version != versions[person_id]
    }


def _postal(address: HomeAddress) -> PostalAddress:
    return PostalAddress(**asdict(address))


def _keep(works: Sequence[_Work], followed: dict[UUID, tuple[int, int]], *, at: datetime) -> None:
    association_id = current_association()
    sealed = seal(
        [
            (
                Place(column="relations_householdmove.sealed", row=work.id),
                json.dumps([asdict(work.before), asdict(work.move.address)], ensure_ascii=False).encode(),
            )
            for work in works
        ]
    )
    columns = (
        "id",
        "association_id",
        "household_id",
        "new_household_id",
        "moved_on",
        "sealed",
        "version",
        "moved_at",
    )
    insert_many(
        HouseholdMove,
        columns,
        [
            (
                work.id,
                association_id,
                work.household.id,
                work.new_household_id,
                work.move.moved_on,
                value,
                work.household.version,
                at,
            )
            for work, value in zip(works, sealed, strict=True)
        ],
    )
    insert_many(
        Mover,
        MOVER_COLUMNS,
        [
            (
                new_id(),
                association_id,
                work.id,
                member.person_id,
                how,
                member.person_id in followed,
                was_primary,
                ended_before,
                followed[member.person_id][1] if member.person_id in followed else None,
            )
            for work in works
            for member, how, was_primary, ended_before in work.movers
        ],
    )


def _record(works: Sequence[_Work], *, actor: Actor, at: datetime) -> None:
    people = storage.load_people({member.person_id for work in works for member, *_rest in work.movers})
    acts = []
    for work in works:
        subjects = [people[member.person_id].subject for member, *_rest in work.movers]
        values = {"household_address": (asdict(work.before), asdict(work.move.address))}
        acts.append(
            Act(
                action="relations.household_moved",
                subjects=subjects,
                header={
                    "household": str(work.household.id),
                    "move": str(work.id),
                    **({"new_household": str(work.new_household_id)} if work.new_household_id else {}),
                },
                changes=[Change(subject=subject, values=values) for subject in subjects],
            )
        )
    record(acts=acts, actor=actor, at=at)
