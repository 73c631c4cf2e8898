"""Read a file and, if asked, apply it at once: what the commands do where no worker needs to run."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from matrikel.imports import steps
from matrikel.imports.actions.cancel_import import cancel_import
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.forget_raw_rows import forget_rows_of
from matrikel.imports.actions.set_ground import set_ground
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.models import Run
from matrikel.imports.queries import RunDetails, get_run, list_problems
from matrikel.kernel.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """On which ground of GDPR Art. 9(2) people may be kept, for `set_ground`."""

    ground: str
    how: str = ""
    on: date | None = None
    evidence: str = ""


def import_file(
    *, path: Path, apply: bool, ground: Ground | None = None, actor: Actor, at: datetime
) -> dict[str, Any]:
    """
    Return what the file comes to; with `apply` it is in the register when this returns.

    Runs in an association's scope with no transaction open: every step is a transaction of its own, as the
    jobs' are. A preview keeps the run as a cancelled one, without rows.

    :raises FileRefused: the file cannot be read.
    :raises ImportRefused: something has to be said first, such as the ground where a membership is sensitive.
    """
    with path.open("rb") as file:
        run_id = start_import(file=file, file_name=path.name, actor=actor, at=at)
    steps.read_file(run_id=run_id, at=at)
    with transaction.atomic():
        details = get_run(run_id=run_id, at=at)
        answer = _answer(details) | {"errors": _errors(run_id)}
    if details.refused_reason:
        raise FileRefused(FileReason(details.refused_reason), **details.refused_params)
    if not apply:
        cancel_import(run_id=run_id, actor=actor, at=at)
        forget_rows_of(run_id=run_id, at=at)
        return answer
    if details.run.add or details.run.update:
        if ground is not None:
            set_ground(
                run_id=run_id,
                ground=ground.ground,
                how=ground.how,
                on=ground.on,
                evidence=ground.evidence,
                actor=actor,
                at=at,
            )
        confirm_import(run_id=run_id, actor=actor, at=at)
        while steps.apply_next_chunk(run_id=run_id, at=at):
            continue
    else:
        # Everybody is there as the file says: nothing waits for anybody.
        cancel_import(run_id=run_id, actor=actor, at=at)
    return answer | {"run": str(run_id), "state": _state(run_id)}


def _state(run_id: UUID) -> str:
    with transaction.atomic():
        return str(Run.objects.values_list("state", flat=True).get(id=run_id)).lower()


def _answer(details: RunDetails) -> dict[str, Any]:
    return {
        "rows": details.run.rows,
        "add": details.run.add,
        "update": details.run.update,
        "skip": details.run.skip,
        "unchanged": details.run.keep,
        "columns": {
            column.header or column.letters: column.field if column.state == "mapped" else column.state
            for column in details.columns
        },
        "new_types": list(details.new_types),
    }


def _errors(run_id: UUID) -> list[dict[str, Any]]:
    errors: list[dict[str, Any]] = []
    mark = ""
    while True:
        page = list_problems(run_id=run_id, after=mark, limit=1_000)
        errors += [
            {
                "row": problem.row,
                "column": problem.column,
                "value": problem.value,
                "reason": problem.reason,
                "effect": problem.effect,
                **({"same_as_row": problem.other_row} if problem.other_row else {}),
            }
            for problem in page.problems
        ]
        mark = page.next
        if not mark:
            return errors
