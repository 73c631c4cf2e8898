"""A worker that is killed in the middle of a run neither loses nor doubles a row."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from matrikel.imports import steps
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.start_import import start_import
from matrikel.imports.models import Run, Touched
from matrikel.kernel.scope import association_scope
from matrikel.memberships.models import Membership
from matrikel.people.models import ContactPoint, Person
from tests.conftest import ACTOR, AT, make_association

pytestmark = pytest.mark.long

Start = Callable[[], subprocess.Popen[bytes]]
ROWS = 30_000


@pytest.fixture
def start(committed: None) -> Iterator[Start]:
    """Return a way to start a worker in a process of its own, on the test's database."""
    url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    variables = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(settings.SOURCE), str(settings.SOURCE.parent)]),
    }
    started: list[subprocess.Popen[bytes]] = []

    def run() -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "matrikel.console.main", "worker", "--once"],
            env=variables,
            cwd=settings.SOURCE.parent,
            stderr=subprocess.DEVNULL,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.wait()


def state_of(association_id: UUID, run_id: UUID) -> tuple[str, int]:
    with association_scope(association_id), transaction.atomic():
        state, applied = Run.objects.values_list("state", "applied_rows").get(id=run_id)
    return state, applied


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_run_survives_two_killed_workers(start: Start) -> None:
    association_id = make_association()
    text = "Medlemsnr;Förnamn;Efternamn;E-post;Ort\n" + "".join(
        f"{number};Anna;Ek{chr(97 + number % 26)};anna{number}@example.se;Umeå\n"
        for number in range(1, ROWS + 1)
    )
    with association_scope(association_id):
        run_id = start_import(file=BytesIO(text.encode()), file_name="members.csv", actor=ACTOR, at=AT)
        steps.read_file(run_id=run_id, at=AT)
        confirm_import(run_id=run_id, actor=ACTOR, at=AT)
    applied = 0
    for _ in range(2):
        worker = start()
        before = applied
        wait_for(lambda before=before: state_of(association_id, run_id)[1] > before)  # type: ignore[misc]
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        state, applied = state_of(association_id, run_id)
        assert (state, 0 < applied < ROWS) == ("APPLYING", True)
        with connections["owner"].cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE scheduled_at > now()")
        with suppress(AlreadyEnqueued):
            app.configure_task("kernel.retry_stalled_jobs").defer(timestamp=0)
    assert start().wait(300) == 0
    assert state_of(association_id, run_id) == ("DONE", ROWS)
    with association_scope(association_id), transaction.atomic():
        numbers = sorted(int(number) for number in Person.objects.values_list("member_number", flat=True))
        assert numbers == list(range(1, ROWS + 1))
        assert Membership.objects.count() == ROWS
        assert ContactPoint.objects.filter(kind="EMAIL").count() == ROWS
        assert Touched.objects.count() == ROWS
