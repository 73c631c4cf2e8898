"""Run as a process of its own: reads one workbook (XLSX or ODS) under a memory limit, prints its rows as JSON lines.

It speaks first: one line with a sample of every sheet. It then reads the chosen sheet's number from its
input and prints that sheet's rows, a few hundred to a line. Nothing of the project is imported here.
"""

import datetime
import html
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

MEMORY_LIMIT = 1_200 * 1024 * 1024
CPU_SECONDS = 120
MAX_ROWS = 200_000
MAX_SHEETS = 40
SAMPLE = 1_000
_ROWS_A_LINE = 400
_BLOCK = 4 * 1024 * 1024

_FORMULA_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)'
)
# What a formula may fetch or open; its shown text is then not the cell's own.
_REACHES_OUT = re.compile(rb"HYPERLINK|WEBSERVICE|IMPORT|DDE|CALL\(|EXEC|\||\[", re.IGNORECASE)
_OPEN_DOCUMENT_TAG = re.compile(rb"<(?:\w+:)?(table|table-row|table-cell|covered-table-cell)(\s[^>]*|/?)>")
_OPEN_DOCUMENT_FORMULA = re.compile(rb'\btable:formula="([^"]*)"')
_OWN_REFERENCE = re.compile(r"\[([^\[\]#|]*)\]")
_ROWS_REPEATED = re.compile(rb'\bnumber-rows-repeated="([0-9]{1,7})"')
_COLUMNS_REPEATED = re.compile(rb'\bnumber-columns-repeated="([0-9]{1,7})"')
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def text_of(value: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without a decimal part."""
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is float:
        whole = int(value) if value == value and abs(value) < 1e15 else None
        return str(whole) if whole is not None and whole == value else repr(value)
    if kind is datetime.datetime:
        if value.hour or value.minute or value.second:
            return str(value.strftime("%Y-%m-%d %H:%M") if value.year >= 1000 else value.isoformat(" "))
        return str(value.date().isoformat())
    if kind is datetime.date or kind is datetime.time:
        return str(value.isoformat())
    if kind is bool:
        return "TRUE" if value else "FALSE"
    return str(value)


def column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → its part inside the archive."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 (checked size, own process)
    targets = {node.get("Id"): node.get("Target", "") for node in relations}
    parts = {}
    for node in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():  # noqa: S314
        if node.tag.endswith("}sheet") and node.get(_RELATIONS) in targets:
            target = targets[node.get(_RELATIONS)]
            parts[node.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def formulas(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int, bytes]]:
    """Row, column (from 0) and text of every formula, found without building the sheet."""
    tail = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            data = tail + block
            cut = max(data.rfind(b"<row"), data.rfind(b":row"), 0)
            for match in _FORMULA_CELL.finditer(data, 0, cut or len(data)):
                yield int(match[2]) - 1, column_number(match[1]), match[3] or b""
            tail = data[cut:]
            if len(tail) > 4 * _BLOCK:
                tail = b""
    for match in _FORMULA_CELL.finditer(tail):
        yield int(match[2]) - 1, column_number(match[1]), match[3] or b""


def open_document_formulas(archive: zipfile.ZipFile) -> list[dict[int, list[tuple[int, bytes]]]]:
    """
    Row → column (both from 0) and text of every formula, sheet by sheet.

    Rows and cells may stand for many alike, so both are counted; of a repeated row only the first is marked.
    """
    sheets: list[dict[int, list[tuple[int, bytes]]]] = []
    row = column = following = 0
    tail = b""
    with archive.open("content.xml") as stream:
        while True:
            block = stream.read(_BLOCK)
            data = tail + block
            cut = data.rfind(b">") + 1 if block else len(data)
            for match in _OPEN_DOCUMENT_TAG.finditer(data, 0, cut):
                kind, attributes = match[1], match[2]
                if kind == b"table":
                    sheets.append({})
                    row = column = following = 0
                elif kind == b"table-row":
                    row, column = following, 0
                    following += _repeated(_ROWS_REPEATED, attributes)
                elif sheets:
                    formula = _OPEN_DOCUMENT_FORMULA.search(attributes)
                    if formula is not None:
                        text = html.unescape(formula[1].decode("utf-8", "replace"))
                        # References to the same file lose their brackets: those left reach out, as in XLSX.
                        text = _OWN_REFERENCE.sub(r"\1", text.removeprefix("of:").removeprefix("="))
                        sheets[-1].setdefault(row, []).append((column, text.encode()))
                    column += _repeated(_COLUMNS_REPEATED, attributes)
            tail = data[cut:]
            if not block:
                return sheets
            if len(tail) > 4 * _BLOCK:
                tail = b""


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1


def sheet_rows(
    book: Any, index: int, marks: dict[int, list[tuple[int, bytes]]]
) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number as shown; a formula gives its last shown value, or itself as text when it has none."""
    sheet = book.get_sheet_by_index(index)
    if sheet.start is None:
        return
    # The reader gives rows from the first of the sheet, but columns from the first that holds anything.
    pad = [""] * sheet.start[1]
    for number, values in enumerate(sheet.iter_rows()):
        cells = pad + [value if type(value) is str else text_of(value) for value in values]
        for column, formula in marks.get(number, ()):
            if column >= len(cells):
                cells.extend([""] * (column + 1 - len(cells)))
            if not cells[column] or (_REACHES_OUT.search(formula) and b"mailto:" not in formula):
                cells[column] = "=" + formula.decode("utf-8", "replace")
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number + 1, cells


def say(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def main(path: str, code: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine  # noqa: PLC0415 (after the limits are set)

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
    except python_calamine.PasswordError:
        return say({"refused": "password_protected"})
    except Exception:  # noqa: BLE001 (any defect of the file means the same to the user)
        return say({"refused": "broken_archive"})
    try:
        archive = zipfile.ZipFile(path)
        parts = sheet_parts(archive) if code == "xlsx" else {}
        own = open_document_formulas(archive) if code == "ods" else []
        names: list[str] = []
        samples: list[list[tuple[int, list[str]]]] = []
        marks: list[dict[int, list[tuple[int, bytes]]]] = []
        for index, meta in enumerate(book.sheets_metadata[:MAX_SHEETS]):
            names.append(meta.name)
            sheet_marks: dict[int, list[tuple[int, bytes]]] = {}
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                samples.append([])
                marks.append(sheet_marks)
                continue
            if index < len(own):
                sheet_marks = own[index]
            if meta.name in parts:
                for row, column, formula in formulas(archive, parts[meta.name]):
                    sheet_marks.setdefault(row, []).append((column, formula))
            marks.append(sheet_marks)
            rows: list[tuple[int, list[str]]] = []
            for row_and_cells in sheet_rows(book, index, sheet_marks):
                rows.append(row_and_cells)
                if len(rows) >= SAMPLE:
                    break
            samples.append(rows)
        visible = [
            m.visible == python_calamine.SheetVisibleEnum.Visible for m in book.sheets_metadata[:MAX_SHEETS]
        ]
        say({"names": names, "samples": samples, "visible": visible})
        chosen = sys.stdin.readline().strip()
        if not chosen:
            return None
        index = int(chosen)
        batch: list[tuple[int, list[str]]] = []
        for count, row_and_cells in enumerate(sheet_rows(book, index, marks[index]), start=1):
            if count > MAX_ROWS:
                return say({"refused": "too_many_rows"})
            batch.append(row_and_cells)
            if len(batch) >= _ROWS_A_LINE:
                say(batch)
                batch = []
        say(batch)
        return say({"end": True})
    except MemoryError:
        return say({"refused": "too_much_memory"})
    except Exception:  # noqa: BLE001
        return say({"refused": "broken_archive"})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
