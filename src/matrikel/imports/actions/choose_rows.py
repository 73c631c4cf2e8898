"""Say of single rows what is done with them, where they mean or may mean somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import check_rows
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import RowChoice, Run
from matrikel.imports.rules.plan import Action
from matrikel.imports.runs import AT_ONCE, hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.transactions import action


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWish:
    """What is done with a row: `add`, `update` or `skip`, or nothing for what holds for all of its kind.

    `row` is a key of `rules.parts`, by which a row that names two people is chosen for each of them.
    `person_id` is whom of several people the row means; somebody whom it cannot mean is passed over.
    """

    row: int
    choice: str = ""
    person_id: UUID | None = None


@action
def choose_rows(*, run_id: UUID, wishes: Sequence[RowWish], actor: Actor, at: datetime) -> None:
    """
    Write the choices down; in a file of some thousand rows they are counted at once, else when it is confirmed.

    :raises ImportRefused: the run is past its review, or a choice is none that can be made.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("Rows can be chosen only before the import is confirmed."))
    if any(wish.choice and wish.choice not in set(Action) for wish in wishes):
        raise ImportRefused(_("Choose what is done with the row."))
    if not wishes:
        return
    mine = RowChoice.objects.filter(association_id=run.association_id, run_id=run.id)
    mine.filter(row__in=[wish.row for wish in wishes]).delete()
    by_row = {wish.row: wish for wish in wishes if wish.choice}
    RowChoice.objects.bulk_create(
        RowChoice(
            id=new_id(),
            association_id=run.association_id,
            run_id=run.id,
            row=wish.row,
            choice=wish.choice,
            person_id=wish.person_id,
        )
        for wish in by_row.values()
    )
    record(
        acts=[Act(action="imports.rows_chosen", header={"run": str(run.id), "rows": len(wishes)})],
        actor=actor,
        at=at,
    )
    run.numbers_before = {}
    if run.rows <= AT_ONCE:
        check_rows(run, at=at)
        return
    run.checked_at = None
    run.save()
