"""Preview a file of people, or import it with --apply: CSV, TSV, XLSX or ODS, whatever its columns are called.

The preview says what every column was taken for, how many people would be added, updated and skipped, and which
cell is wrong and why. Nothing is written without --apply; what was applied is taken back by undo_import.
"""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from matrikel.console.answers import CommandFailed, add_json_flag, answer
from matrikel.console.associations import add_association_argument, scope_of
from matrikel.console.start import start_django

_ERRORS_SHOWN = 20
# As in privacy.rules, which cannot be read before Django is there.
_GROUNDS = {"own-members": "9.2.d", "consent": "9.2.a"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("file", metavar="FILE", type=Path)
    add_association_argument(parser)
    parser.add_argument("--apply", action="store_true", help="import it, not only preview it")
    sensitive = parser.add_argument_group("where being a member says something sensitive (GDPR Art. 9)")
    sensitive.add_argument(
        "--ground", choices=sorted(_GROUNDS), help="why these people may be kept; needed with --apply"
    )
    sensitive.add_argument(
        "--consent-form", choices=("paper", "form", "email", "spoken", "other"), default="paper"
    )
    sensitive.add_argument("--consent-on", metavar="YYYY-MM-DD", type=date.fromisoformat)
    sensitive.add_argument("--evidence", metavar="WHERE", default="", help="where what shows it is kept")
    add_json_flag(parser)


def run(arguments: argparse.Namespace) -> None:
    """Read it, and apply it when asked to."""
    # Before a server is started for it; the error of opening it names the file.
    with arguments.file.open("rb"):
        pass
    start_django()
    from django.utils import timezone

    from matrikel.imports.actions.import_file import Ground, import_file
    from matrikel.imports.formats.errors import FileRefused
    from matrikel.kernel import actors

    with scope_of(arguments.association):
        try:
            facts = import_file(
                path=arguments.file,
                apply=arguments.apply,
                ground=Ground(
                    ground=_GROUNDS[arguments.ground],
                    how=arguments.consent_form.upper(),
                    on=arguments.consent_on,
                    evidence=arguments.evidence,
                )
                if arguments.ground
                else None,
                actor=actors.command("import_people"),
                at=timezone.now(),
            )
        except FileRefused as refusal:
            why = refusal.reason.value.replace("_", " ")
            details = ", ".join(f"{name} {value}" for name, value in refusal.params.items())
            raise CommandFailed(
                f"{arguments.file} cannot be read as a list of people: {why}{f' ({details})' if details else ''}."
            ) from refusal
    answer(arguments, facts, *_lines(facts))


def _lines(facts: dict[str, Any]) -> list[str]:
    lines = [
        f"{facts['rows']} rows: {facts['add']} to add, {facts['update']} to update, {facts['skip']} to skip."
    ]
    if facts["unchanged"]:
        lines.append(f"{facts['unchanged']} of those to skip are in the register just as the file says.")
    lines += [f"  {header} → {meaning}" for header, meaning in facts["columns"].items()]
    errors = facts["errors"]
    lines += [f"Row {error['row']}, {_problem(error)}" for error in errors[:_ERRORS_SHOWN]]
    if len(errors) > _ERRORS_SHOWN:
        lines.append(f"… and {len(errors) - _ERRORS_SHOWN} more; --json lists them all.")
    if "run" in facts:
        lines.append(
            f"Run {facts['run']} is {facts['state']}; matrikel undo_import {facts['run']} takes it back."
        )
    else:
        lines.append("Nothing has been written; --apply imports it.")
    return lines


def _problem(error: dict[str, Any]) -> str:
    where = error["column"] or "the whole row"
    why = f"{error['reason'].replace('_', ' ')} {error.get('same_as_row', '')}".strip()
    return f"{where}: {why} → {error['effect'].replace('_', ' ')}"
