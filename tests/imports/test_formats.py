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
from matrikel.imports.formats.xlsx import read as xlsx_read


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


def test_open_document_and_other_archives_are_told_apart(tmp_path: Path) -> None:
    for name, inside, reason in [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", FileReason.OPEN_DOCUMENT),
        ("word/document.xml", b"<w/>", FileReason.WRONG_TYPE),
    ]:
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
    monkeypatch.setattr(xlsx_read, "_CHILD", slow)
    monkeypatch.setattr(xlsx_read, "SECONDS", 0.3)
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
