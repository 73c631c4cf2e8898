"""A list as CSV: with semicolons and a byte order mark, as the spreadsheets of the north open it."""

from collections.abc import Iterable, Sequence
from datetime import date

from matrikel.exports.formats.files import About, Line, Sink
from matrikel.exports.rules.cells import COMPUTED, Cell, Heading, Kind, harmless

_FIRST_COMPUTED = frozenset(COMPUTED)


class CsvWriter:
    """Writes texts in quotes and numbers and dates without; the last line names the export."""

    def __init__(
        self, sink: Sink, *, headings: Sequence[Heading], about: About, sample: Sequence[Line]
    ) -> None:
        self._sink, self._about = sink, about
        self._kinds = [heading.kind for heading in headings]
        self._sink.write(b"\xef\xbb\xbf")
        self._write([_text(harmless(heading.name)) for heading in headings])

    def add(self, lines: Iterable[Line]) -> None:
        """Write lines."""
        kinds = self._kinds
        written = [
            ";".join([_written(cell, kind) for cell, kind in zip(line, kinds, strict=True)]) for line in lines
        ]
        if written:
            self._sink.write(("\r\n".join(written) + "\r\n").encode())

    def finish(self) -> None:
        """Name the export."""
        self._write([_text(harmless(self._about.foot))])

    def _write(self, cells: Sequence[str]) -> None:
        self._sink.write((";".join(cells) + "\r\n").encode())


def _written(cell: Cell, kind: Kind) -> str:
    if isinstance(cell, str):
        if not cell:
            return ""
        # Of a million lines few cells need a second look, and a call for each costs more than writing them.
        if cell[0] in _FIRST_COMPUTED:
            cell = harmless(cell, kind)
        return _text(cell) if '"' in cell else f'"{cell}"'
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _text(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
