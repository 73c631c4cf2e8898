"""Take a whole import back, within thirty days. People who were changed since stay and are listed."""

import argparse
from uuid import UUID

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "run", metavar="RUN", help="the run that import_people --apply or the import page named"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Take it back."""
    try:
        run_id = UUID(arguments.run)
    except ValueError:
        raise CommandFailed(f"{arguments.run} is not the name of an import run.") from None
    start_django()
    from django.utils import timezone

    from matrikel.imports.actions.take_back_import import take_back_import
    from matrikel.kernel import actors
    from matrikel.kernel.scope import association_scope

    at = timezone.now()
    with association_scope(_association_of(run_id)):
        facts = take_back_import(run_id=run_id, actor=actors.command("undo_import"), at=at)
    kept = len(facts["kept"])
    stay = f"; {kept} people changed since stay as they are" if kept else ""
    answer(arguments, facts, f"Run {facts['run']} is {facts['state']}{stay}.")


def _association_of(run_id: UUID) -> UUID:
    """Look in one association after the other: a run's name does not say whose it is."""
    from django.db import transaction
    from django.utils import timezone

    from matrikel.imports.queries import get_run
    from matrikel.kernel.errors import NotFound
    from matrikel.kernel.scope import association_scope
    from matrikel.organisations.queries import list_slugs

    for _slug, association_id in list_slugs():
        with association_scope(association_id), transaction.atomic():
            try:
                get_run(run_id=run_id, at=timezone.now())
            except NotFound:
                continue
        return association_id
    raise CommandFailed(f"There is no import run {run_id}.")
