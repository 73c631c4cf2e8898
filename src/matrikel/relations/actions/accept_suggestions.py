"""Make households of people who were proposed as one, or leave them apart for good."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.ids import new_id
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.relations import storage
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.actions.join_households import join_households
from matrikel.relations.models import LeftApart
from matrikel.relations.rules.records import Joining, NewHousehold, NewHouseholdMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """People who are one household; with `household_id`, who belong to that one."""

    person_ids: Sequence[UUID]
    household_id: UUID | None = None


@action
def accept_suggestions(*, suggestions: Sequence[Accepted], actor: Actor, at: datetime) -> int:
    """
    Form households, and let people join those that are there; returns how many households that touched.

    :raises HomeRefused: somebody meanwhile lives elsewhere, so that the homes cannot be.
    :raises NotFound: a person or household is not of this association.
    """
    form_households(
        households=[
            NewHousehold(members=[NewHouseholdMember(person_id=person_id) for person_id in each.person_ids])
            for each in suggestions
            if each.household_id is None
        ],
        actor=actor,
        at=at,
    )
    join_households(
        joinings=[
            Joining(household_id=each.household_id, person_id=person_id)
            for each in suggestions
            if each.household_id is not None
            for person_id in each.person_ids
        ],
        actor=actor,
        at=at,
    )
    return len(suggestions)


@action
def leave_apart(*, person_ids: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """
    Write down that these people are not to be proposed for a household again.

    :raises NotFound: a person is not of this association.
    """
    if not person_ids:
        return
    people = storage.load_people(person_ids)
    insert_many(
        LeftApart,
        ["id", "association_id", "person_id", "decided_at"],
        [(new_id(), current_association(), person_id, at) for person_id in people],
        on_conflict="ON CONFLICT DO NOTHING",
    )
    record(
        acts=[
            Act(
                action="relations.left_apart",
                subjects=[person.subject for person in people.values()],
                header={"persons": len(people)},
            )
        ],
        actor=actor,
        at=at,
    )
