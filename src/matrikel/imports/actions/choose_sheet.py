"""Read another sheet of the same workbook; what was chosen for the one before is forgotten."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Chunk, RowChoice, Run
from matrikel.imports.runs import can_choose_sheet, hold_run
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def choose_sheet(*, run_id: UUID, sheet: str, actor: Actor, at: datetime) -> None:
    """
    Let a job read the sheet.

    :raises ImportRefused: the run is past its review, or the file has no such sheet.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if not can_choose_sheet(run):
        raise ImportRefused(_("Another sheet can be chosen only before the import is confirmed."))
    if sheet not in {each["name"] for each in run.sheets}:
        raise ImportRefused(_("Choose one of the sheets of the file."))
    mine = {"association_id": run.association_id, "run_id": run.id}
    Chunk.objects.filter(**mine).delete()
    RowChoice.objects.filter(**mine).delete()
    run.state, run.wanted_sheet, run.finished_at = Run.State.READING, sheet, None
    run.refused_reason, run.refused_params = "", {}
    run.columns, run.types, run.type_choices, run.new_types, run.clubs = [], [], {}, [], []
    run.mended = 0
    run.problems, run.numbers_before, run.recognised_on, run.checked_at = {}, {}, None, None
    run.save()
    record(acts=[Act(action="imports.sheet_chosen", header={"run": str(run.id)})], actor=actor, at=at)
    defer("imports.read_file", run_id=run.id)
