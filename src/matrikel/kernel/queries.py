"""Questions about the installation itself, and about the background work of an association."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from croniter import croniter
from django.apps import apps
from django.db import connection, models
from procrastinate.contrib.django import app

from matrikel.kernel import isolation
from matrikel.kernel.personal_data_map import TableClass, pages
from matrikel.kernel.scope import current_association


@dataclass(frozen=True, slots=True, kw_only=True)
class IsolationBreach:
    """Something in the database through which one association could reach another."""

    table: str
    problem: str


def list_isolation_breaches() -> list[IsolationBreach]:
    """Return every breach that the guard queries find, and every model whose keys differ from the database's."""
    installation = [
        apps.get_model(label)._meta.db_table
        for label, page in pages().items()
        if page.table_class is TableClass.INSTALLATION
    ]
    every = [model._meta.db_table for model in apps.get_models(include_auto_created=True)]
    values: dict[str, Any] = {
        "installation": installation,
        "modelled": [*every, "django_migrations"],
        "runtime": isolation.RUNTIME_ROLE,
    }
    with connection.cursor() as cursor:
        cursor.execute(isolation.LIST_BREACHES, values)
        found = [IsolationBreach(table=table, problem=problem) for table, problem in cursor.fetchall()]
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        )
        keys = set(cursor.fetchall())
    return found + [breach for model in apps.get_models() for breach in _missing_keys(model, keys)]


def role_above_the_wall() -> str:
    """Return the role of this connection if it sees every association's rows, whatever the scope says; else nothing."""
    with connection.cursor() as cursor:
        cursor.execute(isolation.ROLE_OF_THE_CONNECTION)
        ((role, is_above),) = cursor.fetchall()
    return str(role) if is_above else ""


def _missing_keys(model: type[models.Model], keys: set[tuple[str, str]]) -> list[IsolationBreach]:
    name = model._meta.db_table
    missing = []
    for field in filter(isolation.is_tied_by_us, model._meta.local_fields):
        parent: Any = field.related_model
        wanted = f"FOREIGN KEY (association_id, {field.column}) REFERENCES {parent._meta.db_table}(association_id, id)"
        if not isolation.has_association(parent):
            wanted = f"FOREIGN KEY ({field.column}) REFERENCES {parent._meta.db_table}(id)"
        if (name, wanted) not in keys:
            missing.append(
                IsolationBreach(table=name, problem=f"the composite key of {field.name} is missing")
            )
    return missing


class JobState(StrEnum):
    """Where a job stands, in words for people who do not run servers."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"
    DONE = "done"
    CANCELLED = "cancelled"


_STATES = {
    JobState.WAITING: ("todo",),
    JobState.RUNNING: ("doing",),
    JobState.FAILED: ("failed",),
    JobState.DONE: ("succeeded",),
    JobState.CANCELLED: ("cancelled", "aborted"),
}
_STATE_OF = {code: state for state, codes in _STATES.items() for code in codes}


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """
    One background job of the association: what kind, how it went and when; never with what.

    `about` is the id of the run (an import, a change of many) of which the job is a step, if it is one.
    """

    id: int
    name: str
    about: UUID | None
    state: JobState
    attempts: int
    queued_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """One page of jobs, newest first."""

    rows: Sequence[JobRow]
    next_before: int | None
    previous_after: int | None


# The jobs lie in a table of the installation: here the association is part of every question.
_MINE = "args->>'association_id' = %(association)s"


def list_jobs(
    *,
    states: Sequence[JobState] = (),
    names: Sequence[str] | None = None,
    before: int | None = None,
    after: int | None = None,
    rows: int = 25,
) -> JobPage:
    """Return one page of the current association's jobs, newest first; `names` of None means every kind."""
    conditions = [_MINE]
    values: dict[str, Any] = {"association": str(current_association()), "most": rows + 1}
    if states:
        conditions.append("status::text = ANY (%(states)s)")
        values["states"] = [code for state in states for code in _STATES[state]]
    if names is not None:
        conditions.append("task_name = ANY (%(names)s)")
        values["names"] = list(names)
    backwards = after is not None
    if backwards or before is not None:
        conditions.append("id > %(mark)s" if backwards else "id < %(mark)s")
        values["mark"] = after if backwards else before
    statement = (
        "SELECT j.id, j.task_name, j.status::text, j.attempts, coalesce(j.args->>'run_id', j.args->>'edit_id'),"  # noqa: S608 - our own words only
        " (SELECT min(at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'deferred'),"
        " (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started'),"
        " (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id"
        "   AND e.type IN ('succeeded', 'failed', 'cancelled', 'aborted'))"
        f" FROM procrastinate_jobs j WHERE {' AND '.join(conditions)}"
        f" ORDER BY id {'ASC' if backwards else 'DESC'} LIMIT %(most)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = cursor.fetchall()
    more, found = len(found) > rows, found[:rows]
    if backwards:
        found.reverse()
    ids = [row[0] for row in found]
    has_next = backwards or more
    has_previous = more if backwards else before is not None
    return JobPage(
        rows=[
            JobRow(
                id=row[0],
                name=row[1],
                state=_STATE_OF.get(row[2], JobState.RUNNING),
                attempts=row[3],
                about=UUID(row[4]) if row[4] else None,
                queued_at=row[5],
                started_at=row[6],
                ended_at=row[7],
            )
            for row in found
        ],
        next_before=ids[-1] if ids and has_next else None,
        previous_after=ids[0] if ids and has_previous else None,
    )


EVERYWHERE = "_everywhere"
"""Ends the name of a job that by the clock asks for the job of the same name in every association."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegularJob:
    """Work that comes by itself: how it went the last time in this association, and when it comes next."""

    name: str
    state: JobState | None
    last_at: datetime | None
    next_at: datetime


def list_regular_jobs(*, at: datetime) -> list[RegularJob]:
    """Return the work that the clock asks for in every association, the one that comes next first; one query."""
    crons = {
        periodic.task.name.removesuffix(EVERYWHERE): periodic.cron
        for periodic in app.periodic_registry.periodic_tasks.values()
        if periodic.task.name.endswith(EVERYWHERE)
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (j.task_name) j.task_name, j.status::text,"  # noqa: S608 - our own words only
            " (SELECT max(at) FROM procrastinate_events e WHERE e.job_id = j.id)"
            f" FROM procrastinate_jobs j WHERE {_MINE} AND j.task_name = ANY (%(names)s)"
            " ORDER BY j.task_name, j.id DESC",
            {"association": str(current_association()), "names": list(crons)},
        )
        last = {name: (_STATE_OF.get(status, JobState.RUNNING), moment) for name, status, moment in cursor}
    # What has no job of its own in an association (signing in belongs to the installation) is nobody's business here.
    found = [
        RegularJob(
            name=name,
            state=last[name][0] if name in last else None,
            last_at=last[name][1] if name in last else None,
            next_at=croniter(cron, at.astimezone(UTC)).get_next(datetime),
        )
        for name, cron in crons.items()
        if name in app.tasks
    ]
    return sorted(found, key=lambda job: (job.next_at, job.name))


def count_jobs(*, state: JobState, most: int = 100) -> int:
    """Return how many of the current association's jobs stand so, counting no further than `most`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM procrastinate_jobs WHERE {_MINE}"  # noqa: S608
            " AND status::text = ANY (%(states)s) LIMIT %(most)s) AS found",
            {"association": str(current_association()), "states": list(_STATES[state]), "most": most},
        )
        return int(cursor.fetchone()[0])
