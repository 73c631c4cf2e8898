"""A worker that is killed in the middle of a chunk loses no letter, and doubles none but the one in its hands."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings
from django.db import connection, transaction
from django.utils import timezone

from matrikel.kernel.scope import association_scope
from matrikel.mail.actions.deliver_letters import CLAIMED_FOR, deliver_letters
from matrikel.mail.actions.queue_letters import queue_letters
from matrikel.mail.models import Letter
from tests.conftest import ACTOR, AT
from tests.factories.mail import Clock, a_letter, a_real_association, server_at, smtp_server

LETTERS = 12
KILLED_AT = 5


def test_a_worker_that_is_killed_doubles_at_most_the_letter_that_was_taken_and_not_committed(
    committed: None, settings: Any
) -> None:
    settings.IS_DEMO = False
    association_id = a_real_association()
    addresses = [f"m{number:02}@example.se" for number in range(LETTERS)]
    with association_scope(association_id):
        queue_letters(letters=[a_letter(each) for each in addresses], actor=ACTOR, at=AT)
    started: list[subprocess.Popen[bytes]] = []
    seen = threading.Event()

    with smtp_server() as (box, port):

        def kill_after_taking(to: str) -> str:
            # The server has the letter and says so; whoever sent it is dead before it can be written down.
            if to == addresses[KILLED_AT] and not seen.is_set():
                seen.set()
                started[0].kill()
                started[0].wait()
            return "250 2.0.0 Taken"

        box.after_data = kill_after_taking
        url = (
            urlsplit(os.environ["DATABASE_URL"])
            ._replace(path=f"/{connection.settings_dict['NAME']}")
            .geturl()
        )
        variables = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "PYTHONPATH": os.pathsep.join([str(django_settings.SOURCE), str(django_settings.SOURCE.parent)]),
            "SMTP_PORT": str(port),
        }
        command = [sys.executable, "-m", "tests.mail.worker_for_tests", str(association_id)]
        started.append(
            subprocess.Popen(
                command, env=variables, cwd=django_settings.SOURCE.parent, stderr=subprocess.PIPE
            )
        )
        _out, words = started[0].communicate(timeout=60)
        assert (started[0].returncode, box.recipients()) == (-9, addresses[: KILLED_AT + 1]), words
        settings.MAIL_SERVER = server_at(port)
        with association_scope(association_id):
            with transaction.atomic():
                assert Letter.objects.exclude(sent_at=None).count() == KILLED_AT
            # What the dead one had claimed is left alone for a while, then everybody may have it.
            assert deliver_letters(now=Clock(timezone.now())) == 0
            later = Clock(timezone.now() + CLAIMED_FOR + timedelta(seconds=1))
            assert deliver_letters(now=later) == LETTERS - KILLED_AT
            with transaction.atomic():
                assert Letter.objects.filter(sent_at=None).count() == 0
    assert sorted(box.recipients()) == sorted([*addresses, addresses[KILLED_AT]])


def test_two_workers_at_once_send_each_letter_once(committed: None, settings: Any, in_threads: Any) -> None:
    settings.IS_DEMO = False
    association_id = a_real_association()
    addresses = [f"m{number:03}@example.se" for number in range(60)]
    with association_scope(association_id):
        queue_letters(letters=[a_letter(each) for each in addresses], actor=ACTOR, at=AT)

    def work(meet: Any) -> int:
        with association_scope(association_id):
            meet()
            done = deliver_letters(now=Clock())
            # As if the other's claim had run out while it still works: the rows themselves keep order.
            return done + deliver_letters(now=Clock(AT + CLAIMED_FOR + timedelta(seconds=1)))

    with smtp_server() as (box, port):
        settings.MAIL_SERVER = server_at(port)
        sent = in_threads(work, work, work)
    assert (sum(sent), sorted(box.recipients())) == (60, addresses)
