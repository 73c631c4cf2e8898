"""A corpus of cells that look like formulas, numbers and telephones, through a real spreadsheet: inert and unchanged."""

import csv
import io
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from matrikel.exports.formats.csv import CsvWriter
from matrikel.exports.formats.files import About
from matrikel.exports.formats.xlsx import XlsxWriter
from matrikel.exports.rules.cells import Heading, Kind, harmless

SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
FORMULAS = [
    "=1+1",
    '=HYPERLINK("http://evil.example";"x")',
    "=cmd|' /C calc'!A0",
    "@SUM(1;1)",
    "+1+1",
    "-1+1",
    "-100",
    "+46701234567",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '=WEBSERVICE("http://evil.example")',
    "'=1+1",
    "a=1",
    "0123",
    "1-2",
    "3/4",
    "TRUE",
    "1e5",
    "_x0041_",
    'Åsa "Ö" & <b>',
    "två\nrader",
]
PHONES = [
    "+46 70 123 45 67",
    "070-123 45 67",
    "+358 40 123 4567",
    "+47 912 34 567",
    "08-100 20",
]
ABOUT = About(title="Club", foot="Export 1", facts=[("Export", "=1+1")], sheet="About", language="en")
HEADINGS = [
    Heading(name="=Name"),
    Heading(name="Phone", kind=Kind.PHONE),
    Heading(name="No."),
    Heading(name="Day"),
]
LINES = [
    [text, PHONES[place % len(PHONES)], -100 + place, date(2026, 11, 1)]
    for place, text in enumerate(FORMULAS)
]


def write(make, path: Path) -> None:
    out = io.BytesIO()
    writer = make(out, headings=HEADINGS, about=ABOUT, sample=LINES)
    writer.add(LINES)
    writer.finish()
    path.write_bytes(out.getvalue())


def read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


def as_on_screen(text: str) -> str:
    """Return a text as a sheet keeps it: one line break is like another."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """Return what LibreOffice holds of each file, as it would save it again: every cell's content as text."""
    if SOFFICE is None:
        assert not os.environ.get("CI"), "LibreOffice is not here: scripts/soffice installs it"
        pytest.skip("LibreOffice is not here: scripts/soffice says how to get it")
    place = tmp_path_factory.mktemp("sheets")
    write(CsvWriter, place / "as_csv.csv")
    write(XlsxWriter, place / "as_xlsx.xlsx")
    # As somebody opens it who changes nothing in the dialog: semicolons, UTF-8, numbers are recognised.
    run = [
        SOFFICE,
        "--headless",
        "--norestore",
        f"-env:UserInstallation=file://{place}/profile",
        "--infilter=CSV:59,34,76,1",
        "--convert-to",
        # Contents as shown, commas, UTF-8, every text in quotes; formulas would be saved as formulas.
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,1",
        "--outdir",
        str(place / "out"),
    ]
    subprocess.run([*run, str(place / "as_csv.csv")], check=True, capture_output=True, timeout=180)
    without_filter = [part for part in run if not part.startswith("--infilter")]
    subprocess.run(
        [*without_filter, str(place / "as_xlsx.xlsx")], check=True, capture_output=True, timeout=180
    )
    return {path.stem.split("-")[0]: read(path) for path in (place / "out").glob("*.csv")}


def test_a_workbook_keeps_every_text_number_and_day_as_it_is(opened: dict[str, list[list[str]]]) -> None:
    headings, *rows = opened["as_xlsx"]
    assert headings == ["=Name", "Phone", "No.", "Day"]
    assert [row[:3] for row in rows] == [
        [as_on_screen(text), phone, str(number)] for text, phone, number, _ in LINES
    ]
    assert {row[3] for row in rows} == {"2026-11-01"}


def test_a_plain_list_keeps_every_phone_and_number_and_computes_nothing(
    opened: dict[str, list[list[str]]],
) -> None:
    headings, *rows = opened["as_csv"]
    assert headings == ["'=Name", "Phone", "No.", "Day"]
    assert [row[2] for row in rows[: len(LINES)]] == [str(line[2]) for line in LINES]
    computed = [text for text in FORMULAS if text != harmless(text)]
    shown = {text: row[0] for text, row in zip(FORMULAS, rows, strict=False)}
    assert [shown[text] for text in computed] == [as_on_screen(harmless(text)) for text in computed]
    assert [row[1] for row in rows[: len(LINES)]] == [line[1] for line in LINES]
