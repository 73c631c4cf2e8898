"""Add made-up people to an association, always the same for the same stream: to try things out and to measure."""

import argparse
import secrets
import time

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.associations import add_association_argument, scope_of
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_association_argument(parser)
    parser.add_argument("--people", metavar="N", type=int, required=True, help="how many")
    parser.add_argument(
        "--stream", metavar="NUMBER", type=int, help="which people (default: a new stream each time)"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Add them."""
    if arguments.people < 1:
        raise CommandFailed("--people is a number above 0.")
    start_django()
    from django.utils import timezone

    from matrikel.kernel import actors
    from matrikel.sandbox.actions.seed_association import seed_association

    stream = secrets.randbelow(2**31) if arguments.stream is None else arguments.stream
    began = time.monotonic()
    with scope_of(arguments.association):
        added = seed_association(
            people_count=arguments.people, seed=stream, actor=actors.command("seed"), at=timezone.now()
        )
    seconds = round(time.monotonic() - began, 1)
    facts = {"association": arguments.association, "added": added, "stream": stream, "seconds": seconds}
    answer(arguments, facts, f"Added {added} people in {seconds} s (stream {stream}).")
