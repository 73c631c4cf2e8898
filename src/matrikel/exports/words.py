"""How what stands in a list is put into words: the door that shows lists says so, files are written the same way."""

from collections.abc import Callable
from typing import Protocol

from matrikel.exports.rules.cells import Cell
from matrikel.people.filters.offers import Value
from matrikel.selections.queries.people import PersonRow


class Words(Protocol):
    """Answers in the language that is active."""

    def heading(self, code: str, label: str) -> str:
        """Return what a column is called; `label` is the association's own word for it."""

    def cell(self, code: str, *, home: str) -> Callable[[Value], Cell]:
        """Return what words the values of a column: numbers and dates as they are, everything else as text."""

    def own(self, code: str) -> Callable[[PersonRow], Cell]:
        """Return what words a column that comes with every line (`name`, `number`, `status`, …)."""

    def purpose(self, code: str) -> str:
        """Return for what a list is taken out."""


_words: list[Words] = []


def register_words(words: Words) -> None:
    """Let a door say how lists are worded; the last one that does so is asked."""
    _words[:] = [words]


def words() -> Words:
    """Return who knows the words."""
    return _words[-1]
