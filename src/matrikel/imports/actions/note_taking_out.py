"""Write down that somebody took rows of a file out of Matrikel again."""

from datetime import datetime
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.runs import hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.transactions import action


@action
def note_taking_out(*, run_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Record that the rows with problems of a run were taken out.

    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    header = {"run": str(run.id), "problems": sum(run.problems.values())}
    record(acts=[Act(action="imports.problem_rows_taken_out", header=header)], actor=actor, at=at)
