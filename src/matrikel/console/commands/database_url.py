"""Print the address of the database server that comes along, starting it when it does not run."""

import argparse

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import uses_own_server
from matrikel.embedded import server


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--superuser", action="store_true", help="the address of the superuser")
    who.add_argument("--owner", action="store_true", help="the address of the role that owns the tables")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Print it."""
    if not uses_own_server():
        raise CommandFailed(
            "DATABASE_URL names a server of your own; this command knows only the one that comes along."
        )
    info = server.ensure_running()
    url = (
        info.superuser_url if arguments.superuser else info.owner_url if arguments.owner else info.runtime_url
    )
    answer(arguments, {"url": url}, url)
