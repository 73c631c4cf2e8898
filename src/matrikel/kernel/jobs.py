"""Background work: a job exists if and only if the change that asked for it was committed."""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import INSTALLATION
from matrikel.kernel.scope import association_scope, current_association

RETRY = RetryStrategy(max_attempts=5, exponential_wait=2)
STALLED_AFTER_SECONDS = 60


def job(
    name: str, *, queue: str = "default", commits_itself: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """
    Register a function as the job `name`; it runs inside its association's scope, in one transaction.

    Its arguments are ids and plain numbers: a job row never holds a personal value. What a job does outside the
    database cannot be rolled back; one that `commits_itself` gets no transaction and opens one for each such step.
    """

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @wraps(function)
        def run(*, association_id: str, **ids: Any) -> None:
            with association_scope(UUID(association_id)):
                if commits_itself:
                    function(**ids)
                    return
                with transaction.atomic():
                    function(**ids)

        app.task(name=name, queue=queue, retry=RETRY)(run)
        return function

    return decorate


def defer(name: str, *, lock: str | None = None, **ids: Any) -> None:
    """Queue a job for the current association in the current transaction; `lock` lets one of its kind run at a time."""
    _defer(name, current_association(), lock, ids)


def defer_for_installation(name: str, *, lock: str | None = None, **ids: Any) -> None:
    """Queue a job that belongs to no association in the current transaction, whatever scope is open."""
    _defer(name, INSTALLATION, lock, ids)


def _defer(name: str, association_id: UUID, lock: str | None, ids: Mapping[str, Any]) -> None:
    plain = {key: str(value) if isinstance(value, UUID) else value for key, value in ids.items()}
    app.configure_task(name, lock=lock).defer(association_id=str(association_id), **plain)


def is_under_way(**ids: Any) -> bool:
    """Say whether a job of the current association with these arguments waits or works."""
    plain = {key: str(value) if isinstance(value, UUID) else value for key, value in ids.items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
            " AND args->>'association_id' = %s AND args @> %s::jsonb)",
            [str(current_association()), json.dumps(plain)],
        )
        return bool(cursor.fetchone()[0])


def retry_failed(*, job_id: int) -> bool:
    """
    Queue a job of the current association again if it has failed; return whether it had.

    :raises NotFound: there is no such job in this association.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE id = %s AND args->>'association_id' = %s FOR UPDATE",
            [job_id, str(current_association())],
        )
        found = cursor.fetchone()
        if found is None:
            raise NotFound
        if found[0] != "failed":
            return False
        cursor.execute("SELECT procrastinate_retry_job_v2(%s, now(), NULL, NULL, NULL)", [job_id])
    return True


@app.periodic(cron="* * * * *")
@app.task(
    name="kernel.retry_stalled_jobs",
    queue="default",
    queueing_lock="kernel.retry_stalled_jobs",
    pass_context=True,
)
async def retry_stalled_jobs(context: Any, timestamp: int) -> None:
    """Queue again the jobs whose worker died without a word."""
    manager = context.app.job_manager
    for stalled in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(stalled)
