"""Show Matrikel: a fictitious federation with its clubs, in a browser on this machine.

Everything lies under var/ (or MATRIKEL_HOME) and is there again at the next start. Ctrl-C stops it.
"""

import argparse
import errno
import fcntl
import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from config.env import home_directory
from matrikel.console.answers import CommandFailed
from matrikel.console.associations import scope_of
from matrikel.console.commands.grant_host import grant
from matrikel.console.commands.migrate import apply_migrations
from matrikel.console.commands.sign_in_link import make_link
from matrikel.console.start import start_django, uses_own_server
from matrikel.console.static_files import gather_static_files
from matrikel.console.supervision import Child, ChildKeepsDying
from matrikel.embedded import server

_PORTS_TRIED = 50
_ROLES = {
    "secretary": "secretary of a club",
    "treasurer": "treasurer of the same club",
    "federation_officer": "officer of the federation",
    "member": "member of the club",
}
_PATIENCE_TENTHS = 300


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "--port", type=int, default=8000, help="where to begin looking for a free one (default: %(default)s)"
    )


def run(arguments: argparse.Namespace) -> None:
    """Prepare everything, then keep the web and a worker running until told to stop."""
    if not uses_own_server():
        raise CommandFailed("The demo runs on its own database server only; unset DATABASE_URL to see it.")
    # Asked to stop, or the terminal was closed; Ctrl-C by name, since a shell's background jobs begin deaf to it.
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _as_interrupt)
    os.environ["MATRIKEL_DEMO"] = "1"
    # What the children start with, before this process learns the address of the database.
    variables = dict(os.environ)
    home = home_directory()
    with _only_one(home) as file:
        try:
            _note(file, arguments.port)
            _prepare()
            port = _free_port(arguments.port)
            _note(file, port)
            _run_until_stopped(home, port, variables=variables, lock=file.fileno())
        except KeyboardInterrupt:
            _say("Stopped.")
        finally:
            # From here on a second Ctrl-C would only leave something running.
            for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(ending, signal.SIG_IGN)
            server.stop(home)


def _prepare() -> None:
    _say("Starting the database …")
    start_django()
    if apply_migrations():
        _say("The database is ready; making up a federation …")
    gather_static_files()
    from django.utils import timezone

    from matrikel.sandbox.actions.load_demo import load_demo

    if load_demo(at=timezone.now()):
        _say("The federation and its clubs are there.")


def _run_until_stopped(home: Path, port: int, *, variables: dict[str, str], lock: int) -> None:
    commands = {"web": ["serve", f"--port={port}", "--processes=1"], "worker": ["worker"]}
    children = [
        Child(
            name=name,
            command=[sys.executable, "-m", "matrikel.console.main", *words, "--with-parent"],
            log=home / "log" / f"{name}.log",
            variables=variables,
            keep_open=lock,
        )
        for name, words in commands.items()
    ]
    try:
        for child in children:
            child.start()
        _wait_for_answer(port, children)
        _welcome(port)
        while True:
            _look_after(children)
            time.sleep(1)
    except ChildKeepsDying as problem:
        raise CommandFailed(str(problem)) from problem
    finally:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_until_stopped()


def _look_after(children: list[Child]) -> None:
    for child in children:
        if child.revive():
            _say(f"The {child.name} had stopped and was started again; {child.log} says why.")


def _wait_for_answer(port: int, children: list[Child]) -> None:
    while True:
        _look_after(children)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30):
                return
        except urllib.error.HTTPError as refusal:
            if refusal.code < 500:
                return
            raise CommandFailed(
                f"The web answers with error {refusal.code}; see the log under var/log."
            ) from refusal
        except OSError:
            time.sleep(0.2)


def _welcome(port: int) -> None:
    """Say where it is and how to get in."""
    from matrikel.sandbox.federation import HOST, PERSONAS

    address = f"http://localhost:{port}"
    _say(f"\nMatrikel is open at {address}\n\nSign in as one of these; each link works once:\n")
    for persona in PERSONAS:
        with scope_of(persona.association):
            path = make_link(
                email=persona.email, association=persona.association, role=persona.role, by="demo"
            )
        _say(f"  {persona.display_name}, {_ROLES[persona.role]}\n    {address}{path}\n")
    path = grant(email=HOST.email, name=HOST.display_name, command="demo")
    _say(f"  {HOST.display_name}, host of the installation\n    {address}{path}\n")
    _say(f"Or begin with an empty association of your own, as often as you like:\n    {address}/start/\n")
    _say("Ctrl-C stops it; the next start goes on from here.")


def _free_port(first: int) -> int:
    """Return the first free port, saying which ones are taken."""
    for port in range(first, first + _PORTS_TRIED):
        # A browser that is told "localhost" may try ::1 first, so somebody who listens only there counts too.
        if _is_free(socket.AF_INET, "127.0.0.1", port) and _is_free(socket.AF_INET6, "::1", port):
            return port
        _say(f"Port {port} is taken; trying {port + 1}.")
    raise CommandFailed(f"No free port between {first} and {first + _PORTS_TRIED - 1}; try --port.")


def _is_free(family: socket.AddressFamily, address: str, port: int) -> bool:
    try:
        with socket.socket(family) as probe:
            # As the web server does: a port that only waits for old connections to fade is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address, port))
    except OSError as problem:
        # A machine without IPv6 says something else, and has nobody listening there.
        return problem.errno not in {errno.EADDRINUSE, errno.EACCES}
    return True


@contextmanager
def _only_one(home: Path) -> Iterator[IO[str]]:
    """
    Let one demo run per home; yield the open file that says where it is.

    The children hold the lock too: after a kill -9 of this process it is free only when they are gone.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "demo.json").open("a+", encoding="utf-8") as file:
        for _ in range(_PATIENCE_TENTHS):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                file.seek(0)
                running = json.loads(file.read() or "{}")
                if _is_alive(running.get("pid")):
                    raise CommandFailed(f"The demo runs already: {running.get('url')}") from None
                time.sleep(0.1)
        else:
            raise CommandFailed("What an earlier demo has left is still running; try again in a moment.")
        yield file


def _note(file: IO[str], port: int) -> None:
    file.truncate(0)
    json.dump({"pid": os.getpid(), "url": f"http://localhost:{port}"}, file)
    file.flush()


def _is_alive(pid: int | None) -> bool:
    if pid is None:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _as_interrupt(signum: int, frame: object) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    print(line, flush=True)
