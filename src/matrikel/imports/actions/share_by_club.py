"""Hand the rows of a file of several clubs on to the clubs' associations, where each is a run of its own."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import mapping_of
from matrikel.imports.errors import ImportRefused
from matrikel.imports.layouts import remember
from matrikel.imports.models import Run
from matrikel.imports.rules.choices import names_are_undecided
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action
from matrikel.organisations.queries import get_association


@action
def share_by_club(*, run_id: UUID, clubs: Mapping[str, UUID], actor: Actor, at: datetime) -> None:
    """
    Say which association each club of the file is, and let a job hand the rows on; clubs that are not named stay out.

    Whether the actor may bring in lists in each of these associations is the door's question.

    :raises ImportRefused: the run is past its review, holds no such club, or no club is named.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW or not run.clubs:
        raise ImportRefused(_("This import is not waiting for a choice of clubs."))
    if names_are_undecided(mapping_of(run)):
        raise ImportRefused(_("Say first which column holds the names."))
    if not clubs or set(clubs) - {club["key"] for club in run.clubs}:
        raise ImportRefused(_("Choose for at least one club which association it is."))
    run.clubs = [
        {**club, "association": str(clubs[club["key"]])} if club["key"] in clubs else club
        for club in run.clubs
    ]
    run.state, run.batch_id, run.confirmed_at = Run.State.HANDED_ON, run.id, at
    run.save()
    remember(run, mapping_of(run), on=get_association().day_of(at))
    header = {"run": str(run.id), "clubs": len(clubs), "associations": len(set(clubs.values()))}
    record(acts=[Act(action="imports.handed_on", header=header)], actor=actor, at=at)
    defer("imports.hand_on", run_id=run.id)
