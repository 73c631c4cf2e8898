"""A list as an Excel workbook, written from its first byte to its last, so that it may be of any length."""

import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast
from xml.sax.saxutils import escape

from matrikel.exports.formats.files import About, Line, Sink
from matrikel.exports.rules.cells import Cell, Heading

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x0041_` in a text as a character: the underscore itself is written so, too.
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_DC = "http://purl.org/dc/elements/1.1/"
LONGEST_CELL = 32_767
_MOST_DIGITS = 10**15
# Day 1 is 1 January 1900, and Excel believes in 29 February 1900: dates before March 1900 are written as texts.
_DAY_ZERO, _FIRST_DAY = date(1899, 12, 30), date(1900, 3, 1)
_BOLD, _DATE = 1, 2
_PARTS = {
    "[Content_Types].xml": (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_KIND}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" '
        f'Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/worksheet" Target="worksheets/sheet2.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


class XlsxWriter:
    """Writes texts as texts whatever they look like, numbers as numbers, dates as dates; a second sheet names it."""

    def __init__(
        self, sink: Sink, *, headings: Sequence[Heading], about: About, sample: Sequence[Line]
    ) -> None:
        self._about, self._row = about, 0
        self._letters = [_letters(place) for place in range(len(headings))]
        # The sink cannot be read or wound back; the archive is written as to a pipe.
        self._archive = zipfile.ZipFile(cast(Any, sink), "w", zipfile.ZIP_DEFLATED, compresslevel=4)
        sheets = "".join(
            f'<sheet name="{_attribute(name)}" sheetId="{place}" r:id="rId{place}"/>'
            for place, name in enumerate(_sheet_names(about), start=1)
        )
        book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
        core = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="{_DC}">'
            f"<dc:title>{_text(about.title)}</dc:title><dc:description>{_text(about.foot)}</dc:description>"
            "</cp:coreProperties>"
        )
        for name, text in {**_PARTS, "xl/workbook.xml": book, "docProps/core.xml": core}.items():
            self._archive.writestr(name, text)
        self._sheet = self._archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        columns = "".join(
            f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
            for place, width in enumerate(_widths(headings, sample), start=1)
        )
        self._sheet.write(
            (
                f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
                '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
                f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
            ).encode()
        )
        self._write([[heading.name for heading in headings]], style=_BOLD)

    def add(self, lines: Iterable[Line]) -> None:
        """Write lines."""
        self._write(lines)

    def finish(self) -> None:
        """Write the end of the list, and the sheet about it."""
        last = f"{self._letters[-1]}{self._row}"
        self._sheet.write(f'</sheetData><autoFilter ref="A1:{last}"/></worksheet>'.encode())
        self._sheet.close()
        self._row = 0
        self._letters = ["A", "B"]
        with self._archive.open("xl/worksheets/sheet2.xml", "w") as self._sheet:
            self._sheet.write(
                (
                    f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/>'
                    '<col min="2" max="2" width="60" customWidth="1"/></cols><sheetData>'
                ).encode()
            )
            self._write([(term, value) for term, value in self._about.facts])
            self._sheet.write(b"</sheetData></worksheet>")
        self._archive.close()

    def _write(self, lines: Iterable[Line], *, style: int = 0) -> None:
        drawn = []
        for line in lines:
            self._row += 1
            row = self._row
            cells = "".join(
                [
                    _cell(f"{letters}{row}", cell, style)
                    for letters, cell in zip(self._letters, line, strict=True)
                    if cell != ""
                ]
            )
            drawn.append(f'<row r="{row}">{cells}</row>')
        self._sheet.write("".join(drawn).encode())


def _cell(place: str, cell: Cell, style: int) -> str:
    if isinstance(cell, date):
        if cell >= _FIRST_DAY:
            return f'<c r="{place}" s="{_DATE}"><v>{(cell - _DAY_ZERO).days}</v></c>'
        cell = cell.isoformat()
    elif not isinstance(cell, str):
        if -_MOST_DIGITS < cell < _MOST_DIGITS:
            return f'<c r="{place}"><v>{cell}</v></c>'
        cell = str(cell)
    styled = f' s="{style}"' if style else ""
    return f'<c r="{place}" t="inlineStr"{styled}><is><t xml:space="preserve">{_text(cell)}</t></is></c>'


def _text(text: str) -> str:
    if not text.isalnum():
        text = _ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", text[:LONGEST_CELL]))
        return escape(text)
    return text[:LONGEST_CELL]


def _attribute(text: str) -> str:
    return escape(_UNWRITABLE.sub("", text), {'"': "&quot;"})


def _sheet_names(about: About) -> tuple[str, str]:
    # Excel allows 31 characters, and some signs not at all.
    first, second = (re.sub(r"[\[\]:*?/\\']", " ", name).strip()[:31] for name in (about.title, about.sheet))
    return first or "1", second if second.casefold() != first.casefold() else "2"


def _widths(headings: Sequence[Heading], sample: Sequence[Line]) -> list[int]:
    return [
        min(max([len(heading.name), *(len(str(line[place])) for line in sample)]) + 2, 40)
        for place, heading in enumerate(headings)
    ]


def _letters(place: int) -> str:
    letters, left = "", place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
