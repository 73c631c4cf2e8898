"""Read a member file and say what it comes to; with --apply, bring it in."""

import argparse
from pathlib import Path

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.associations import add_association_argument, scope_of
from matrikel.console.start import start_django


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a CSV, TSV or XLSX file")
    add_association_argument(parser)
    parser.add_argument(
        "--apply", action="store_true", help="bring the people in; without it nothing is kept"
    )
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read it, and apply it if asked."""
    if not arguments.file.is_file():
        raise CommandFailed(f"There is no file {arguments.file}.")
    start_django()
    from django.utils import timezone

    from matrikel.imports.actions.import_file import import_file
    from matrikel.imports.formats.errors import FileRefused
    from matrikel.kernel import actors

    with scope_of(arguments.association):
        try:
            facts = import_file(
                path=arguments.file,
                apply=arguments.apply,
                actor=actors.command("import_people"),
                at=timezone.now(),
            )
        except FileRefused as refused:
            details = ", ".join(f"{name} {value}" for name, value in refused.params.items())
            raise CommandFailed(
                f"The file cannot be read: {refused.reason.value} {details}".strip()
            ) from None
    said = "Added" if arguments.apply else "Would add"
    lines = [
        f"{facts['rows']} rows. {said} {facts['add']}, update {facts['update']}, skip {facts['skip']}."
        + (f" Run {facts['run']}." if arguments.apply else ""),
        *(f"  {header}: {meaning}" for header, meaning in facts["columns"].items()),
        f"{len(facts['errors'])} cells or rows to look at.",
        *(
            f"  row {error['row']} {error['column']}: {error['value']} ({error['reason']}, {error['effect']})"
            for error in facts["errors"]
        ),
    ]
    answer(arguments, facts, "\n".join(lines))
