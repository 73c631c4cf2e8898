"""
Gives a test run a home and a PostgreSQL server of its own; DATABASE_URL may name another server.

Where pytest-xdist shares the tests out, each process has its own home within that of the run, and its own database on
the server of the run.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

import pytest

from config.env import PROJECT
from matrikel.embedded import server

_MOST_AT_ONCE = 20
_run: tuple[Path, IO[str]] | None = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose and start: this hook is the only one that is called before Django's settings are read."""
    global _run
    wanted = Path(os.environ.get("MATRIKEL_TEST_HOME") or PROJECT / "var" / "test")
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        wanted = Path(os.environ["MATRIKEL_HOME"]) / worker
    _run = _free_home(wanted)
    home, _ = _run
    os.environ["MATRIKEL_HOME"] = str(home)
    if os.environ.get("DATABASE_URL"):  # also that of the run, in each of its processes
        return
    info = server.ensure_running(home, durable=False)
    os.environ["DATABASE_URL"] = info.runtime_url
    os.environ["DATABASE_OWNER_URL"] = info.owner_url


def pytest_unconfigure() -> None:
    """Stop the server; on a machine that is thrown away nothing is left of it."""
    if _run is None:
        return
    home, lock = _run
    if os.environ.get("CI"):
        server.remove(home)
    else:
        server.stop(home)
    lock.close()


def _free_home(wanted: Path) -> tuple[Path, IO[str]]:
    """Return a home that no other test run uses, and the lock that keeps it so."""
    for number in range(1, _MOST_AT_ONCE + 1):
        home = wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}")
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "test-run.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return home, lock
    raise pytest.UsageError(f"{_MOST_AT_ONCE} test runs are going on already.")
