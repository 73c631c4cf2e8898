"""Finds the table in a sheet: title rows above, the header row, sum rows and repeated headers below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from matrikel.imports.formats.table import Row, SheetSample
from matrikel.imports.rules import columns
from matrikel.imports.rules.fields import ColumnReason, Field, Mapping
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.rows import is_continued_by, is_group_row, put_together
from matrikel.imports.rules.profiles import kinds_of
from matrikel.imports.rules.text import clean, fold
from matrikel.imports.rules.vocabulary import is_given

_LOOK_AT = 30
_WIDE = 4
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
# A number, alone or with what is counted; or what a sign means: `x = betalt`.
_COUNT = re.compile(r"\s*(?:\d[\d .,]*(?:\s[^\W\d]+)?|[^=]{1,12}=[^=]+)\s*$")
_SIGNS = re.compile(r"(?:^|\s)\S{1,3}\s?=\s?[^\W\d]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Where the members stand in a sheet."""

    sheet: str
    # None when the first row is a member already.
    header_row: int | None
    header: tuple[str, ...]
    mapping: Mapping
    # The rows of the heading as they stand, for finding them again at page breaks.
    header_rows: tuple[tuple[str, ...], ...] = ()


def find_table(samples: Sequence[SheetSample], *, country: str, today: date) -> Table:
    """The sheet that looks most like members, with its header and its columns recognised."""
    found = [_table_in(sample, country, today) for sample in samples]
    return max(found, key=lambda candidate: candidate[1])[0]


def _table_in(sample: SheetSample, country: str, today: date) -> tuple[Table, float]:
    place = _header_place(sample.rows, country, today)
    heading = _heading(sample.rows, place, country, today) if place is not None else _NO_HEADING
    body = _of_members(
        [
            cells
            for _, cells in sample.rows[heading.end :]
            if not is_sum_row(cells) and _texts(cells) not in heading.rows
        ]
    )
    mapping = columns.recognise_columns(
        heading.titles if place is not None else None, body, country=country, today=today
    )
    table = Table(
        sheet=sample.name,
        header_row=sample.rows[heading.end - 1][0] if place is not None else None,
        header=heading.titles,
        mapping=mapping,
        header_rows=heading.rows,
    )
    known = {column.field for column in mapping if column.is_mapped}
    names = {Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME} & known
    # A sheet of members has names and more than names; among such sheets the longer one.
    score = (4.0 if names else 0.0) + len(known) + min(len(body), 1000) / 500
    return table, score


def _of_members(rows: list[list[str]]) -> list[list[str]]:
    """The rows without those of a cell or two, which in a wide table are lines and notes: they tell of no column."""
    if max(map(len, rows), default=0) < _WIDE:
        return rows
    filled = [sum(1 for cell in cells if cell and not cell.isspace()) for cells in rows]
    fewest = max(2, 0.25 * median(filled))
    kept = [cells for cells, count in zip(rows, filled, strict=True) if count >= fewest]
    return kept if len(kept) >= 0.5 * len(rows) else rows


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


@dataclass(frozen=True, slots=True)
class _Heading:
    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # The place of the first row below it.
    end: int


_NO_HEADING = _Heading((), (), 0)


def _heading(rows: Sequence[Row], place: int, country: str, today: date) -> _Heading:
    """The headings that begin or end at a row: with the groups above them, or their second half below."""

    def is_data(text: str) -> bool:
        return _is_data(text, country, today)

    number, header = rows[place]
    raw, titles, end = [header], list(header), place + 1
    if (
        place
        and rows[place - 1][0] == number - 1
        and is_group_row(rows[place - 1][1], header, is_data)
        and not _stands_under_another(rows, place)
    ):
        raw, titles = [rows[place - 1][1], header], put_together(rows[place - 1][1], header)
    elif end < len(rows) and is_continued_by(header, rows[end][1], is_data):
        raw, titles, end = [header, rows[end][1]], put_together(header, rows[end][1]), end + 1
    shown = tuple(_texts(row) for row in raw)
    return _Heading(tuple(clean(title) for title in titles), shown, end)


def _stands_under_another(rows: Sequence[Row], place: int) -> bool:
    """Whether the headings come again with another row above them: then that row names the block and no column."""
    header, above = _texts(rows[place][1]), _texts(rows[place - 1][1])
    return any(
        _texts(cells) == header and _texts(rows[at - 1][1]) != above
        for at, (_, cells) in enumerate(rows)
        if at > place
    )


def _texts(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for cell in cells if (text := clean(cell)))


def _header_score(filled: list[str], country: str, today: date) -> float:
    meanings = [meaning_of(text, by_likeness=False) if len(text) <= 60 else None for text in filled]
    said = sum(
        0.5 if meaning.reason is not ColumnReason.HEADER else 1.0
        for meaning in meanings
        if meaning is not None
    )
    # "Telefon 2" looks like a street and is none.
    data = sum(
        meaning is None and _is_data(text, country, today)
        for text, meaning in zip(filled, meanings, strict=True)
    )
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
    """Whether the row only adds up what stands above it, or says what its signs mean."""
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if not filled or (len(cells) > 4 and len(filled) > len(cells) // 2):
        return False
    if len(filled) > 3:
        # `Yhteensä | 32 jäsentä | 30 | 27 | m = maksettu`: nobody's own cells are all counts.
        return _SUM_WORDS.match(fold(clean(filled[0]))) is not None and all(map(_COUNT.match, filled[1:]))
    if len(filled) == 1 and _SIGNS.search(filled[0]):
        return True
    return any(_SUM_WORDS.match(fold(clean(cell))) for cell in filled) and (
        len(filled) == 1 or any(any(map(str.isdigit, cell)) for cell in filled)
    )


def member_rows(rows: Iterator[Row], table: Table) -> Iterator[Row]:
    """The rows below the header, without blank rows, sums and headers repeated at page breaks."""
    repeated = frozenset(table.header_rows)
    first_cells = frozenset(row[0] for row in table.header_rows if row)
    for number, cells in rows:
        if table.header_row is not None and number <= table.header_row:
            continue
        filled, may_add_up = 0, False
        for cell in cells:
            if cell and not cell.isspace():
                filled += 1
                if filled == 1:
                    # Whoever's first cell is a number is not looked at further.
                    may_add_up = not cell[0].isdigit()
                if filled > 3:
                    break
        if not filled:
            continue
        if (filled <= 3 or may_add_up) and is_sum_row(cells):
            continue
        if repeated and (
            tuple(text for cell in cells if cell and (text := clean(cell))) in repeated
            if cells[0] in first_cells or not cells[0]
            else False
        ):
            continue
        yield number, cells
