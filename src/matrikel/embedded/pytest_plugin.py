"""Gives a test run a PostgreSQL server of its own, unless DATABASE_URL names one."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

import pytest

from config.env import PROJECT
from matrikel.embedded import server

_MOST_AT_ONCE = 20
_own_server: tuple[Path, IO[str]] | None = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Start the server: this hook is the only one that is called before Django's settings are read."""
    global _own_server
    if os.environ.get("DATABASE_URL"):
        return
    home, lock = _free_home(Path(os.environ.get("MATRIKEL_HOME") or PROJECT / "var" / "test"))
    info = server.ensure_running(home, durable=False)
    os.environ["MATRIKEL_HOME"] = str(home)
    os.environ["DATABASE_URL"] = info.runtime_url
    os.environ["DATABASE_OWNER_URL"] = info.owner_url
    os.environ["DATABASE_SUPERUSER_URL"] = info.superuser_url
    _own_server = home, lock


def pytest_unconfigure() -> None:
    """Stop the server; on a machine that is thrown away nothing is left of it."""
    if _own_server is None:
        return
    home, lock = _own_server
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
