"""Delete households and relations without a trace, for rooms that take back what they made."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage
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


@action
def forget_relations(
    *,
    household_ids: Collection[UUID] = (),
    person_ids: Collection[UUID] = (),
    actor: Actor,
    at: datetime,
) -> None:
    """
    Delete these households with everything about them, and every row that points to these persons.

    Households in which nobody else lives or lived go with the last of their people. What is not there is no error:
    whoever takes something back may do so twice.
    """
    association_id = current_association()
    mine = {"association_id": association_id}
    stays = HouseholdMember.objects.filter(**mine, person_id__in=person_ids)
    touched = set(stays.values_list("household_id", flat=True)) - set(household_ids)
    households = storage.lock_households(touched)
    addresses = storage.read_addresses(households.values())
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
    storage.settle(left, households=households, on=get_association().day_of(at))
    record(
        acts=[
            Act(
                action="relations.forgotten",
                header={"households": len(household_ids), "persons": len(person_ids)},
            )
        ],
        actor=actor,
        at=at,
    )


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
