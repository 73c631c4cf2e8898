"""Waits for the first byte of the people list over HTTP, and of a bare Django page with as many rows."""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from bench.asking import HOST, Client, together
from bench.pages import prove, signed_in_account
from bench.place import ROOT
from bench.timing import at_quiet, ratio, summary

TIMES = 150
CLIENTS = 4


def measure(association_id: UUID, slug: str) -> dict[str, Any]:
    """Return the time to the first byte of both pages, and their ratio."""
    session = _session(association_id, slug)
    from matrikel.console.commands.serve import PROCESSES
    from matrikel.embedded import server

    superuser = os.environ.get("DATABASE_SUPERUSER_URL") or server.ensure_running().superuser_url
    with (
        _serving("config.wsgi:application", {}) as ours,
        _serving("bench.bare:application", {"BENCH_BARE": "1", "DATABASE_SUPERUSER_URL": superuser}) as bare,
    ):
        address = reverse("office:people", kwargs={"association": slug})
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}", "Accept-Encoding": "identity"}
        pages = {
            "matrikel": Client(ours, address, cookie),
            "bare": Client(bare, f"/{association_id}/", {"Accept-Encoding": "identity"}),
        }
        for page in pages.values():
            page.ask()
        taken: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(TIMES):
            for name, page in pages.items():
                taken[name].append(page.ask())
        by_four = together(ours, address, cookie, clients=CLIENTS, times=TIMES // 2)
    with _serving("config.wsgi:application", {}, processes=PROCESSES) as as_served:
        by_four_as_served = together(as_served, address, cookie, clients=CLIENTS, times=TIMES // 2)
    return {
        "matrikel": summary(taken["matrikel"]),
        "bare_django": summary(taken["bare"]),
        "with_four_clients": summary(by_four),
        "with_four_clients_as_served": summary(by_four_as_served),
        "ratio": ratio(statistics.median(taken["matrikel"]), statistics.median(taken["bare"])),
        "ratio_in_quiet_moments": ratio(at_quiet(taken["matrikel"]), at_quiet(taken["bare"])),
    }


def _session(association_id: UUID, slug: str) -> str:
    account = signed_in_account(association_id, slug)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    prove(session)
    session.save()
    return str(session.session_key)


@contextmanager
def _serving(application: str, more: dict[str, str], *, processes: int = 1) -> Iterator[int]:
    """Serve a WSGI application on a port of the loopback as `matrikel serve` does, and stop it afterwards."""
    port = _free_port()
    from matrikel.console.commands.serve import THREADS

    environment = {**os.environ, **more, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    words = [
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        str(processes),
        "--blocking-threads",
        str(THREADS),
        "--no-access-log",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(
        [sys.executable, *words, "--host", HOST, "--port", str(port), application], env=environment
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection((HOST, port), timeout=30).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server does not answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
