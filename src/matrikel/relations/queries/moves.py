"""What a move would mean, what it meant, and whether it can be taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association
from matrikel.people.models import ContactPoint
from matrikel.relations import storage
from matrikel.relations.models import HouseholdMove, Mover
from matrikel.relations.queries.homes import HouseholdDetails, get_household, list_related_people
from matrikel.relations.queries.seeing import RelatedPerson
from matrikel.relations.rules.homes import is_same_home
from matrikel.relations.rules.records import HomeAddress

UNDO_DAYS = 30


def whose_address_follows(
    *, person_ids: Collection[UUID], household: HouseholdDetails
) -> dict[UUID, bool | None]:
    """
    Say for persons of a household whether their own postal address is the household's, and would follow a move.

    None where it is another one, or sealed with either: then nothing can be said beforehand. Whoever gave no
    address is left out.
    """
    found: dict[UUID, bool | None] = {}
    for person_id, *parts in ContactPoint.objects.filter(
        association_id=current_association(), person_id__in=list(person_ids), kind="POSTAL"
    ).values_list("person_id", *storage.ADDRESS_PARTS):
        own = HomeAddress(**dict(zip(storage.ADDRESS_PARTS, parts, strict=True)))
        same = None if household.is_sealed else is_same_home(own, household.address)
        found[person_id] = found.get(person_id) or same
    return found


def who_lives_there_already(*, person_ids: Collection[UUID], address: HomeAddress) -> set[UUID]:
    """Return those of the persons who gave an address as their own already, as far as it stands in the open."""
    found = set()
    for person_id, *parts in ContactPoint.objects.filter(
        association_id=current_association(), person_id__in=list(person_ids), kind="POSTAL"
    ).values_list("person_id", *storage.ADDRESS_PARTS):
        if is_same_home(HomeAddress(**dict(zip(storage.ADDRESS_PARTS, parts, strict=True))), address):
            found.add(person_id)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverRow:
    """Somebody who moved (`MOVED`) or lives in both homes since (`BOTH`), and whether the own address changed."""

    person: RelatedPerson
    how: str
    address_followed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDetails:
    """A move as it was made; households that the viewer may not see any more are None."""

    id: UUID
    household: HouseholdDetails | None
    new_household: HouseholdDetails | None
    was_parted: bool
    moved_on: date
    moved_at: datetime
    undone_at: datetime | None
    movers: Sequence[MoverRow]
    can_be_taken_back: bool


def get_move(*, move_id: UUID, on: date, viewer: Viewer) -> MoveDetails:
    """
    Return one move of the last month.

    :raises NotFound: there is none, or nobody moved whom the viewer may see.
    """
    move = HouseholdMove.objects.filter(association_id=current_association(), id=move_id).first()
    if move is None:
        raise NotFound
    movers = {
        mover.person_id: mover
        for mover in Mover.objects.filter(association_id=current_association(), move_id=move.id).order_by(
            "id"
        )
    }
    people = list_related_people(person_ids=list(movers), viewer=viewer)
    if not people:
        raise NotFound
    household = _household_or_none(move.household_id, on=on, viewer=viewer)
    fresh = _household_or_none(move.new_household_id, on=on, viewer=viewer)
    return MoveDetails(
        id=move.id,
        household=household,
        new_household=fresh,
        was_parted=move.new_household_id is not None,
        moved_on=move.moved_on,
        moved_at=move.moved_at,
        undone_at=move.undone_at,
        movers=[
            MoverRow(
                person=person,
                how=movers[person.id].how,
                address_followed=movers[person.id].address_followed,
            )
            for person in people
        ],
        can_be_taken_back=move.undone_at is None
        # Who looks after a branch moves nobody of another one, neither there nor back.
        and (viewer.unit_ids is None or len(people) == len(movers))
        and household is not None
        and household.version == move.version
        and (move.new_household_id is None or (fresh is not None and fresh.version == 1)),
    )


def _household_or_none(household_id: UUID | None, *, on: date, viewer: Viewer) -> HouseholdDetails | None:
    try:
        return get_household(household_id=household_id, on=on, viewer=viewer) if household_id else None
    except NotFound:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """One move in a household's history."""

    id: UUID
    moved_on: date
    moved_at: datetime
    was_parted: bool
    undone_at: datetime | None


def list_moves(*, household_id: UUID, at: datetime) -> list[MoveLine]:
    """Return the moves of a household of the last month, newest first; ask only for one that the viewer may see."""
    rows = HouseholdMove.objects.filter(
        association_id=current_association(),
        household_id=household_id,
        moved_at__gte=at - timedelta(days=UNDO_DAYS),
    ).order_by("-moved_at", "-id")
    return [
        MoveLine(
            id=row.id,
            moved_on=row.moved_on,
            moved_at=row.moved_at,
            was_parted=row.new_household_id is not None,
            undone_at=row.undone_at,
        )
        for row in rows
    ]
