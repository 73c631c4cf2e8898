"""Confirm a reviewed run: new membership types are added and the chunks applied one after the other."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.add_membership_types import add_membership_types


@action
def confirm_import(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Let the run begin.

    :raises ImportRefused: it is not under review, or there is nothing in it to do.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("This import is not waiting for a confirmation."))
    if not run.to_add and not run.to_update:
        raise ImportRefused(_("There is nobody to add or update."))
    if run.new_types:
        add_membership_types(names=run.new_types, actor=actor, at=at)
    run.state, run.confirmed_at = Run.State.APPLYING, at
    run.save()
    record(
        acts=[
            Act(
                action="imports.confirmed",
                header={"run": str(run.id), "rows": run.rows, "add": run.to_add, "update": run.to_update},
            )
        ],
        actor=actor,
        at=at,
    )
    defer("imports.apply_chunk", run_id=run.id, number=0)
