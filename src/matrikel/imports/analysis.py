"""Reads a whole file without touching the database: columns, people, problems, repeated rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.recognise import open_source
from matrikel.imports.formats.table import Row, SheetSample, Source
from matrikel.imports.rules.fields import Mapping
from matrikel.imports.rules.people import ImportedPerson
from matrikel.imports.rules.plan import Action, RowPlan
from matrikel.imports.rules.problems import Problem
from matrikel.imports.rules.repeats import SameInFile
from matrikel.imports.rules.rows import RowReader
from matrikel.imports.rules.tables import Table, find_table, member_rows
from matrikel.imports.rules.text import LONGEST_SEEN

LONGEST_SHEET = 120


@dataclass(frozen=True, slots=True)
class AnalysedRow:
    """One row with its person, its plan and all that is to be looked at."""

    number: int
    cells: list[str]
    person: ImportedPerson | None
    plan: RowPlan
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A readable file with its table found."""

    source: Source
    table: Table

    def rows(self) -> Iterator[Row]:
        return member_rows(self.source.rows(self.table.sheet), self.table)


def open_file(path: Path, *, country: str, today: date, wanted_sheet: str = "") -> OpenedFile:
    """Opens the file and finds the members in it, or in one sheet of it; raises FileRefused when there are none."""
    source = open_source(path)
    wanted = [
        sample for sample in source.samples if wanted_sheet and sample.name[:LONGEST_SHEET] == wanted_sheet
    ]
    table = find_table(
        [_bounded(sample) for sample in wanted[:1] or source.samples], country=country, today=today
    )
    if not any(sample.rows for sample in source.samples):
        raise FileRefused(FileReason.EMPTY)
    return OpenedFile(source, table)


def _bounded(sample: SheetSample) -> SheetSample:
    """The sample for finding what columns hold: some patterns look at each letter of a cell from each other."""
    rows = tuple((number, [cell[:LONGEST_SEEN] for cell in cells]) for number, cells in sample.rows)
    return SheetSample(name=sample.name, rows=rows)


def analyse_rows(
    rows: Iterator[Row], mapping: Mapping, *, country: str, language: str, today: date
) -> Iterator[AnalysedRow]:
    """Every person in turn, two of a row that names two; repeated people are found across the whole file."""
    reader = RowReader(mapping, country=country, language=language, today=today)
    same = SameInFile()
    for number, cells in rows:
        people, problems = reader.read_people(number, cells)
        if not people and problems:
            yield AnalysedRow(number, cells, None, RowPlan(number, Action.SKIP), problems)
        for person in people:
            kept, plan, more = same.decide(person)
            yield AnalysedRow(number, cells, kept, plan, problems + more if more else problems)
