"""Take an import back; people whom somebody has changed since stay, and are named."""

import argparse
from uuid import UUID

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("run", metavar="RUN", type=UUID, help="the id that import_people --apply printed")
    parser.add_argument("--association", metavar="SLUG", help="only needed to be quicker: whose import it is")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Take it back."""
    start_django()
    from django.utils import timezone

    from matrikel.imports.actions.take_back_import import take_back_import
    from matrikel.kernel import actors
    from matrikel.kernel.errors import NotFound, Refusal
    from matrikel.kernel.scope import association_scope
    from matrikel.organisations.queries import list_slugs

    for slug, association_id in list_slugs():
        if arguments.association not in (None, slug):
            continue
        with association_scope(association_id):
            try:
                facts = take_back_import(
                    run_id=arguments.run, actor=actors.command("undo_import"), at=timezone.now()
                )
            except NotFound:
                continue
            except Refusal as refusal:
                raise CommandFailed(str(refusal)) from None
        kept = len(facts["kept"])
        answer(arguments, facts, f"Taken back. {kept} people stay, changed since." if kept else "Taken back.")
        return
    raise CommandFailed(f"There is no import {arguments.run}.")
