"""A job exists if and only if its change was committed, and runs until it has succeeded, whatever dies meanwhile."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from matrikel.kernel import jobs
from matrikel.kernel.errors import Refusal
from matrikel.kernel.scope import ScopeRefused, association_scope
from matrikel.kernel.transactions import action
from matrikel.organisations.models import Unit
from tests.conftest import make_association
from tests.kernel import jobs_for_tests

Start = Callable[[], subprocess.Popen[str]]


def queued() -> list[tuple[str, str, int, dict[str, object]]]:
    # What comes by the clock is queued beside the tests' own jobs at its minute.
    return list(
        ProcrastinateJob.objects.filter(task_name__startswith="tests.")
        .order_by("id")
        .values_list("task_name", "status", "attempts", "args")
    )


def branches(association_id: UUID) -> list[str]:
    with association_scope(association_id), transaction.atomic():
        return list(Unit.objects.order_by("name").values_list("name", flat=True))


def now_is_later() -> None:
    """Let every worker that is gone have been silent for long, and let every wait be over."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE scheduled_at > now()")


def test_a_job_is_queued_with_its_change_and_its_arguments_are_ids(association: UUID) -> None:
    jobs.defer("tests.add_branch", number=1, run_id=association)
    ids = {"association_id": str(association), "number": 1, "run_id": str(association)}
    assert queued() == [("tests.add_branch", "todo", 0, ids)]


def test_a_change_that_is_rolled_back_leaves_no_job(association: UUID) -> None:
    @action
    def queue_and_fail() -> None:
        jobs.defer("tests.add_branch", number=1)
        raise Refusal

    with pytest.raises(Refusal):
        queue_and_fail()
    assert queued() == []


def test_outside_a_scope_nothing_can_be_queued(committed: None) -> None:
    with pytest.raises(ScopeRefused):
        jobs.defer("tests.add_branch", number=1)


def test_a_job_is_still_a_plain_function(association: UUID) -> None:
    jobs_for_tests.add_branch(number=7)
    assert list(Unit.objects.values_list("name", flat=True)) == ["Branch 7"]


def test_stalled_jobs_are_looked_for_every_minute() -> None:
    task = app.tasks["kernel.retry_stalled_jobs"]
    found = app.periodic_registry.periodic_tasks.values()
    assert [(periodic.task.name, periodic.cron) for periodic in found if periodic.task is task] == [
        ("kernel.retry_stalled_jobs", "* * * * *")
    ]


@pytest.fixture
def start(committed: None, tmp_path: Path) -> Iterator[Start]:
    """Return a way to start a worker in a process of its own, on the test's database."""
    name = connection.settings_dict["NAME"]
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    variables = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(settings.SOURCE), str(settings.SOURCE.parent)]),
        "MARKS": str(tmp_path),
    }
    started: list[subprocess.Popen[str]] = []

    def run() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.kernel.worker_for_tests"],
            env=variables,
            cwd=settings.SOURCE.parent,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def test_a_job_runs_in_its_association_and_one_that_fails_is_tried_again(
    start: Start, tmp_path: Path
) -> None:
    first, second = make_association("forsta"), make_association("andra")
    for association_id, number in [(first, 1), (second, 2)]:
        with association_scope(association_id), transaction.atomic():
            jobs.defer("tests.add_branch", number=number)
    with association_scope(second), transaction.atomic():
        jobs.defer("tests.fail_once", number=3)
    assert start().wait(60) == 0
    assert [(name, status, attempts) for name, status, attempts, _ids in queued()] == [
        ("tests.add_branch", "succeeded", 1),
        ("tests.add_branch", "succeeded", 1),
        ("tests.fail_once", "todo", 1),
    ]
    # What the failed one had written is gone with its transaction.
    assert (branches(first), branches(second)) == (["Branch 1"], ["Branch 2"])
    now_is_later()
    assert start().wait(60) == 0
    assert [status for _name, status, _attempts, _ids in queued()] == ["succeeded"] * 3
    assert branches(second) == ["Branch 2", "Branch 3"]


def test_a_job_may_leave_something_to_another(start: Start) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        jobs.defer("tests.hand_on", number=1)
    assert start().wait(60) == 0
    assert [(name, status) for name, status, _attempts, _ids in queued()] == [
        ("tests.hand_on", "succeeded"),
        ("tests.add_branch", "succeeded"),
    ]
    assert branches(association_id) == ["Branch 1"]


def test_a_job_whose_worker_was_killed_runs_again_and_writes_once(start: Start, tmp_path: Path) -> None:
    association_id = make_association()
    with association_scope(association_id), transaction.atomic():
        jobs.defer("tests.hang_once", number=1)
    worker = start()
    deadline = time.monotonic() + 60
    while not (tmp_path / "hung-1").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert [(name, status) for name, status, _attempts, _ids in queued()] == [("tests.hang_once", "doing")]
    assert branches(association_id) == []
    now_is_later()
    with suppress(AlreadyEnqueued):
        app.configure_task("kernel.retry_stalled_jobs").defer(timestamp=0)
    assert start().wait(60) == 0
    assert [(name, status) for name, status, _attempts, _ids in queued()] == [
        ("tests.hang_once", "succeeded")
    ]
    assert branches(association_id) == ["Branch 1"]
