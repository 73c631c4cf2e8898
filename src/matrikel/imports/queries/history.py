"""What runs there are, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Q

from matrikel.imports.models import Run
from matrikel.imports.runs import can_undo
from matrikel.kernel.errors import NotFound
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One run in a list of runs."""

    id: UUID
    file_name: str
    state: str
    rows: int
    add: int
    update: int
    skip: int
    keep: int
    problems: int
    applied_rows: int
    added: int
    updated: int
    created_at: datetime
    finished_at: datetime | None
    can_undo: bool

    @classmethod
    def of(cls, run: Run, at: datetime) -> Self:
        """The run as a list shows it."""
        return cls(
            id=run.id,
            file_name=run.file_name,
            state=run.state,
            rows=run.rows,
            add=run.to_add,
            update=run.to_update,
            skip=run.to_skip,
            keep=run.to_keep,
            problems=sum(run.problems.values()),
            applied_rows=run.applied_rows,
            added=run.added,
            updated=run.updated,
            created_at=run.created_at,
            finished_at=run.finished_at,
            can_undo=can_undo(run, at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPage:
    """Some runs, and after which one the next page begins."""

    runs: tuple[RunRow, ...]
    next_after: UUID | None


def list_runs(*, at: datetime, limit: int = 50) -> list[RunRow]:
    """Return the newest runs first."""
    return list(page_of_runs(at=at, limit=limit).runs)


def page_of_runs(*, at: datetime, limit: int = 50, after: UUID | None = None, search: str = "") -> RunPage:
    """
    Return runs, the newest first; `after` is the last one of the page before.

    `search` is a part of the file's name; a name that is forgotten is not found.
    """
    runs = Run.objects.filter(association_id=current_association())
    if search:
        runs = runs.filter(file_name__icontains=search)
    if after is not None:
        last = runs.model.objects.filter(association_id=current_association(), id=after)
        found = last.values_list("created_at", "id").first()
        if found is None:
            raise NotFound
        runs = runs.filter(Q(created_at__lt=found[0]) | Q(created_at=found[0], id__lt=found[1]))
    rows = list(runs.order_by("-created_at", "-id")[: limit + 1])
    return RunPage(
        runs=tuple(RunRow.of(run, at) for run in rows[:limit]),
        next_after=rows[limit - 1].id if len(rows) > limit else None,
    )
