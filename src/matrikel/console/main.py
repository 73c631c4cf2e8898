"""The command `matrikel`: finds what was asked for, runs it, and answers in a sentence when it cannot."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import traceback
from typing import Protocol, cast

from config.env import EnvironmentProblem
from matrikel.console.answers import CommandFailed
from matrikel.embedded.place import EmbeddedServerProblem

# In the order in which they are met: look, run, set up, bring people in, look after.
COMMANDS = {
    "demo": "Show Matrikel with a fictitious federation",
    "serve": "Serve the pages",
    "worker": "Do the background work",
    "stop": "Stop the database server that comes along",
    "migrate": "Bring the database to this version",
    "create_roles": "Prepare a PostgreSQL server of your own",
    "database_url": "Print the address of the database server that comes along",
    "create_association": "Bring an association into existence",
    "sign_in_link": "Make a one-time link for the first administrator",
    "lost_second_step": "Have a lost second step taken away, after a day",
    "grant_host": "Let somebody look after the associations of this installation",
    "import_people": "Preview or import a file of people",
    "undo_import": "Take a whole import back",
    "read_bounces": "Read what mail servers sent back",
    "export_people": "Print everything about the people of an association",
    "seed": "Add made-up people to an association",
    "check_books": "Count anew whether an association's books balance",
    "check_isolation": "Look for holes in the wall between associations",
    "keys": "Make, change or list the keys of the sealed fields",
}


class Command(Protocol):
    """What every module under commands/ offers."""

    __doc__: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Name the arguments."""

    def run(self, arguments: argparse.Namespace) -> None:
        """Do it."""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 only when it did what was asked."""
    words = sys.argv[1:] if argv is None else argv
    chosen = next((word for word in words if not word.startswith("-")), None)
    command = _load(chosen) if chosen in COMMANDS else None
    arguments = _parser(cast("str", chosen), command).parse_args(words)
    try:
        if command is None:
            raise CommandFailed("Say which command; matrikel --help lists them.")
        command.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as problem:  # noqa: BLE001 -- the last place where it can become a sentence
        if os.environ.get("MATRIKEL_DEBUG") == "1":
            traceback.print_exc()
        print(f"matrikel: {_sentence(problem)}", file=sys.stderr)
        return 1
    return 0


def _load(name: str | None) -> Command:
    return cast("Command", importlib.import_module(f"matrikel.console.commands.{name}"))


def _parser(chosen: str, command: Command | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="matrikel",
        description="Run Matrikel, the register of associations and federations.",
        epilog="Without DATABASE_URL, commands use the database server that comes along and start it.",
    )
    chapters = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, summary in COMMANDS.items():
        chapter = chapters.add_parser(
            name, help=summary, description=command.__doc__ if command and name == chosen else summary
        )
        if command and name == chosen:
            command.configure(chapter)
    return parser


def _sentence(problem: Exception) -> str:
    """Return what went wrong, for a person; values that may be personal stay out of it."""
    # Django and psycopg are loaded by now if they had a part in it; a usage error need not wait for them.
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError, ProgrammingError

    from matrikel.kernel.errors import Forbidden, NotFound, Refusal
    from matrikel.keys.keyring import KeyringUnusable

    if isinstance(problem, KeyringUnusable):
        return str(problem)
    if isinstance(problem, CommandFailed | EnvironmentProblem | EmbeddedServerProblem | Refusal):
        return str(problem)
    if isinstance(problem, NotFound | Forbidden):
        return str(problem) or "There is no such thing here."
    if isinstance(problem, ImproperlyConfigured):
        return str(problem)
    if isinstance(problem, OperationalError):
        return f"The database does not answer: {str(problem).splitlines()[0]}"
    if isinstance(problem, ProgrammingError) and getattr(problem.__cause__, "sqlstate", "") == "42P01":
        return "The database has no tables yet. Run matrikel migrate first."
    if isinstance(problem, FileNotFoundError | PermissionError | IsADirectoryError) and problem.filename:
        return f"{problem.filename}: {problem.strerror}."
    kind = "The database refused" if isinstance(problem, DatabaseError) else "Something unexpected went wrong"
    return f"{kind} ({type(problem).__name__}). Set MATRIKEL_DEBUG=1 to see where."


if __name__ == "__main__":
    sys.exit(main())
