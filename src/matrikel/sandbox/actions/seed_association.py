"""Fill the current association with invented people, many thousands a minute."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import analyze
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.models import Membership
from matrikel.memberships.queries import list_membership_types
from matrikel.organisations.queries import get_association, list_units
from matrikel.people.actions.register_people import register_people
from matrikel.people.models import ContactPoint, ExternalNumber, IdentityNumber, Person
from matrikel.sandbox.generator import GeneratedPerson, people
from matrikel.sandbox.name_lists import BY_COUNTRY
from matrikel.sandbox.records import new_person

CHUNK_PEOPLE = 2_500
_GROWING = (Person, ContactPoint, ExternalNumber, IdentityNumber, Membership)


def seed_association(*, people_count: int, seed: int, actor: Actor, at: datetime) -> int:
    """
    Register `people_count` invented people of the association's country and return how many there are now new.

    Commits chunk by chunk and is therefore always outermost; the scope is the caller's.
    """
    with transaction.atomic():
        association = get_association()
        has_numbers = IdentityNumber.objects.filter(association_id=association.id).exists()
    country = association.country if association.country in BY_COUNTRY else "NL"
    stream = people(seed, country, people_count, on=timezone.localdate(at))
    if has_numbers:
        # Test series are short: a second stream would hand out numbers that are taken.
        stream = (replace(person, national_number=None) for person in stream)
    return add_people(crowd=stream, actor=actor, at=at)


def add_people(*, crowd: Iterable[GeneratedPerson], actor: Actor, at: datetime) -> int:
    """Register a stream of invented people with their memberships, chunk by chunk, and return how many."""
    with transaction.atomic():
        units = [unit.id for unit in list_units()]
        types = {found.kind: found.id for found in list_membership_types()}
    stream = iter(crowd)
    done = 0
    while chunk := list(islice(stream, CHUNK_PEOPLE)):
        _add_chunk(chunk, units, types, actor=actor, at=at)
        if done == 0:
            analyze(*_GROWING)
        done += len(chunk)
    if done > CHUNK_PEOPLE:
        analyze(*_GROWING)
    return done


@action
def _add_chunk(
    chunk: Sequence[GeneratedPerson],
    units: Sequence[UUID],
    types: dict[str, UUID],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    on = timezone.localdate(at)
    ids = [new_id() for _person in chunk]
    register_people(
        people=[
            new_person(person, person_id, units, on=on) for person, person_id in zip(chunk, ids, strict=True)
        ],
        actor=actor,
        at=at,
    )
    admit_members(
        admissions=[
            Admission(
                person_id=person_id,
                # Not every association has a type of every kind: a federation has none for the young.
                type_id=types.get(held.kind, types["ADULT"]),
                starts_on=held.starts_on,
                ends_on=held.ends_on,
                end_reason=held.end_reason,
                # Old lists know the year and no more.
                precision="YEAR" if held.starts_on.year < 1990 else "DAY",
            )
            for person, person_id in zip(chunk, ids, strict=True)
            for held in person.memberships
        ],
        actor=actor,
        at=at,
    )
