"""Writes rows as a text table that a spreadsheet opens and never computes."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def csv_of(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the table piece by piece; a cell that would be computed gets an apostrophe in front."""
    yield "\ufeff"
    for cells in rows:
        out = io.StringIO()
        csv.writer(out, delimiter=";").writerow([as_text(cell) for cell in cells])
        yield out.getvalue()


def as_text(cell: str) -> str:
    """The cell as text that stays text."""
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell


def as_it_was(cell: str) -> str:
    """The cell without the apostrophe that `as_text` gave it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_COMPUTED) else cell
