"""Count anew whether an association's books balance: every entry, every number, the sum of all of them.

PostgreSQL refuses whatever would not balance, so anything but zeros says that somebody went around it. Exits with 1 then.
"""

import argparse

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.associations import add_association_argument, scope_of
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_association_argument(parser)
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """
    Count and say what was found.

    :raises CommandFailed: the books do not balance, or a number is missing.
    """
    start_django()
    from django.db import transaction

    from matrikel.ledger.queries.checking import check_books

    with scope_of(arguments.association), transaction.atomic():
        found = check_books()
    answer(
        arguments,
        {
            "entries": found.entries,
            "unbalanced": found.unbalanced,
            "gaps": found.gaps,
            "sum": found.sum_minor,
        },
        f"{found.entries} entries, {found.unbalanced} unbalanced, {found.gaps} numbers missing.",
        f"The sum of all lines is {found.sum_minor}.",
    )
    if not found.is_well:
        raise CommandFailed("The books are not as they should be; see the figures above.")
