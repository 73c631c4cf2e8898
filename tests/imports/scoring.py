"""Compares what was read from a row with the truth: right, doubted, or silently wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matrikel.imports.analysis import AnalysedRow, analyse_rows, open_file
from matrikel.imports.rules.fields import ColumnState, Mapping
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.problems import Problem
from tests.imports.layouts import TODAY


@dataclass(slots=True)
class Score:
    """Counts of cells, and what was wrong without anybody being told."""

    cells: Counter[str] = field(default_factory=Counter)
    silently_wrong: list[tuple[int, str, object, object]] = field(default_factory=list)

    def count(self, row: AnalysedRow, fact: str, expected: object, found: object) -> None:
        if expected == found:
            self.cells["right"] += 1
        elif row.problems:
            self.cells["doubted"] += 1
        else:
            self.cells["wrong"] += 1
            self.silently_wrong.append((row.number, fact, expected, found))

    def share(self, verdict: str) -> float:
        return self.cells[verdict] / self.cells.total()


def read_all(path: Path, country: str) -> tuple[Mapping, list[AnalysedRow]]:
    """Read a file as the import would."""
    opened = open_file(path, country=country, today=TODAY)
    mapping = opened.table.mapping
    rows = list(analyse_rows(opened.rows(), mapping, country=country, language="", today=TODAY))
    return mapping, rows


def address_of(person: ImportedPerson) -> tuple[str, str, str]:
    if not person.addresses:
        return "", "", ""
    address = person.addresses[0].address
    return address.street, address.postcode, address.place


def is_unaccounted(mapping: Mapping) -> list[str]:
    """Columns that are doubted, by header: a user would have to say what they are."""
    return [column.header for column in mapping if column.state is ColumnState.DOUBTED]


def has_problem(problems: Sequence[Problem], reason: str) -> bool:
    return any(problem.reason.value == reason for problem in problems)
