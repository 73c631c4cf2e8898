"""Delete households and relations without a trace, for rooms that take back what they made."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association
from matrikel.relations import storage


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
    storage.forget(household_ids=household_ids, person_ids=person_ids, on=get_association().day_of(at))
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
