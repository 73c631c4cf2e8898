"""Which of two columns of dates is the birth and which the joining, told by the dates themselves."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from matrikel.imports.rules import dates
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, DateOrder, Field
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.headings.phrases import key
from matrikel.imports.rules.headings.stems import Part, parts_of
from matrikel.imports.rules.profiles import Profile
from matrikel.imports.rules.settling.helpers import has, mapped
from matrikel.imports.rules.text import clean, fold

# A joining date without a word for joining: what other columns call joining goes first.
_MERE_STARTS = frozenset(
    [
        "start",
        "startdato",
        "startdatum",
        "startdate",
        "startar",
        "fra",
        "fran",
        "from",
        "fom",
        "sinds",
        "since",
        "vanaf",
        "alkaen",
        "alku",
        "alkupvm",
        "alkupaiva",
        "begindatum",
        "per",
        "gyldigfra",
        "aloituspaiva",
        "registrert",
        "begin",
        "sedan",
        "siden",
        "fradato",
        "frandatum",
    ]
)
_REGISTERED = re.compile(r"regist|rekist|opret|opprett|skapad|created|added|aangemaakt|luotu|inlagd|lagt in")
# "Op koor sinds", "I korpset siden": what somebody is in.
_CLUB = re.compile(
    r"\b(?:(?:dame|herr|manns|barne?|blandade?|mannen|vrouwen|kinder|lapsi|mies|nais|kirkko|sang|music|musik|"
    r"muziek|skole|jente|gutte)?"
    r"(?:koor|kor(?:et|en|ps|pset|pse)?|kuoro\w*|orkest(?:er|ern|eret|ret)?|orkesteri\w*)|klubb?(?:en|ben)?|"
    r"club|foren?ing(?:en|a)?|vereniging|"
    r"seura\w*|yhdisty\w*|laget|karen|kredsen|groep|troppen|gruppe?n|gruppa|band(?:et)?|harmonie|fanfare|"
    r"gilde|lauget|gillet|sallskapet|"
    r"ons|oss|hos os|meilla|mukana)\b"
)
_FEWEST = 10
# Checks, courses and keys are a few years old; people joined over a generation.
_LONGEST_OF_OTHERS = 12
_YEARS_OF_JOINING = 3
_BIRTHS = (Field.BIRTH, Field.NATIONAL_NUMBER, Field.BIRTH_YEAR)
_VINTAGE = frozenset(
    ["argang", "argangen", "vuosikerta", "vuosimalli", "arsmodell", "jaargang", "bouwjaar", "byggar"]
)
# `GD`: letters and no word.
_SHORT = 3
_YEAR = 365


def settle_dates(
    columns: list[Column], profiles: Sequence[Profile], cells: list[list[str]], today: date
) -> list[Column]:
    """Birth before joining; a column of unknown dates that only joining dates can be."""
    settled = [
        replace(column, confidence=0.8)
        if column.field is Field.JOINED and column.is_mapped and key(column.header) in _MERE_STARTS
        else column
        for column in columns
    ]
    settled = [_doubted_start(column, cells[column.index]) for column in settled]
    settled = _birth_before_joining(settled, cells)
    settled = _births_before(settled, profiles, cells)
    settled = _births_alone(settled, profiles, cells, today)
    if has(settled, Field.JOINED):
        return settled
    birth = next(
        (c for c in settled if c.is_mapped and c.field in (Field.BIRTH, Field.NATIONAL_NUMBER)), None
    )
    unknown = [
        c
        for c in settled
        if (c.state is ColumnState.DOUBTED or _is_registration(c))
        and profiles[c.index].share("date", "year") >= 0.8
        and c.reason is not ColumnReason.SECOND_OF_ITS_KIND
    ]
    if len(unknown) != 1:
        return settled
    column = unknown[0]
    if birth is not None and _are_joinings(
        cells[birth.index], cells[column.index], profiles[column.index], is_said=_is_registration(column)
    ):
        settled[column.index] = mapped(column, Field.JOINED, 0.78)
    elif _is_registration(column) and _began_one_by_one(cells[column.index]):
        # Days of many years are asked about and never left aside.
        settled[column.index] = replace(
            column, field=Field.JOINED, state=ColumnState.DOUBTED, reason=ColumnReason.WEAK_EVIDENCE,
            confidence=0.5,
        )  # fmt: skip
    return settled


def _doubted_start(column: Column, cells: Sequence[str]) -> Column:
    """*Start sæson*, *Gyldig fra*: what began then is said by a word that nobody knows; the dates may still tell."""
    if not column.is_mapped or column.field is not Field.JOINED or not column.header:
        return column
    said = meaning_of(column.header)
    parts = frozenset(parts_of(fold(column.header)))
    is_mere = parts.isdisjoint({Part.JOINING, Part.MEMBER}) and not _CLUB.search(fold(column.header))
    if said is not None and said.has_rests and is_mere and not _began_one_by_one(cells):
        return replace(column, state=ColumnState.DOUBTED, reason=ColumnReason.WEAK_EVIDENCE, confidence=0.5)
    return column


def _began_one_by_one(cells: Sequence[str]) -> bool:
    """Whether the dates are of many days and years, as those of joinings: seasons begin for all at once."""
    days = sorted(read.on for cell in cells if (read := dates.parse(clean(cell))) is not None)
    if len(days) < _FEWEST:
        return False
    middle = len(days) // 10
    is_spread = (days[-1 - middle] - days[middle]).days >= _YEARS_OF_JOINING * _YEAR
    return is_spread and len(set(days)) >= 0.5 * len(days)


def _births_before(
    columns: list[Column], profiles: Sequence[Profile], cells: list[list[str]]
) -> list[Column]:
    """The one column of undecided dates that lies long before the joinings is the birth."""
    joined = next((c for c in columns if c.is_mapped and c.field is Field.JOINED), None)
    undecided = [c for c in columns if c.field is Field.BIRTH and c.state is ColumnState.DOUBTED]
    if joined is None or len(undecided) != 1 or has(columns, Field.BIRTH):
        return columns
    if has(columns, Field.NATIONAL_NUMBER):
        return columns
    column = undecided[0]
    if not _are_joinings(cells[column.index], cells[joined.index], profiles[joined.index]):
        return columns
    settled = list(columns)
    settled[column.index] = mapped(column, Field.BIRTH, 0.78)
    return settled


def _births_alone(
    columns: list[Column], profiles: Sequence[Profile], cells: list[list[str]], today: date
) -> list[Column]:
    """The one column of dates, under no word: over decades and none of them late, they are births,"
    " for people still join."""
    found = [
        c
        for c in columns
        if c.state is ColumnState.DOUBTED
        and c.reason in (ColumnReason.UNKNOWN_COLUMN, ColumnReason.WEAK_EVIDENCE)
        and profiles[c.index].share("date") >= 0.8
    ]
    if len(found) != 1 or len(found[0].header) > _SHORT or has(columns, Field.BIRTH):
        return columns
    if has(columns, Field.NATIONAL_NUMBER) or has(columns, Field.JOINED):
        return columns
    column = found[0]
    days = sorted(
        read.on for cell in cells[column.index] if (read := _day(clean(cell))) and not read.short_year
    )
    is_of_births = (
        len(days) >= max(_FEWEST, 0.8 * len(cells[column.index]))
        and (today - days[-1]).days >= _LONGEST_OF_OTHERS * _YEAR
        and (days[-1] - days[0]).days >= 2 * _LONGEST_OF_OTHERS * _YEAR
        and len(set(days)) >= 0.8 * len(days)
    )
    if not is_of_births:
        return columns
    settled = list(columns)
    settled[column.index] = mapped(column, Field.BIRTH, 0.78)
    return settled


def settle_vintages(columns: list[Column], profiles: Sequence[Profile]) -> list[Column]:
    """*Årgang* behind *Bil* or *Båt*, which the register does not keep, or beside a birth,"
    " is when the thing was built."""
    has_birth = any(c.is_mapped and c.field in _BIRTHS and key(c.header) not in _VINTAGE for c in columns)
    settled = list(columns)
    for place, column in enumerate(columns):
        if column.field is not Field.BIRTH_YEAR or not column.is_mapped or key(column.header) not in _VINTAGE:
            continue
        before = columns[place - 1] if place else None
        is_of_a_thing = (
            before is not None
            and before.field is Field.LEAVE_OUT
            and before.header != ""
            and not profiles[before.index].is_empty
            and profiles[before.index].share("answer", "money", "date") < 0.5
        )
        if is_of_a_thing or has_birth:
            settled[place] = replace(
                column,
                field=Field.LEAVE_OUT,
                state=ColumnState.DOUBTED,
                reason=ColumnReason.UNKNOWN_COLUMN,
                confidence=0.0,
            )
    return settled


def settle_contradictions(columns: list[Column], cells: list[list[str]]) -> list[Column]:
    """Nobody joins before being born: where a list says so of many, one of its two columns is another thing's."""
    birth = next((c for c in columns if c.is_mapped and c.field is Field.BIRTH), None)
    joined = next((c for c in columns if c.is_mapped and c.field is Field.JOINED), None)
    if birth is None or joined is None:
        return columns
    pairs = _pairs(cells[birth.index], cells[joined.index])
    if len(pairs) < _FEWEST // 2 or sum(born > later for born, later in pairs) < 0.3 * len(pairs):
        return columns
    said = [meaning_of(column.header) for column in (birth, joined)]
    wrong = [
        column
        for column, meant in zip((birth, joined), said, strict=True)
        if meant is None or meant.has_rests or column.reason is ColumnReason.CONTENT
    ] or [birth, joined]
    settled = list(columns)
    for column in wrong:
        settled[column.index] = replace(
            column, state=ColumnState.DOUBTED, reason=ColumnReason.HEADER_AND_CONTENT_DIFFER, confidence=0.4
        )
    return settled


def _is_registration(column: Column) -> bool:
    # When somebody was registered is when they joined, where nothing else says it and the years reach back.
    return column.reason is ColumnReason.NOT_NEEDED and bool(_REGISTERED.search(fold(column.header)))


def _are_joinings(
    births: Sequence[str], others: Sequence[str], profile: Profile, *, is_said: bool = False
) -> bool:
    """
    Years after birth, over decades, and for most rows: what else would a list of members say?

    Fewer years are enough where the heading says that somebody was registered then.
    """
    pairs = _pairs(births, others)
    if len(pairs) < _FEWEST or profile.filled < 0.5 * min(profile.seen, 300):
        return False
    gaps = [(later - born).days for born, later in pairs]
    spread = sorted(later for _, later in pairs)
    middle = len(spread) // 10
    return (
        sum(gap >= 0 for gap in gaps) >= 0.97 * len(gaps)
        and median(gaps) >= 4 * _YEAR
        and (spread[-1 - middle] - spread[middle]).days
        >= (_YEARS_OF_JOINING if is_said else _LONGEST_OF_OTHERS) * _YEAR
        and len(set(spread)) >= (0.5 * len(spread) if is_said else min(len(spread) // 3, 15))
    )


def _pairs(births: Sequence[str], others: Sequence[str]) -> list[tuple[date, date]]:
    pairs = []
    for x, y in zip(births, others, strict=True):
        born, later = _day(clean(x)), _day(clean(y))
        if born is None or later is None or later.short_year:
            continue
        # A birth with two figures for the year is the latest before what came later.
        on = born.on if not born.short_year or born.on <= later.on else _century_earlier(born.on)
        pairs.append((on, later.on))
    return pairs


def _century_earlier(on: date) -> date:
    return on.replace(year=on.year - 100, day=min(on.day, 28))


def _day(text: str) -> dates.ReadDate | None:
    read = dates.parse(text)
    if read is None and len(text) >= 10 and text[:8].isdigit():
        # An identity number that begins with the whole birth date.
        read = dates.parse(text[:8])
    if read is None and len(text) >= 10 and text[:6].isdigit():
        read = dates.parse(text[:6]) or dates.parse(text[:6], DateOrder.YEAR_FIRST)
    return read


def _birth_before_joining(columns: list[Column], cells: list[list[str]]) -> list[Column]:
    undecided = [c for c in columns if c.field is Field.BIRTH and c.state is ColumnState.DOUBTED]
    settled_birth = next((c for c in columns if c.field is Field.BIRTH and c.is_mapped), None)
    candidates = ([settled_birth] if settled_birth else []) + undecided
    if len(candidates) != 2 or has(columns, Field.JOINED):
        return columns
    first, second = candidates
    # One with a heading is not left to chance: its dates must look like joinings.
    if first.header or second.header:
        return columns
    pairs = _pairs(cells[first.index], cells[second.index])
    if len(pairs) < 5:
        return columns
    earlier = sum(a <= b for a, b in pairs) / len(pairs)
    if 0.03 < earlier < 0.97:
        return columns
    birth, joined = (first, second) if earlier >= 0.97 else (second, first)
    settled = list(columns)
    settled[birth.index] = mapped(birth, Field.BIRTH, 0.85)
    settled[joined.index] = mapped(joined, Field.JOINED, 0.85)
    return settled
