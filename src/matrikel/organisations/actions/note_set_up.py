"""Note how far an association is set up."""

from collections.abc import Sequence
from datetime import datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Association
from matrikel.organisations.rules.set_up import steps_in_order


@action
def note_set_up(*, steps: Sequence[str], actor: Actor, at: datetime, is_over: bool = False) -> None:
    """Note which steps were answered, and perhaps that the assistant has done its work; settings stay open."""
    association = Association.objects.select_for_update().get(id=current_association())
    answered = list(steps_in_order([*association.set_up_steps, *steps]))
    ends_now = is_over and association.set_up_at is None
    if answered == association.set_up_steps and not ends_now:
        return
    association.set_up_steps = answered
    if ends_now:
        association.set_up_at = at
    # The version stays: nobody who has the settings open is overtaken by this.
    association.save(update_fields=["set_up_steps", "set_up_at"])
    if ends_now:
        header = {"steps": answered}
        record(acts=[Act(action="organisations.set_up", header=header)], actor=actor, at=at)
