"""Waits for the first byte of the people list over HTTP, and of a bare Django page with as many rows."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse

from bench.pages import prove, signed_in_account
from bench.place import ROOT
from bench.timing import at_quiet, in_turns, milliseconds, ratio, summary

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
        taken = in_turns(
            TIMES,
            matrikel=lambda: _first_byte(ours, address, cookie),
            bare=lambda: _first_byte(bare, f"/{association_id}/", {}),
        )
        together = _together(ours, address, cookie)
    with _serving("config.wsgi:application", {}, processes=PROCESSES) as as_served:
        together_as_served = _together(as_served, address, cookie)
    return {
        "matrikel": summary(taken["matrikel"]),
        "bare_django": summary(taken["bare"]),
        "with_four_clients": summary(together),
        "with_four_clients_as_served": summary(together_as_served),
        "ratio": ratio(statistics.median(taken["matrikel"]), statistics.median(taken["bare"])),
        "ratio_in_quiet_moments": ratio(at_quiet(taken["matrikel"]), at_quiet(taken["bare"])),
    }


def _first_byte(connection: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> None:
    connection.request("GET", address, headers=headers)
    response = connection.getresponse()  # returns with the head, before the body is read
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    response.read()


def _together(first: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> list[float]:
    """Return the times to the first byte while four clients ask without a pause."""

    def ask(_client: int) -> list[float]:
        connection = http.client.HTTPConnection(first.host, first.port, timeout=30)
        return [milliseconds(lambda: _first_byte(connection, address, headers)) for _ in range(TIMES // 2)]

    with ThreadPoolExecutor(CLIENTS) as clients:
        return [taken for own in clients.map(ask, range(CLIENTS)) for taken in own]


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
def _serving(
    application: str, more: dict[str, str], *, processes: int = 1
) -> Iterator[http.client.HTTPConnection]:
    """Serve a WSGI application on the loopback as `matrikel serve` does, and stop it afterwards."""
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
        [sys.executable, *words, "--host", "127.0.0.1", "--port", str(port), application], env=environment
    )
    try:
        yield _connected(port)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(150):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return connection
    raise RuntimeError("The server does not answer.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
