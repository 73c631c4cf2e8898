"""How households lie in their tables: the one place that writes addresses, open or sealed, and orders households."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from psycopg.types.range import Range

from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.keys.sealing import Place, seal, unseal
from matrikel.people.models import ContactPoint, Person
from matrikel.people.rules.names import fold
from matrikel.relations.models import (
    Contact,
    Guardian,
    Household,
    HouseholdMember,
    HouseholdMove,
    LeftApart,
    Mover,
    Payer,
    Representative,
    SealedHome,
)
from matrikel.relations.rules.homes import HomeProblem, Stay, find_problem
from matrikel.relations.rules.records import HomeAddress

ADDRESS_PARTS = ("care_of", "street", "postcode", "place", "country")
HOUSEHOLD_COLUMNS = (
    *("id", "association_id", "name", "sort_key", *ADDRESS_PARTS),
    *("version", "created_at", "changed_at"),
)
MEMBER_COLUMNS = ("id", "association_id", "household_id", "person_id", "during", "is_primary")


class HomeRefused(Refusal):
    """Somebody's homes cannot be as asked; `person_id` is whose, where it is one person's."""

    def __init__(self, message: str, *, person_id: UUID | None = None) -> None:
        super().__init__(message)
        self.person_id = person_id


@dataclass(frozen=True, slots=True)
class Known:
    """What this room needs to know of a person."""

    id: UUID
    subject: UUID
    is_protected: bool
    sort_key: str
    birth_date: date | None
    birth_year: int | None


def load_people(person_ids: Collection[UUID]) -> dict[UUID, Known]:
    """
    Return persons by id.

    :raises NotFound: one of them is not in this association.
    """
    found = {
        row[0]: Known(row[0], row[1], row[2] != "NONE", *row[3:])
        for row in Person.objects.filter(
            association_id=current_association(), id__in=set(person_ids)
        ).values_list("id", "audit_subject", "protection", "sort_key", "birth_date", "birth_year")
    }
    if len(found) != len(set(person_ids)):
        raise NotFound
    return found


def lock_households(household_ids: Collection[UUID]) -> dict[UUID, Household]:
    """
    Return households by id, held until the transaction ends.

    :raises NotFound: one of them is not in this association.
    """
    found = {
        household.id: household
        for household in Household.objects.select_for_update()
        .filter(association_id=current_association(), id__in=set(household_ids))
        .order_by("id")
    }
    if len(found) != len(set(household_ids)):
        raise NotFound
    return found


def load_members(household_ids: Collection[UUID], *, on: date | None) -> dict[UUID, list[HouseholdMember]]:
    """Return who lives in households on a day or will, by household; without a day, everybody who ever did."""
    members: dict[UUID, list[HouseholdMember]] = {found: [] for found in household_ids}
    there = Q() if on is None else Q(ends_on=None) | Q(ends_on__gt=on)
    for member in HouseholdMember.objects.filter(
        there, association_id=current_association(), household_id__in=household_ids
    ).order_by("id"):
        members[member.household_id].append(member)
    return members


def load_stays(person_ids: Collection[UUID]) -> dict[UUID, list[HouseholdMember]]:
    """Return all homes that persons have or had, by person."""
    stays: dict[UUID, list[HouseholdMember]] = {found: [] for found in person_ids}
    for member in HouseholdMember.objects.filter(
        association_id=current_association(), person_id__in=set(person_ids)
    ).order_by("id"):
        stays[member.person_id].append(member)
    return stays


def stay_of(member: HouseholdMember) -> Stay:
    """Return a stored stay as the rules know it."""
    return Stay(
        household_id=member.household_id,
        starts_on=member.starts_on,
        ends_on=member.ends_on,
        is_primary=member.is_primary,
    )


def refuse_bad_homes(stays: Mapping[UUID, Sequence[Stay]]) -> None:
    """Refuse homes that nobody can have, with whose they are."""
    sentences = {
        HomeProblem.ENDS_BEFORE_IT_BEGINS: _("Somebody would move out before moving in."),
        HomeProblem.TWICE_IN_ONE: _("Somebody belongs to that household at that time already."),
        HomeProblem.TOO_MANY_HOMES: _("Somebody would live in three homes at once. Two is the most."),
        HomeProblem.TWO_PRIMARY: _("Somebody would have two homes for the post. Choose one."),
    }
    for person_id, own in stays.items():
        problem = find_problem(own)
        if problem is not None:
            raise HomeRefused(sentences[problem], person_id=person_id)


def member_row(
    household_id: UUID, person_id: UUID, starts_on: date | None, ends_on: date | None, *, is_primary: bool
) -> tuple[object, ...]:
    """Return a member's row in the order of `MEMBER_COLUMNS`."""
    return (
        new_id(),
        current_association(),
        household_id,
        person_id,
        Range(starts_on, ends_on, "[)"),
        is_primary,
    )


def address_of(household: Household) -> HomeAddress:
    """Return the address that stands in the open."""
    return HomeAddress(**{part: getattr(household, part) for part in ADDRESS_PARTS})


def read_addresses(households: Iterable[Household]) -> dict[UUID, HomeAddress]:
    """Return addresses by household, opening those that are sealed; what is told of them is the caller's care."""
    found = {household.id: address_of(household) for household in households}
    closed = [household_id for household_id, address in found.items() if address.is_empty]
    if not closed:
        return found
    # Every protected member has a copy of its own, all alike.
    copies = {
        copy.household_id: copy
        for copy in SealedHome.objects.filter(
            association_id=current_association(), household_id__in=closed
        ).order_by("id")
    }
    if copies:
        subjects = dict(
            Person.objects.filter(
                association_id=current_association(), id__in={copy.person_id for copy in copies.values()}
            ).values_list("id", "audit_subject")
        )
        places = [(_place(copy.id, subjects[copy.person_id]), bytes(copy.sealed)) for copy in copies.values()]
        for household_id, opened in zip(copies, unseal(places), strict=True):
            found[household_id] = HomeAddress(**json.loads(opened))
    return found


def _place(row: UUID, subject: UUID) -> Place:
    return Place(column="relations_sealedhome.sealed", row=row, subject=subject)


def settle(
    addresses: Mapping[UUID, HomeAddress],
    *,
    households: Mapping[UUID, Household],
    on: date | None,
    becoming_protected: Collection[UUID] = (),
) -> None:
    """
    Write addresses, in the open or sealed as the members of the day need it, and put households in their order.

    `households` are locked ones, whose other changes are written along; their versions rise by one.
    `becoming_protected` are persons whose own rows do not say so yet.
    """
    association_id = current_association()
    members = load_members(list(addresses), on=on)
    people = load_people({member.person_id for own in members.values() for member in own})
    SealedHome.objects.filter(association_id=association_id, household_id__in=list(addresses)).delete()
    copies: list[tuple[UUID, Known, HomeAddress]] = []
    for household_id, address in addresses.items():
        household = households[household_id]
        own = [people[member.person_id] for member in members[household_id]]
        hidden = [person for person in own if person.is_protected or person.id in becoming_protected]
        shown = HomeAddress() if hidden else address
        for part in ADDRESS_PARTS:
            setattr(household, part, getattr(shown, part))
        household.sort_key = sort_key_of(household.name, [person for person in own if person not in hidden])
        household.version += 1
        copies += [(household_id, person, address) for person in hidden if not address.is_empty]
    Household.objects.bulk_update(
        [households[household_id] for household_id in addresses],
        ["name", "sort_key", *ADDRESS_PARTS, "version", "changed_at"],
    )
    insert_sealed(copies)


def order_anew(household_ids: Collection[UUID], *, on: date) -> None:
    """Put households where those who live in them on a day put them; nothing that anybody has typed changes."""
    if not household_ids:
        return
    households = lock_households(household_ids)
    members = load_members(household_ids, on=on)
    people = load_people({member.person_id for own in members.values() for member in own})
    for household_id, household in households.items():
        own = [people[member.person_id] for member in members[household_id]]
        household.sort_key = sort_key_of(household.name, own)
    Household.objects.bulk_update(households.values(), ["sort_key"])


def insert_sealed(copies: Sequence[tuple[UUID, Known, HomeAddress]]) -> None:
    """Seal the address of a household under the key of each protected member (household, member, address)."""
    if not copies:
        return
    rows = [new_id() for _copy in copies]
    sealed = seal(
        [
            (_place(row, person.subject), json.dumps(asdict(address), ensure_ascii=False).encode())
            for row, (_household, person, address) in zip(rows, copies, strict=True)
        ]
    )
    insert_many(
        SealedHome,
        ["id", "association_id", "person_id", "household_id", "sealed"],
        [
            (row, current_association(), person.id, household_id, value)
            for row, (household_id, person, _address), value in zip(rows, copies, sealed, strict=True)
        ],
    )


def sort_key_of(name: str, members: Iterable[Known]) -> str:
    """Return where a household stands in lists: by its name, else by its eldest member who is not protected."""
    if name:
        return fold(name)
    eldest = min(
        (person for person in members if not person.is_protected),
        key=lambda person: (person.birth_year or 9999, person.sort_key),
        default=None,
    )
    return eldest.sort_key if eldest else ""


def given_addresses(person_ids: Collection[UUID], *, on: date) -> dict[UUID, HomeAddress]:
    """Return each person's postal address of a day, the preferred one; protected persons have none here."""
    found: dict[UUID, HomeAddress] = {}
    for person_id, *parts in (
        ContactPoint.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=on),
            Q(valid_to=None) | Q(valid_to__gt=on),
            association_id=current_association(),
            person_id__in=set(person_ids),
            kind="POSTAL",
        )
        .order_by("person_id", "-is_preferred", "id")
        .values_list("person_id", *ADDRESS_PARTS)
    ):
        found.setdefault(person_id, HomeAddress(**dict(zip(ADDRESS_PARTS, parts, strict=True))))
    return found


def forget(*, household_ids: Collection[UUID], person_ids: Collection[UUID], on: date | None) -> None:
    """Delete households with everything about them, and every row that points to persons."""
    association_id = current_association()
    mine = {"association_id": association_id}
    stays = HouseholdMember.objects.filter(**mine, person_id__in=person_ids)
    touched = set(stays.values_list("household_id", flat=True)) - set(household_ids)
    households = lock_households(touched)
    addresses = read_addresses(households.values())
    stays.delete()
    SealedHome.objects.filter(**mine, person_id__in=person_ids).delete()
    Mover.objects.filter(**mine, person_id__in=person_ids).delete()
    LeftApart.objects.filter(**mine, person_id__in=person_ids).delete()
    for model, other in (
        (Guardian, "guardian_id"),
        (Payer, "payer_id"),
        (Contact, "contact_id"),
        (Representative, "represents_id"),
    ):
        model._default_manager.filter(**mine).filter(
            Q(person_id__in=person_ids) | Q(**{f"{other}__in": person_ids})
        ).delete()
    lived_in = set(
        HouseholdMember.objects.filter(**mine, household_id__in=touched).values_list(
            "household_id", flat=True
        )
    )
    _delete_households({*household_ids, *(touched - lived_in)})
    left = {household_id: address for household_id, address in addresses.items() if household_id in lived_in}
    settle(left, households=households, on=on)


def _delete_households(household_ids: Collection[UUID]) -> None:
    mine = {"association_id": current_association(), "household_id__in": household_ids}
    moves = HouseholdMove.objects.filter(association_id=current_association()).filter(
        Q(household_id__in=household_ids) | Q(new_household_id__in=household_ids)
    )
    Mover.objects.filter(
        association_id=current_association(), move_id__in=list(moves.values_list("id", flat=True))
    ).delete()
    moves.delete()
    HouseholdMember.objects.filter(**mine).delete()
    SealedHome.objects.filter(**mine).delete()
    Household.objects.filter(association_id=current_association(), id__in=household_ids).delete()
