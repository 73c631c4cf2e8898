"""A list or labels as PDF, set by Typst: what people have written comes in as data, never as markup."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from matrikel.exports.formats.files import About, Line, Sink
from matrikel.exports.rules.cells import Cell, Heading
from matrikel.exports.rules.labels import Addressee, one_per_home
from matrikel.kernel.paper import set_pages

LAYOUTS = Path(__file__).resolve().parent.parent / "layouts"


class PdfWriter:
    """Gathers the lines, which are few enough for paper, and sets them as a table with the export in its foot."""

    layout = "list.typ"

    def __init__(
        self, sink: Sink, *, headings: Sequence[Heading], about: About, sample: Sequence[Line]
    ) -> None:
        self._sink, self._about, self._headings = sink, about, headings
        self._lines: list[list[str]] = []

    def add(self, lines: Iterable[Line]) -> None:
        """Take lines."""
        self._lines += [[_shown(cell) for cell in line] for line in lines]

    def finish(self) -> None:
        """Set the whole."""
        self._sink.write(set_pdf(self.layout, self.data()))

    def data(self) -> dict[str, Any]:
        """Return what the layout is given."""
        return {
            "title": self._about.title,
            "foot": self._about.foot,
            "facts": [list(fact) for fact in self._about.facts],
            "headings": [heading.name for heading in self._headings],
            "lines": self.lines(),
            "language": self._about.language,
        }

    def lines(self) -> list[list[str]]:
        """Return what stands in the lines."""
        return self._lines


class LabelsWriter(PdfWriter):
    """Sets one label for each home, three in a row and eight rows on a page of A4 (70 × 37 mm)."""

    layout = "labels.typ"

    def lines(self) -> list[list[str]]:
        """Return what stands on each label."""
        return labels_of(self._lines)


class RollWriter(PdfWriter):
    """Sets the list that lies at the door of a meeting: whoever comes is ticked, signs, and has a vote or not."""

    layout = "roll.typ"

    def data(self) -> dict[str, Any]:
        """Return what is set, with the words that only paper needs."""
        voters = sum(1 for line in self._lines if line[2])
        number, name, vote = (heading.name for heading in self._headings)
        return super().data() | {
            "headings": [number, name, vote, _("Here"), _("Signature")],
            "kind": _("Attendance list"),
            "to_fill_in": [_("Meeting"), _("Date"), _("Place")],
            "counts": [[_("On the list"), str(len(self._lines))], [_("Of them may vote"), str(voters)]],
        }


def labels_of(lines: Iterable[Line]) -> list[list[str]]:
    """Return what stands on each label, of lines as `Line` says."""
    addressees = (
        Addressee(name=name, family=family, home=home, address=tuple(address))
        for name, family, home, *address in ([str(cell) for cell in line] for line in lines)
    )
    return one_per_home(addressees, lambda name: _("Family %(name)s") % {"name": name})


def set_pdf(layout: str, data: dict[str, Any]) -> bytes:
    """Return one of our layouts with data as PDF."""
    return set_pages(LAYOUTS / layout, data)


def _shown(cell: Cell) -> str:
    return formats.date_format(cell, "SHORT_DATE_FORMAT") if isinstance(cell, date) else str(cell)
