"""Serve the pages until stopped (SIGTERM or Ctrl-C lets running requests finish)."""

import argparse

from matrikel.console.start import start_django
from matrikel.console.static_files import gather_static_files
from matrikel.console.supervision import stop_with_parent


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
    parser.add_argument("--processes", type=int, default=2, help="default: %(default)s")
    parser.add_argument("--threads", type=int, default=4, help="per process (default: %(default)s)")
    parser.add_argument("--with-parent", action="store_true", help="stop when the starting process is gone")


def run(arguments: argparse.Namespace) -> None:
    """Serve."""
    start_django(serves=True)
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
