"""Serve the pages until stopped (SIGTERM or Ctrl-C lets running requests finish)."""

import argparse
from pathlib import Path

from config import env
from matrikel.console.answers import CommandFailed
from matrikel.console.self_checks import (
    problems_of_the_address,
    problems_of_the_database,
    problems_of_the_doors,
    problems_of_the_eid,
    problems_of_the_line,
    problems_of_the_secrets,
)
from matrikel.console.start import SECRETS_FILE, start_django
from matrikel.console.static_files import gather_static_files
from matrikel.console.supervision import stop_with_parent

PROCESSES = 2
THREADS = 4


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=THREADS, help="per process (default: %(default)s)")
    parser.add_argument("--with-parent", action="store_true", help="stop when the starting process is gone")


def run(arguments: argparse.Namespace) -> None:
    """Serve."""
    start_django(serves=True)
    _refuse_what_is_open(arguments.host)
    let_go_of_the_database()
    gather_static_files()
    if arguments.with_parent:
        stop_with_parent()
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "config.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        workers=arguments.processes,
        blocking_threads=arguments.threads,
        respawn_failed_workers=True,
        websockets=False,
        workers_kill_timeout=20,
    ).serve()


def let_go_of_the_database() -> None:
    """
    Close what the checks have opened, before there are processes to share it.

    A process that is forked inherits the sockets of the pool without the threads that look after it: when the parent
    closes them after ten idle minutes, every page of the child breaks.
    """
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]


def _refuse_what_is_open(host: str) -> None:
    """
    Look at the installation before the first visitor does.

    :raises CommandFailed: it is open where it should not be, or a page does not say who may enter.
    """
    from django.conf import settings

    problems = problems_of_the_address(
        host=host,
        allowed_hosts=settings.ALLOWED_HOSTS,
        # In the demonstration everybody is made up.
        behind_https=settings.SESSION_COOKIE_SECURE or settings.IS_DEMO,
        debug=settings.DEBUG or env.read().debug,
    )
    problems += problems_of_the_secrets(
        secret_key=settings.SECRET_KEY,
        kept=env.home_directory() / SECRETS_FILE,
        keyring=Path(settings.KEYRING_DIRECTORY),
        open_folders=[Path(settings.STATIC_ROOT), Path(settings.MEDIA_ROOT), settings.SOURCE],
    )
    problems += problems_of_the_eid(env.eid_files())
    problems += problems_of_the_line(settings.DATABASES["default"])
    problems += problems_of_the_doors() + problems_of_the_database()
    if problems:
        raise CommandFailed("\n".join(["Matrikel does not start like this:", *problems]))
