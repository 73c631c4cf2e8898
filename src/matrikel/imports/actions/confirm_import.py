"""Confirm a reviewed run: new membership types are added and the chunks applied one after the other."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import check_rows, mapping_of
from matrikel.imports.errors import ImportRefused
from matrikel.imports.layouts import remember
from matrikel.imports.mending import own_columns
from matrikel.imports.models import Made, Run
from matrikel.imports.rules.choices import names_are_undecided
from matrikel.imports.runs import AT_ONCE, hold_run, is_stale, numbers_of
from matrikel.imports.types import types_have_gone
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.add_membership_types import add_membership_types
from matrikel.organisations.queries import get_association
from matrikel.privacy.rules import GROUNDS


@action
def confirm_import(*, run_id: UUID, actor: Actor, at: datetime) -> bool:
    """
    Let the run begin; returns False where it has not begun, because the register has changed since the check.

    The rows are then checked again, and whoever confirms sees the new numbers first, unless they are the old ones.

    :raises ImportRefused: it is not under review, something has to be said first, or there is nothing to do.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("This import is not waiting for a confirmation."))
    if run.clubs:
        raise ImportRefused(
            _("This list is of several clubs: choose first which association each of them is.")
        )
    if names_are_undecided(mapping_of(run)):
        raise ImportRefused(_("Say first which column holds the names."))
    if GROUNDS.get(get_association().profile) and not run.ground:
        raise ImportRefused(_("Say first on which ground these people are kept."))
    if (is_stale(run) or types_have_gone(run)) and _check_again(run, actor=actor, at=at):
        return False
    if not run.to_add and not run.to_update:
        raise ImportRefused(_("There is nobody to add or update."))
    remember(run, own_columns(mapping_of(run)), on=get_association().day_of(at))
    if run.new_types:
        _add_types(run, actor=actor, at=at)
    run.state, run.confirmed_at, run.numbers_before = Run.State.APPLYING, at, {}
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
    return True


def _check_again(run: Run, *, actor: Actor, at: datetime) -> bool:
    """Check the rows again; returns whether somebody has to look before it goes on."""
    run.numbers_before = numbers_of(run)
    record(acts=[Act(action="imports.checked_again", header={"run": str(run.id)})], actor=actor, at=at)
    if run.rows > AT_ONCE:
        run.state = Run.State.CHECKING
        run.save()
        defer("imports.check_rows", run_id=run.id)
        return True
    check_rows(run, at=at)
    return bool(run.numbers_before)


def _add_types(run: Run, *, actor: Actor, at: datetime) -> None:
    ids = add_membership_types(names=run.new_types, actor=actor, at=at)
    Made.objects.bulk_create(
        Made(id=new_id(), association_id=run.association_id, run_id=run.id, kind=Made.Kind.TYPE, target=found)
        for found in ids
    )
