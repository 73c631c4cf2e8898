"""What every format hands over: a named sheet whose rows are tuples of text, numbered as the user sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MAX_BYTES = 50 * 1024 * 1024
MAX_COLUMNS = 200
SAMPLE_ROWS = 1_000

# (row number as the spreadsheet shows it, its cells as text)
Row = tuple[int, list[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetSample:
    """The first rows of one sheet, enough to see what its columns hold."""

    name: str
    rows: tuple[Row, ...]


class Source(Protocol):
    """One readable file: its samples first, then all rows of the chosen sheet in a stream."""

    @property
    def samples(self) -> tuple[SheetSample, ...]: ...

    @property
    def layout(self) -> dict[str, str]: ...

    def rows(self, sheet: str) -> Iterator[Row]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """One format folder as the rest of the room sees it."""

    code: str
    open: "OpenSource"


class OpenSource(Protocol):
    def __call__(self, path: Path) -> Source: ...


def trimmed(cells: list[str]) -> list[str]:
    """Without the empty cells at the end, which spreadsheets add by the thousand."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells if end == len(cells) else cells[:end]
