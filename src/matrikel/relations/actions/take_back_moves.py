"""Take moves back while nothing was changed since: everybody lives again where they lived."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.audit.actions.record import Act, Change, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.keys.sealing import Place, unseal
from matrikel.organisations.queries import get_association
from matrikel.people.signals import changes_taken_back
from matrikel.relations import storage
from matrikel.relations.actions.move_households import follow
from matrikel.relations.models import Household, HouseholdMember, HouseholdMove, Mover, SealedHome
from matrikel.relations.rules.records import HomeAddress


class TooLateToTakeBack(Refusal):
    """A move was taken back already, or the homes were changed since."""


@action
def take_back_moves(*, move_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """
    Undo moves: addresses become what they were, and a household that began by a move is gone.

    :raises TooLateToTakeBack: it was taken back already, or a home was changed since.
    :raises NotFound: there is no such move in this association.
    """
    association_id = current_association()
    moves = list(
        HouseholdMove.objects.select_for_update()
        .filter(association_id=association_id, id__in=set(move_ids))
        .order_by("id")
    )
    if len(moves) != len(set(move_ids)):
        raise NotFound
    today = get_association().day_of(at)
    households = storage.lock_households(
        {found for move in moves for found in (move.household_id, move.new_household_id) if found}
    )
    for move in moves:
        fresh = households.get(move.new_household_id) if move.new_household_id else None
        if move.undone_at is not None:
            raise TooLateToTakeBack(_("This move was taken back already."))
        if households[move.household_id].version != move.version or (fresh and fresh.version != 1):
            raise TooLateToTakeBack(
                _("The household was changed after this move, so it cannot be taken back any more.")
            )
    addresses = _open(moves)
    movers: dict[UUID, list[Mover]] = {move.id: [] for move in moves}
    for mover in Mover.objects.filter(association_id=association_id, move_id__in=movers).order_by("id"):
        movers[mover.move_id].append(mover)
    for move in moves:
        move.undone_at = at
        households[move.household_id].changed_at = at
    _restore_members(moves, movers)
    storage.settle(
        {move.household_id: addresses[move.id][0] for move in moves}, households=households, on=today
    )
    followed = follow(
        {
            mover.person_id: (addresses[move.id][1], addresses[move.id][0])
            for move in moves
            for mover in movers[move.id]
            if mover.address_followed
        },
        actor=actor,
        at=at,
    )
    HouseholdMove.objects.bulk_update(moves, ["undone_at", "new_household"])
    _announce([mover for own in movers.values() for mover in own], followed)
    people = storage.load_people({mover.person_id for own in movers.values() for mover in own})
    acts = []
    for move in moves:
        before, after = addresses[move.id]
        subjects = [people[mover.person_id].subject for mover in movers[move.id]]
        values = {"household_address": (asdict(after), asdict(before))}
        acts.append(
            Act(
                action="relations.move_taken_back",
                subjects=subjects,
                header={"household": str(move.household_id), "move": str(move.id)},
                changes=[Change(subject=subject, values=values) for subject in subjects],
            )
        )
    record(acts=acts, actor=actor, at=at)


def _announce(movers: Sequence[Mover], followed: dict[UUID, tuple[int, int]]) -> None:
    """Say who is again what they were before the move; not of whom anything else was changed in between."""
    versions = {
        mover.person_id: (mover.version - 1, followed[mover.person_id][1])
        for mover in movers
        if mover.person_id in followed and mover.version == followed[mover.person_id][0]
    }
    if versions:
        changes_taken_back.send(sender=HouseholdMove, versions=versions)


def _open(moves: Sequence[HouseholdMove]) -> dict[UUID, tuple[HomeAddress, HomeAddress]]:
    opened = unseal(
        [(Place(column="relations_householdmove.sealed", row=move.id), bytes(move.sealed)) for move in moves]
    )
    found = {}
    for move, value in zip(moves, opened, strict=True):
        before, after = json.loads(value)
        found[move.id] = (HomeAddress(**before), HomeAddress(**after))
    return found


def _restore_members(moves: Sequence[HouseholdMove], movers: dict[UUID, list[Mover]]) -> None:
    association_id = current_association()
    begun = {move.new_household_id for move in moves if move.new_household_id}
    parted = [move for move in moves if move.new_household_id]
    mine = {"association_id": association_id, "household_id__in": begun}
    HouseholdMember.objects.filter(**mine).delete()
    SealedHome.objects.filter(**mine).delete()
    HouseholdMove.objects.filter(association_id=association_id, new_household_id__in=begun).update(
        new_household=None
    )
    Household.objects.filter(association_id=association_id, id__in=begun).delete()
    stays = storage.load_stays({mover.person_id for move in parted for mover in movers[move.id]})
    changed = []
    for move in parted:
        move.new_household = None
        for mover in movers[move.id]:
            for member in stays[mover.person_id]:
                ended_by_move = member.ends_on == move.moved_on or mover.how == Mover.How.BOTH
                if member.household_id == move.household_id and ended_by_move:
                    member.during = Range(member.starts_on, mover.ended_before, "[)")
                    member.is_primary = mover.was_primary
                    changed.append(member)
    HouseholdMember.objects.bulk_update(changed, ["during", "is_primary"])
