"""Take in a file: sealed at once, read by a job."""

from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO
from uuid import UUID

from matrikel.audit.actions.record import Act, record
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.recognise import refuse_at_sight
from matrikel.imports.formats.table import MAX_BYTES
from matrikel.imports.models import Run
from matrikel.imports.staging import keep_file
from matrikel.kernel.actors import Actor
from matrikel.kernel.ids import new_id
from matrikel.kernel.jobs import defer
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action


@action
def start_import(*, file: BinaryIO, file_name: str, actor: Actor, at: datetime) -> UUID:
    """
    Keep the file sealed and queue its reading; returns the run.

    :raises FileRefused: the file is empty, too large, or at sight no table.
    """
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise FileRefused(FileReason.EMPTY)
    if size > MAX_BYTES:
        raise FileRefused(FileReason.TOO_LARGE, megabytes=size // 2**20, limit=MAX_BYTES // 2**20)
    refuse_at_sight(file.read(4096))
    file.seek(0)
    run = Run.objects.create(
        id=new_id(),
        association_id=current_association(),
        file_name=PurePosixPath(file_name.replace("\\", "/")).name[:200],
        file_size=size,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_role=actor.role,
        created_at=at,
    )
    keep_file(run.id, file)
    record(
        acts=[Act(action="imports.started", header={"run": str(run.id), "bytes": size})], actor=actor, at=at
    )
    defer("imports.read_file", run_id=run.id)
    return run.id
