"""Register many persons at once; one is a list of one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_ids, new_opaque_id
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.people import storage
from matrikel.people.models import Person
from matrikel.people.rules.records import NewPerson


@action
def register_people(*, people: Sequence[NewPerson], actor: Actor, at: datetime) -> list[UUID]:
    """
    Register persons with their contact points and numbers, and return their ids in the same order.

    Protected persons' whereabouts go to the sealed record; their normal columns stay empty.

    :raises PersonRefused: a member number or an identity number is taken.
    """
    if not people:
        return []
    association = get_association()
    numbers = storage.take_member_numbers(people)
    ids, subjects, rows = [], [], []
    for person, number, fresh in zip(people, numbers, new_ids(len(people)), strict=True):
        person_id, subject = person.id or fresh, new_opaque_id()
        core = storage.with_number(person.core, number)
        rows.append(
            storage.person_row(
                person_id, subject, core, person.contact_points, association.sorting_language, at
            )
        )
        ids.append(person_id)
        subjects.append(subject)
    with storage.refusing_taken_numbers():
        insert_many(Person, storage.PERSON_COLUMNS, rows)
        storage.insert_parts(list(zip(ids, subjects, people, strict=True)), association.sorting_language)
    record(
        acts=[
            Act(
                action="people.registered",
                subjects=subjects,
                header={"persons": len(ids)},
            )
        ],
        actor=actor,
        at=at,
    )
    return ids
