"""Print everything that is kept about the people of an association: one JSON object a line, by map names.

Sealed values (identity numbers, protected whereabouts) are opened; guard the output as you guard the register.
Each person's history records that the person was taken out.
"""

import argparse
import json

from matrikel.console.associations import add_association_argument, scope_of
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    add_association_argument(parser)
    parser.add_argument("--without-sealed", action="store_true", help="leave the sealed values out")
    parser.add_argument("--json", action="store_true", help="JSON lines, the only form there is")


def run(arguments: argparse.Namespace) -> None:
    """Print them, a thousand at a time."""
    start_django()
    from django.utils import timezone

    from matrikel.kernel import actors
    from matrikel.privacy.actions.export_people import export_people

    after = None
    with scope_of(arguments.association):
        while True:
            chunk = export_people(
                after=after,
                include_sealed=not arguments.without_sealed,
                function="export_people",
                actor=actors.command("export_people"),
                at=timezone.now(),
            )
            for person in chunk.people:
                print(json.dumps(person, ensure_ascii=False))
            if chunk.next_after is None:
                return
            after = chunk.next_after
