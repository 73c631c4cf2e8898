"""Mend cells of the file in the preview, so that nobody has to leave it for a slip of the hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.imports.checking import check_rows
from matrikel.imports.errors import ImportRefused
from matrikel.imports.models import Run
from matrikel.imports.runs import AT_ONCE, hold_run
from matrikel.imports.staging import LONGEST_CELL, chunks_of, mend_rows
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMend:
    """What stands in a cell from now on; row as the spreadsheet shows it, column counted from zero."""

    row: int
    column: int
    value: str = field(repr=False)


@action
def mend_cells(*, run_id: UUID, mends: Sequence[CellMend], actor: Actor, at: datetime) -> int:
    """
    Write the cells and check the rows again: at once in a file of some thousand rows, else by a job.

    Returns how many cells changed; what stood there is kept beside them as long as the rows are. A row or a column
    that the file has not got is passed over.

    :raises ImportRefused: the run is past its review, or a value is longer than any cell.
    :raises NotFound: there is no such run in this association.
    """
    run = hold_run(run_id)
    if run.state != Run.State.REVIEW:
        raise ImportRefused(_("Cells can be mended only before the import is confirmed."))
    if any(len(mend.value) > LONGEST_CELL for mend in mends):
        raise ImportRefused(_("That is too long for a cell."))
    wanted: dict[int, dict[int, str]] = {}
    for mend in mends:
        if 0 <= mend.column < len(run.columns):
            wanted.setdefault(mend.row, {})[mend.column] = " ".join(mend.value.split())
    changed = 0
    for chunk in chunks_of(run):
        if not wanted:
            break
        changed_here, more = mend_rows(chunk, wanted)
        changed += changed_here
        run.mended += more
    if not changed:
        return 0
    run.numbers_before = {}
    header = {"run": str(run.id), "cells": changed}
    record(acts=[Act(action="imports.cells_mended", header=header)], actor=actor, at=at)
    if run.rows <= AT_ONCE:
        check_rows(run, at=at)
        return changed
    run.state = Run.State.CHECKING
    run.save()
    defer("imports.check_rows", run_id=run.id)
    return changed
