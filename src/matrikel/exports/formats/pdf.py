"""A list or labels as PDF, set by Typst: what people have written comes in as data, never as markup."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils import formats

from matrikel.exports.formats.files import About, Line, Sink
from matrikel.exports.rules.cells import Cell, Heading

HERE = Path(__file__).resolve().parent.parent
FONTS = HERE / "fonts"
LAYOUTS = HERE / "layouts"


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
        self._sink.write(
            set_pdf(
                self.layout,
                {
                    "title": self._about.title,
                    "foot": self._about.foot,
                    "facts": [list(fact) for fact in self._about.facts],
                    "headings": [heading.name for heading in self._headings],
                    "lines": self._lines,
                    "language": self._about.language,
                },
            )
        )


class LabelsWriter(PdfWriter):
    """Sets lines as labels, three in a row and eight rows on a page of A4 (70 × 37 mm)."""

    layout = "labels.typ"


def set_pdf(layout: str, data: dict[str, Any]) -> bytes:
    """Return one of our layouts with data as PDF; nothing is fetched, and no font but our own is used."""
    return typst.compile(
        LAYOUTS / layout,
        root=LAYOUTS,
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="pdf",
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _shown(cell: Cell) -> str:
    return formats.date_format(cell, "SHORT_DATE_FORMAT") if isinstance(cell, date) else str(cell)
