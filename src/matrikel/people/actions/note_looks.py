"""Write down that somebody looked at persons, so that they can see it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def note_looks(*, subjects: Sequence[UUID], function: str, actor: Actor, at: datetime) -> None:
    """
    Record one look at persons, by their audit subjects.

    `function` is the name of the page or command through which one looked.
    """
    look = Act(action="people.person_viewed", subjects=list(subjects), header={"function": function})
    record(acts=[look], actor=actor, at=at)
