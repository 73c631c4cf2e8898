"""Have somebody's lost second step taken away a day from now, where no other officer of the association could.

A letter says so at once, to the address of the sign-in and to the one that it had until lately; whoever has lost
nothing signs in before then, and that stops it. Make sure first that it is
really they who ask: call a number that you know.
"""

import argparse

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("email", metavar="EMAIL")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Ask for it."""
    start_django()
    from django.utils import timezone

    from matrikel.access.queries import find_accounts, language_of_associations
    from matrikel.authentication.actions.reset_factors import reset_factors
    from matrikel.authentication.queries import has_factor
    from matrikel.kernel import actors
    from matrikel.kernel.ids import INSTALLATION
    from matrikel.kernel.scope import association_scope

    account = next(iter(find_accounts(addresses=[arguments.email])), None)
    if account is None or not has_factor(account_id=account.pk):
        raise CommandFailed(f"Nobody with a second step signs in as {arguments.email}.")
    now = timezone.now()
    language = language_of_associations(account_id=account.pk, on=timezone.localdate(now))
    with association_scope(INSTALLATION):
        due = reset_factors(
            account_ids=[account.pk],
            actor=actors.command("lost_second_step"),
            language=language,
            at=now,
        )[account.pk]
    facts = {"email": arguments.email, "due_at": due.isoformat(timespec="minutes")}
    answer(arguments, facts, f"The second step of {arguments.email} is taken away at {facts['due_at']}.")
