"""Ask that all notes be deleted, in the background, where an association keeps no free text any more."""

from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def ask_to_forget_notes(*, actor: Actor, at: datetime) -> None:
    """Queue the deletion of all notes of the association, and record who asked for it."""
    defer("people.forget_all_notes")
    record(acts=[Act(action="people.notes_forgetting_asked")], actor=actor, at=at)
