"""Starts and stops the PostgreSQL server that comes along with Matrikel, one per home directory."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from psycopg.conninfo import make_conninfo

from config.env import home_directory
from matrikel.embedded import roles
from matrikel.embedded.memory import find_memory, memory_settings
from matrikel.embedded.place import EmbeddedServerProblem, Place, find_place, make_place

SUPERUSER = "matrikel_superuser"
_LOG_LIMIT = 20_000_000

_SETTINGS = """\
# Written by Matrikel at every start. A server with settings of your own is used through DATABASE_URL.
listen_addresses = ''
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 100
work_mem = '16MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'  # every page is written out whole once after each, and an import touches the same ones
wal_level = 'minimal'
max_wal_senders = 0
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
log_parameter_max_length_on_error = 0
log_min_error_statement = 'panic'  # a failing statement may hold names and addresses
log_error_verbosity = 'terse'  # so may the detail of an error: Key (member_number)=(…) already exists
"""
_FORGETFUL = """\
fsync = off
full_page_writes = off
synchronous_commit = off
# Tests take back what they write, so whoever looks in from outside finds every table empty, and a plan for an empty
# table that a connection then keeps goes through thousands of rows one by one. Unknown is planned for well.
autovacuum = off
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class ServerInfo:
    """The addresses of a running embedded server, one per role that signs in."""

    runtime_url: str = field(repr=False)
    owner_url: str = field(repr=False)
    superuser_url: str = field(repr=False)


def ensure_running(home: Path | None = None, *, durable: bool = True) -> ServerInfo:
    """
    Start the server of this home unless it runs, with its roles and database, and return its addresses.

    `durable=False` gives up safety against power cuts for speed: for servers that tests throw away.

    :raises EmbeddedServerProblem: it cannot be started here.
    """
    home = home or home_directory()
    with _one_at_a_time(home):
        place = find_place(home) or _create_cluster(home, durable=durable)
        passwords = _read_passwords(place)
        info = _info(place, passwords)
        if _process_id(place) is None:
            place.prepared.unlink(missing_ok=True)
            _start(place, durable=durable)
        if not place.prepared.exists():
            superuser = make_conninfo(info.superuser_url, dbname="postgres")
            roles.create_roles(superuser=superuser)
            roles.set_passwords(
                superuser=superuser,
                passwords={role: passwords[role] for role in (roles.OWNER, roles.RUNTIME)},
            )
            place.prepared.touch()
        return info


def stop(home: Path | None = None) -> bool:
    """Stop the server of this home, letting running transactions roll back; return whether it ran."""
    home = home or home_directory()
    if not home.exists():
        return False
    with _one_at_a_time(home):
        place = find_place(home)
        if place is None or _process_id(place) is None:
            return False
        result = place.run(
            place.programs / "pg_ctl", "stop", "-w", "-t", "300", "-m", "fast", "-D", place.data
        )
        if result.returncode:
            raise EmbeddedServerProblem(f"PostgreSQL did not stop: {result.stdout.strip()}")
        return True


def remove(home: Path) -> None:
    """Stop the server of this home and delete its data."""
    stop(home)
    place = find_place(home)
    if place is not None:
        shutil.rmtree(place.sockets, ignore_errors=True)
        shutil.rmtree(place.base)
    (home / "postgres").unlink(missing_ok=True)


def is_running(home: Path | None = None) -> bool:
    """Return whether the server of this home runs."""
    place = find_place(home or home_directory())
    return place is not None and _process_id(place) is not None


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Let two commands that start at once agree on who starts the server."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "postgres.lock").open("w")
    except PermissionError:
        raise EmbeddedServerProblem(
            f"{home} may not be written to. Set MATRIKEL_HOME to a directory of your own."
        ) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create_cluster(home: Path, *, durable: bool) -> Place:
    place = make_place(home)
    passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, roles.OWNER, roles.RUNTIME)}
    _write_private(place.passwords, json.dumps(passwords, indent=2))
    place.own(place.passwords, 0o600)
    # Under another name until it is whole: a start that is interrupted leaves no half cluster behind.
    half, secret = place.base / "data.half", place.base / "secret"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir()
    place.own(half, 0o700)
    _write_private(secret, passwords[SUPERUSER])
    place.own(secret, 0o400)
    try:
        result = place.run(
            place.programs / "initdb",
            f"--pgdata={half}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            *([] if durable else ["--no-sync"]),
        )
    finally:
        secret.unlink()
    if result.returncode:
        raise EmbeddedServerProblem(
            f"PostgreSQL could not prepare its data directory: {result.stdout.strip()}"
        )
    half.rename(place.data)
    return place


def _start(place: Place, *, durable: bool) -> None:
    _refuse_other_version(place)
    # Whoever wrote it is gone (kill -9, power cut): checked before coming here.
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    shutil.rmtree(place.sockets, ignore_errors=True)
    try:
        place.sockets.mkdir(mode=0o700)
    except FileExistsError:
        raise EmbeddedServerProblem(f"{place.sockets} belongs to another user; remove it.") from None
    place.own(place.sockets, 0o700)
    if place.log.exists() and place.log.stat().st_size > _LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.1"))
    place.log.touch()
    place.own(place.log, 0o600)
    settings = [
        _SETTINGS,
        # Servers that are thrown away run many at a time beside one another.
        memory_settings(find_memory() if durable else 0),
        "" if durable else _FORGETFUL,
        f"unix_socket_directories = '{place.sockets}'\n",
    ]
    _write_for_server(place, "postgresql.conf", "".join(settings))
    _write_for_server(place, "pg_hba.conf", "local all all scram-sha-256\n")
    # pg_ctl comes back when the server answers or has given up. A day: recovery may take as long as it takes.
    result = place.run(
        place.programs / "pg_ctl", "start", "-s", "-w", "-t", "86400", "-D", place.data, "-l", place.log
    )
    if result.returncode:
        last = place.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-3:]
        raise EmbeddedServerProblem(f"PostgreSQL did not start; {place.log} ends with: " + " / ".join(last))


def _process_id(place: Place) -> int | None:
    """Return the number of the running server, or None; what postmaster.pid says is checked, not believed."""
    try:
        number = int((place.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None
    command = _command_line(number)
    if "postgres" not in command:
        return None  # gone, or its number belongs to another program by now
    try:
        is_ours = os.path.samefile(f"/proc/{number}/cwd", place.data)
    except OSError:  # no /proc, or not allowed to look
        is_ours = str(place.data) in command
    return number if is_ours else None


def _command_line(number: int) -> str:
    """Return the command line of a living process, or nothing."""
    try:
        raw = Path(f"/proc/{number}/cmdline").read_bytes()
    except FileNotFoundError:
        if Path("/proc/self").exists():
            return ""
        asked = ["ps", "-ww", "-o", "command=", "-p", str(number)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return os.fsdecode(raw.replace(b"\0", b" "))


def _refuse_other_version(place: Place) -> None:
    written_by = (place.data / "PG_VERSION").read_text(encoding="ascii").strip()
    installed = place.run(place.programs / "postgres", "--version").stdout.split()[-1].split(".")[0]
    if written_by != installed:
        raise EmbeddedServerProblem(
            f"The data in {place.data} were written by PostgreSQL {written_by}; the one that comes along is "
            f"now {installed}. Take the data over with pg_dump of version {written_by}, or start anew in "
            "another MATRIKEL_HOME."
        )


def _info(place: Place, passwords: dict[str, str]) -> ServerInfo:
    where = f":5432/{roles.DATABASE}?host={quote(str(place.sockets), safe='/')}"

    def url(role: str) -> str:
        return f"postgresql://{role}:{passwords[role]}@{where}"

    return ServerInfo(
        runtime_url=url(roles.RUNTIME), owner_url=url(roles.OWNER), superuser_url=url(SUPERUSER)
    )


def _read_passwords(place: Place) -> dict[str, str]:
    try:
        content: dict[str, str] = json.loads(place.passwords.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EmbeddedServerProblem(
            f"{place.passwords} is missing; the data beside it cannot be opened."
        ) from None
    return content


def _write_for_server(place: Place, name: str, content: str) -> None:
    path = place.data / name
    path.write_text(content, encoding="utf-8")
    place.own(path, 0o600)


def _write_private(path: Path, content: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
