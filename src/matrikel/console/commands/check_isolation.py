"""Look for holes in the wall between associations; prints one row per hole and nothing when there is none."""

import argparse
import json
from dataclasses import asdict

from matrikel.console.answers import CommandFailed, add_json_flag
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Look."""
    start_django()
    from django.db import transaction

    from matrikel.kernel.queries import list_isolation_breaches

    with transaction.atomic():
        breaches = list_isolation_breaches()
    if arguments.json:
        print(json.dumps([asdict(breach) for breach in breaches], ensure_ascii=False, indent=2))
    else:
        for breach in breaches:
            print(f"{breach.table}: {breach.problem}")
    if breaches:
        raise CommandFailed(f"The wall between associations has {len(breaches)} holes.")
