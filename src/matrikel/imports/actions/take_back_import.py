"""Undo a run to its end before returning: what the command does where no worker needs to run."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from matrikel.imports import steps
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.queries import get_run, list_kept
from matrikel.kernel.actors import Actor


def take_back_import(*, run_id: UUID, actor: Actor, at: datetime) -> dict[str, Any]:
    """
    Return the run's state and the people who stayed because somebody had changed them since.

    Runs in an association's scope with no transaction open: every chunk is a transaction of its own.

    :raises UndoRefused: the run cannot be taken back.
    :raises NotFound: there is no such run in this association.
    """
    undo_import(run_id=run_id, actor=actor, at=at)
    while steps.undo_next_chunk(run_id=run_id, actor=actor, at=at):
        continue
    with transaction.atomic():
        state = get_run(run_id=run_id, at=at).run.state.lower()
        kept = list_kept(run_id=run_id)
    return {"run": str(run_id), "state": state, "kept": [str(each.person_id) for each in kept]}
