"""Files are recognised by content; what is no member list is refused with a code before anything is opened."""

import os
import struct
import time
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from matrikel.imports.formats import xlsx
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.recognise import open_source, recognise
from matrikel.imports.formats.table import Row
from matrikel.imports.formats.workbook import child as workbook_child
from matrikel.imports.formats.workbook import read as workbook_read


def rows_in(path: Path) -> list[Row]:
    source = open_source(path)
    return list(source.rows(source.samples[0].name))


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content)
    return path


def saved(tmp_path: Path, book: Workbook) -> Path:
    out = BytesIO()
    book.save(out)
    return written(tmp_path, out.getvalue())


def reason_of(path: Path) -> FileReason:
    with pytest.raises(FileRefused) as refused:
        rows_in(path)
    return refused.value.reason


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [["Förnamn", "Efternamn", "Ort"], ["Åsa", "Öberg", "Växjö"], ["Märta", "Nyström", "Mölndal"]] * 5
    text = "\r\n".join(delimiter.join(line) for line in lines)
    found = rows_in(written(tmp_path, text.encode(encoding)))
    assert [cells for _, cells in found] == lines


def test_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    assert rows_in(written(tmp_path, b"sep=|\r\na|b;c\r\n1|2;3\r\n")) == [
        (2, ["a", "b;c"]),
        (3, ["1", "2;3"]),
    ]


def test_quoted_line_breaks_stay_in_their_cell(tmp_path: Path) -> None:
    found = rows_in(written(tmp_path, b'name,address\r\nEk,"Street 1\r\n113 20 Town"\r\nBerg,Road 2\r\n'))
    assert found == [
        (1, ["name", "address"]),
        (2, ["Ek", "Street 1\r\n113 20 Town"]),
        (3, ["Berg", "Road 2"]),
    ]


def test_quote_that_never_closes_swallows_nothing(tmp_path: Path) -> None:
    lines = ["name;nick;town", 'Ek;"Annie Ek;Town', *[f"P{number};N;Town" for number in range(50)]]
    found = rows_in(written(tmp_path, "\n".join(lines).encode()))
    assert len(found) == 52
    assert found[1] == (2, ["Ek", '"Annie Ek', "Town"])


def test_almost_valid_utf8_is_not_read_as_an_old_encoding(tmp_path: Path) -> None:
    content = b"namn;ort\n" + "Åsa;Växjö\n".encode() * 30 + b"\xc3;x\n"
    found = rows_in(written(tmp_path, content))
    assert found[1] == (2, ["Åsa", "Växjö"])
    assert found[-1] == (32, ["�", "x"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", FileReason.EMPTY),
        (b"\n\n  \n", FileReason.EMPTY),
        (b"%PDF-1.7 ...", FileReason.WRONG_TYPE),
        (b"\x89PNG\r\n\x1a\n....", FileReason.WRONG_TYPE),
        (b"<html><table><tr><td>Ek</td></tr></table></html>", FileReason.WRONG_TYPE),
        (b"\x1f\x8b\x08 gzip", FileReason.WRONG_TYPE),
        (b"name;town\nEk\x00;Town\n", FileReason.NUL_BYTES),
        (b"PK\x03\x04 and then nothing", FileReason.BROKEN_ARCHIVE),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), FileReason.OLD_EXCEL),
        (
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            FileReason.PASSWORD_PROTECTED,
        ),
        ((";".join(f"c{number}" for number in range(5000)) + "\n").encode() * 3, FileReason.TOO_MANY_COLUMNS),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, reason: FileReason) -> None:
    assert reason_of(written(tmp_path, content)) is reason


def test_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(2 * 2**30)
    began = time.monotonic()
    assert reason_of(path) is FileReason.TOO_LARGE
    assert time.monotonic() - began < 1


def test_name_of_the_file_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "members.xlsx"
    path.write_bytes(b"name;town\nEk;Town\n")
    assert recognise(path).code == "csv"


SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def open_document(
    tmp_path: Path, body: str, *, kind: str = SPREADSHEET, manifest: str = "<manifest/>"
) -> Path:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_NAMES} office:version="1.2"><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>",
        )
    return written(tmp_path, out.getvalue())


def sheet(*rows: str) -> str:
    return f'<table:table table:name="Members">{"".join(rows)}</table:table>'


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def text(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'


def cell(kind: str, value: str, *, formula: str = "") -> str:
    said = f' table:formula="{formula}"' if formula else ""
    name = f"{kind}-value" if kind != "float" else "value"
    says = f'office:value-type="{kind}" office:{name}="{value}"'
    return f"<table:table-cell{said} {says}><text:p>?</text:p></table:table-cell>"


EMPTY_CELLS = '<table:table-cell table:number-columns-repeated="{}"/>'


def test_open_document_sheet_is_read_like_any_other(tmp_path: Path) -> None:
    path = open_document(
        tmp_path,
        sheet(
            row(EMPTY_CELLS.format(16384), times=2),
            row(EMPTY_CELLS.format(1), text("Namn"), text("Född"), text("Nr")),
            row(
                EMPTY_CELLS.format(1), text("Åsa Ek"), cell("date", "1980-01-31"), cell("float", "10001"),
                cell("boolean", "true"), cell("date", "2020-01-02T03:04:00"), cell("float", "1.5"),
            ),
            row(EMPTY_CELLS.format(1), text("Bo"), times=2),
            row(EMPTY_CELLS.format(16384), times=1_048_570),
        ),
    )  # fmt: skip
    assert recognise(path).code == "ods"
    assert rows_in(path) == [
        (3, ["", "Namn", "Född", "Nr"]),
        (4, ["", "Åsa Ek", "1980-01-31", "10001", "TRUE", "2020-01-02 03:04", "1.5"]),
        (5, ["", "Bo"]),
        (6, ["", "Bo"]),
    ]


def test_open_document_formula_that_reaches_out_is_handed_on_as_text(tmp_path: Path) -> None:
    path = open_document(
        tmp_path,
        sheet(
            row(text("Namn"), text("Ort"), text("Ålder")),
            row(
                text("Ek"),
                cell("string", "x", formula="of:=HYPERLINK(&quot;http://example.com&quot;;&quot;x&quot;)"),
                cell("float", "42", formula="of:=[.A1]*2"),
                cell("float", "7", formula="of:=['file:///etc/x.ods'#$Sheet1.A1]"),
            ),
            row(EMPTY_CELLS.format(2), cell("float", "43", formula="of:=40+3")),
        ),
    )
    assert rows_in(path)[1:] == [
        (2, ["Ek", '=HYPERLINK("http://example.com";"x")', "42", "=['file:///etc/x.ods'#$Sheet1.A1]"]),
        (3, ["", "", "43"]),
    ]


def test_open_document_with_a_password_is_told(tmp_path: Path) -> None:
    sealed = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    assert reason_of(open_document(tmp_path, "", manifest=sealed)) is FileReason.PASSWORD_PROTECTED


@pytest.mark.parametrize(
    "body",
    [
        # Every cell of the largest sheet there can be, in two lines.
        sheet(row('<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x'
                  "</text:p></table:table-cell>", times=1_048_576)),
        sheet(row(text("x"), times=2**31)),
        "<table:table><table:table-row>",
        "&lol;",
    ],
)  # fmt: skip
def test_hostile_open_document_is_refused_and_costs_nothing(tmp_path: Path, body: str) -> None:
    began = time.monotonic()
    assert reason_of(open_document(tmp_path, body)) in {
        FileReason.BROKEN_ARCHIVE,
        FileReason.TOO_MUCH_MEMORY,
        FileReason.TOO_MANY_ROWS,
        FileReason.EMPTY,
    }
    assert time.monotonic() - began < 20


def test_open_document_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    assert reason_of(open_document(tmp_path, " " * (60 * 2**20))) is FileReason.ARCHIVE_BOMB


def test_sheet_with_too_many_rows_is_refused(tmp_path: Path) -> None:
    path = open_document(tmp_path, sheet(row(text("x"), times=workbook_child.MAX_ROWS + 1)))
    assert reason_of(path) is FileReason.TOO_MANY_ROWS


@pytest.mark.parametrize(
    ("name", "inside", "reason"),
    [
        ("mimetype", SPREADSHEET.encode(), FileReason.BROKEN_ARCHIVE),
        ("mimetype", b"application/vnd.oasis.opendocument.text", FileReason.WRONG_TYPE),
        ("word/document.xml", b"<w/>", FileReason.WRONG_TYPE),
    ],
)
def test_other_archives_are_told_apart(tmp_path: Path, name: str, inside: bytes, reason: FileReason) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, inside)
    assert reason_of(written(tmp_path, out.getvalue())) is reason


def test_typed_cells_become_plain_text(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["a", "b", "c", "d", "e", "f"])
    sheet.append([10001.0, 1.5, datetime.date(1956, 6, 3), datetime.datetime(2020, 1, 2, 3, 4), True, None])
    assert rows_in(saved(tmp_path, book))[1] == (
        2,
        ["10001", "1.5", "1956-06-03", "2020-01-02 03:04", "TRUE"],
    )


def test_row_numbers_and_columns_are_those_of_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C5"] = "x"
    book.active["D7"] = "y"
    assert rows_in(saved(tmp_path, book)) == [(5, ["", "", "x"]), (7, ["", "", "", "y"])]


def test_formula_without_a_shown_value_is_handed_on_as_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "town"])
    book.active.append(["Ek", '=HYPERLINK("http://example.com","x")'])
    found = rows_in(saved(tmp_path, book))
    assert found[1] == (2, ["Ek", '=HYPERLINK("http://example.com","x")'])


def test_archive_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60 * 2**20))
    assert reason_of(written(tmp_path, out.getvalue())) is FileReason.ARCHIVE_BOMB


def test_archive_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(60 * 2**20))
    content = bytearray(out.getvalue())
    real = struct.pack("<I", 60 * 2**20)
    small = struct.pack("<I", 1000)
    assert content.count(real) == 2
    path = written(tmp_path, bytes(content).replace(real, small))
    assert reason_of(path) is FileReason.ARCHIVE_BOMB


def test_encrypted_entries_are_a_password(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(out.getvalue())
    flags = content.index(b"PK\x01\x02") + 8
    content[flags] |= 1
    assert reason_of(written(tmp_path, bytes(content))) is FileReason.PASSWORD_PROTECTED


def test_cell_in_the_last_corner_of_a_sheet_costs_no_memory_of_ours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "name"
    path = saved(tmp_path, book)
    out = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet1.xml"):
                body = body.replace(
                    b"</sheetData>",
                    b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>',
                )
            new.writestr(name, body)
    assert reason_of(written(tmp_path, out.getvalue())) is FileReason.TOO_MUCH_MEMORY


def test_child_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(workbook_read, "_CHILD", slow)
    monkeypatch.setattr(workbook_read, "SECONDS", 0.3)
    book = openpyxl.Workbook()
    book.active["A1"] = "name"
    began = time.monotonic()
    assert reason_of(saved(tmp_path, book)) is FileReason.TOO_SLOW
    assert time.monotonic() - began < 10


def test_no_child_outlives_a_reading_that_was_given_up(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for number in range(3000):
        book.active.append([f"P{number}", "Town"])
    source = xlsx.FORMAT.open(saved(tmp_path, book))
    reading = source.rows("Sheet")
    assert next(iter(reading)) == (1, ["P0", "Town"])
    before = len(os.listdir("/proc/self/task"))
    reading.close()  # type: ignore[attr-defined]
    assert len(os.listdir("/proc/self/task")) <= before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
