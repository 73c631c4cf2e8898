"""Write down that somebody opened in the log what was before and after, so that those concerned can see it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def note_opened_entries(*, entry_id: UUID, subjects: Sequence[UUID], actor: Actor, at: datetime) -> None:
    """Record that an entry was opened, about those whose values were shown."""
    header = {"function": "log", "entry": str(entry_id)}
    record(
        acts=[Act(action="audit.entry_opened", subjects=list(subjects), header=header)], actor=actor, at=at
    )
