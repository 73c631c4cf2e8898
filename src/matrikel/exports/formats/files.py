"""What every form of file shares: a table with headings, and what it says about itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from matrikel.exports.rules.cells import Cell, Heading

Line = Sequence[Cell]
"""What stands in a line; of labels the name, the family name, the household and then the lines of the address."""


class Sink(Protocol):
    """Takes a file's bytes from the first to the last."""

    def write(self, data: bytes, /) -> int:
        """Take the next bytes."""

    def flush(self) -> None:
        """Let go of nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says about itself: a title, the sentence that names the export, and its facts."""

    title: str
    foot: str
    facts: Sequence[tuple[str, str]]
    sheet: str
    language: str
    numbers: Sequence[str] = ()


class Writer(Protocol):
    """Writes one file: its head when it is made, then lines, then its end."""

    def add(self, lines: Iterable[Line]) -> None:
        """Write lines."""

    def finish(self) -> None:
        """Write the end."""


class MakeWriter(Protocol):
    """Begins a file; `sample` are its first lines, by which columns get their width."""

    def __call__(
        self, sink: Sink, *, headings: Sequence[Heading], about: About, sample: Sequence[Line]
    ) -> Writer: ...
