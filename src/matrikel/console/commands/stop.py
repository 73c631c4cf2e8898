"""Stop the database server that comes along; running transactions are rolled back."""

import argparse

from config.env import home_directory
from matrikel.console.answers import add_json_flag, answer
from matrikel.embedded import server


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--remove", action="store_true", help="also delete its data, for good")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Stop it."""
    stopped = server.stop()
    if arguments.remove:
        server.remove(home_directory())
    lines = ["The database server has stopped." if stopped else "The database server was not running."]
    answer(arguments, {"stopped": stopped, "removed": arguments.remove}, *lines)
