"""Streams the rows of a text table; memory does not grow with the file."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

from matrikel.imports.formats.csv.detect import Dialect, detect
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import MAX_COLUMNS, SAMPLE_ROWS, Row, SheetSample, trimmed

SHEET = ""
# No cell that a person wrote runs over more lines: a quote was opened and never closed.
_MAX_LINES = 25


class _Lines:
    """The lines of a file in turn; the last one is at hand when the reader gives up over it."""

    def __init__(self, file: Iterator[str]) -> None:
        self._file, self.last = file, ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        self.last = next(self._file)
        return self.last


class CsvSource:
    """One text table on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._dialect: Dialect = detect(path)
        self._quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
        self._choose_quoting()
        rows = tuple(islice(self.rows(SHEET), SAMPLE_ROWS))
        if not rows:
            raise FileRefused(FileReason.EMPTY)
        self._samples = (SheetSample(name=SHEET, rows=rows),)

    @property
    def samples(self) -> tuple[SheetSample, ...]:
        return self._samples

    @property
    def layout(self) -> dict[str, str]:
        return {"format": "csv", "encoding": self._dialect.encoding, "delimiter": self._dialect.delimiter}

    def rows(self, sheet: str) -> Iterator[Row]:
        dialect = self._dialect
        with self._path.open("r", encoding=dialect.encoding, errors="replace", newline="") as file:
            for _ in range(dialect.skip_lines):
                file.readline()
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=dialect.delimiter, quoting=self._quoting)
            number = dialect.skip_lines
            line = 0
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    if column := _too_long(lines.last, dialect.delimiter):
                        raise FileRefused(FileReason.CELL_TOO_LONG, row=number, column=column) from error
                    raise FileRefused(FileReason.BROKEN_QUOTES, row=number) from error
                if reader.line_num - line > 1 and _swallowed(
                    cells, dialect.delimiter, reader.line_num - line
                ):
                    raise FileRefused(FileReason.BROKEN_QUOTES, row=number)
                line = reader.line_num
                if len(cells) > MAX_COLUMNS:
                    cells = trimmed(cells)
                    if len(cells) > MAX_COLUMNS:
                        raise FileRefused(FileReason.TOO_MANY_COLUMNS, columns=len(cells), limit=MAX_COLUMNS)
                if any(cells):
                    yield number, cells

    def _choose_quoting(self) -> None:
        # Some programs write quotes inside cells as they are. Then a quote that opens a cell swallows the
        # rows after it, so the file is read once to see whether quotes close where they should.
        try:
            for _ in self.rows(SHEET):
                pass
        except FileRefused as refused:
            if refused.reason is not FileReason.BROKEN_QUOTES:
                raise
            self._quoting = csv.QUOTE_NONE
            if not self._even_without_quotes():
                raise

    def _even_without_quotes(self) -> bool:
        widths = Counter(len(cells) for _, cells in self.rows(SHEET))
        return widths.most_common(1)[0][1] >= 0.95 * widths.total()

    def close(self) -> None:
        """Nothing stays open between two readings."""


def _too_long(line: str, delimiter: str) -> int:
    """
    The column, from 1, whose cell is longer than the reader takes, in one line; 0 where none is.

    A quotation mark that is never closed runs over many lines, and none of them need be long.
    """
    column, start, is_quoted = 1, 0, False
    for match in re.finditer(rf"[\"{re.escape(delimiter)}]|\Z", line):
        if match[0] == '"':
            is_quoted = not is_quoted
        elif not is_quoted or not match[0]:
            if match.start() - start > csv.field_size_limit():
                return column
            column, start = column + 1, match.end()
    return 0


def _swallowed(cells: list[str], delimiter: str, lines: int) -> bool:
    return lines > _MAX_LINES or any(
        "\n" in cell and cell.count(delimiter) >= max(3, len(cells) // 2) for cell in cells
    )
