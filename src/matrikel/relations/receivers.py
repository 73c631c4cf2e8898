"""Seals and opens the addresses of households with those who live in them, and orders them by their names."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from matrikel.kernel.scope import current_association
from matrikel.organisations.queries import get_association
from matrikel.people.signals import names_changed, people_removed, whereabouts_hidden, whereabouts_shown
from matrikel.relations import storage
from matrikel.relations.models import HouseholdMember


@receiver(whereabouts_hidden)
def seal_homes(
    sender: object, person_ids: Sequence[UUID], at: datetime, **kwargs: object
) -> dict[UUID, dict[str, list[str]]]:
    """Take the address out of every household in which somebody lives who becomes protected."""
    taken = _households_of(person_ids)
    _settle({household_id for found in taken.values() for household_id in found}, at, set(person_ids))
    return {
        person_id: {"relations": [str(household_id) for household_id in found]}
        for person_id, found in taken.items()
    }


@receiver(whereabouts_shown)
def open_homes(
    sender: object, elsewhere: Mapping[UUID, Mapping[str, Any]], at: datetime, **kwargs: object
) -> None:
    """Give households their addresses back in which nobody is protected any more."""
    lived_in = _households_of(list(elsewhere)).values()
    _settle({household_id for found in lived_in for household_id in found}, at)


@receiver(names_changed)
def order_homes_anew(sender: object, person_ids: Sequence[UUID], at: datetime, **kwargs: object) -> None:
    """Let households stand in lists where the names of today put them."""
    lived_in = _households_of(person_ids).values()
    storage.order_anew(
        {household_id for found in lived_in for household_id in found}, on=get_association().day_of(at)
    )


@receiver(people_removed)
def forget_their_relations(sender: object, person_ids: Sequence[UUID], **kwargs: object) -> None:
    """Delete what points to people who are about to be deleted."""
    # Whoever removes them writes it down; without a day, a home rather stays hidden.
    storage.forget(household_ids=(), person_ids=person_ids, on=None)


def _households_of(person_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for person_id, household_id in (
        HouseholdMember.objects.filter(association_id=current_association(), person_id__in=person_ids)
        .order_by("id")
        .values_list("person_id", "household_id")
    ):
        found.setdefault(person_id, []).append(household_id)
    return found


def _settle(household_ids: set[UUID], at: datetime, becoming_protected: set[UUID] | None = None) -> None:
    if not household_ids:
        return
    households = storage.lock_households(household_ids)
    storage.settle(
        storage.read_addresses(households.values()),
        households=households,
        on=get_association().day_of(at),
        becoming_protected=becoming_protected or (),
    )
