"""Bring an association into existence, with its roles and its country's defaults."""

import argparse

from matrikel.console.answers import add_json_flag, answer
from matrikel.console.start import start_django
from matrikel.organisations.rules import PROFILE_OF_KIND


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument(
        "slug", metavar="SLUG", help="the first part of its addresses: small letters, digits, hyphens"
    )
    parser.add_argument("--name", required=True, help="its full name")
    parser.add_argument("--country", required=True, metavar="CC", help="SE, NO, FI, DK, NL or BE")
    parser.add_argument("--kind", required=True, choices=sorted(code.lower() for code in PROFILE_OF_KIND))
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Create it."""
    start_django()
    from django.utils import timezone

    from matrikel.kernel import actors
    from matrikel.organisations.actions.create_association import create_association

    association_id = create_association(
        slug=arguments.slug,
        name=arguments.name,
        country=arguments.country.upper(),
        kind=arguments.kind.upper(),
        actor=actors.command("create_association"),
        at=timezone.now(),
    )
    facts = {"id": association_id, "slug": arguments.slug, "name": arguments.name}
    answer(arguments, facts, f"{arguments.name} is at /{arguments.slug}/.")
