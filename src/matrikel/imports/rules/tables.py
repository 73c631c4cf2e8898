"""Finds the table in a sheet: title rows above, the header row, sum rows and repeated headers below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from matrikel.imports.formats.table import Row, SheetSample
from matrikel.imports.rules import columns
from matrikel.imports.rules.fields import ColumnReason, Field, Mapping
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.profiles import kinds_of
from matrikel.imports.rules.text import clean, fold
from matrikel.imports.rules.vocabulary import is_given

_LOOK_AT = 30
_DATA_KINDS = frozenset(
    {
        "email",
        "phone_marked",
        "date",
        "number_shape",
        "postcode",
        "street",
        "postcode_place",
        "integer",
        "iban",
        "year",
    }
)
_SUM_WORDS = re.compile(
    r"(?:summa|sum|sammanlagt|totalt?|antal|antall|i alt|ialt|yhteensa|summa|lukumaara|kpl|totaal|aantal|"
    r"count|grand total|subtotal|delsumma|valisumma|medlemmar totalt)\b"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Where the members stand in a sheet."""

    sheet: str
    # None when the first row is a member already.
    header_row: int | None
    header: tuple[str, ...]
    mapping: Mapping


def find_table(samples: Sequence[SheetSample], *, country: str, today: date) -> Table:
    """The sheet that looks most like members, with its header and its columns recognised."""
    found = [_table_in(sample, country, today) for sample in samples]
    return max(found, key=lambda candidate: candidate[1])[0]


def _table_in(sample: SheetSample, country: str, today: date) -> tuple[Table, float]:
    place = _header_place(sample.rows, country, today)
    header = [clean(cell) for cell in sample.rows[place][1]] if place is not None else None
    body = [
        cells for _, cells in sample.rows[(place + 1 if place is not None else 0) :] if not is_sum_row(cells)
    ]
    mapping = columns.recognise_columns(header, body, country=country, today=today)
    table = Table(
        sheet=sample.name,
        header_row=sample.rows[place][0] if place is not None else None,
        header=tuple(header or ()),
        mapping=mapping,
    )
    known = {column.field for column in mapping if column.is_mapped}
    names = {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME} & known
    # A sheet of members has names and more than names; among such sheets the longer one.
    score = (4.0 if names else 0.0) + len(known) + min(len(body), 1000) / 500
    return table, score


def _header_place(rows: Sequence[Row], country: str, today: date) -> int | None:
    best, best_score = None, 0.0
    for place, (_, cells) in enumerate(rows[:_LOOK_AT]):
        filled = [clean(cell) for cell in cells if cell.strip()]
        if not filled:
            continue
        score = _header_score(filled, country, today)
        if score > best_score:
            best, best_score = place, score
    if best is not None and best_score >= 1.0:
        return best
    return _unknown_words(rows, country, today)


def _header_score(filled: list[str], country: str, today: date) -> float:
    said = sum(
        0.5 if meaning.reason is not ColumnReason.HEADER else 1.0
        for text in filled
        if len(text) <= 60 and (meaning := meaning_of(text, by_likeness=False)) is not None
    )
    data = sum(_is_data(text, country, today) for text in filled)
    if said < 1 or data >= said:
        return 0.0
    # Two known words, or one that is all there is; the share keeps a sentence above the table out.
    share = said / len(filled)
    if said >= 2 and share >= 0.25:
        return said * share - data
    return 1.0 if share >= 0.5 and not data else 0.0


def _is_data(text: str, country: str, today: date) -> bool:
    return not _DATA_KINDS.isdisjoint(kinds_of(text, text, country, today))


def _unknown_words(rows: Sequence[Row], country: str, today: date) -> int | None:
    """A header in words that we do not know: a full row without data above rows with data."""
    if len(rows) < 3:
        return None
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows[:_LOOK_AT]]
    usual = sorted(widths)[len(widths) // 2]
    for place, (_, cells) in enumerate(rows[: min(10, len(rows) - 2)]):
        filled = [clean(cell) for cell in cells if cell.strip()]
        if len(filled) < max(2, 0.7 * usual):
            continue
        data = sum(_is_data(text, country, today) for text in filled)
        below = [
            sum(_is_data(clean(cell), country, today) for cell in row if cell.strip())
            for _, row in rows[place + 1 : place + 6]
        ]
        if data:
            return None
        # Lists of names alone hold no data either; a common given name tells a row of theirs from a header.
        named = any(is_given(word) for text in filled for word in text.replace(",", " ").split())
        return place if (below and min(below) >= 1) or not named else None
    return None


def is_sum_row(cells: Sequence[str]) -> bool:
    """Whether the row only adds up what stands above it."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if not filled or len(filled) > 3 or (len(cells) > 4 and len(filled) > len(cells) // 2):
        return False
    return any(_SUM_WORDS.match(fold(clean(cell))) for cell in filled) and (
        len(filled) == 1 or any(any(map(str.isdigit, cell)) for cell in filled)
    )


def member_rows(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    """The rows below the header, without blank rows, sums and headers repeated at page breaks."""
    header = [cell for cell in table.header if cell]
    for number, cells in rows:
        if table.header_row is not None and number <= table.header_row:
            continue
        filled = 0
        for cell in cells:
            if cell and not cell.isspace():
                filled += 1
                if filled > 3:
                    break
        if not filled:
            continue
        if filled <= 3 and is_sum_row(cells):
            continue
        if (
            header
            and cells
            and cells[0]
            and clean(cells[0]) == table.header[0]
            and [clean(cell) for cell in cells if cell.strip()] == header
        ):
            continue
        yield number, cells
