"""Reads dates in every national writing; says how precise they are and never guesses a century in silence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from matrikel.imports.rules.fields import DateOrder
from matrikel.imports.rules.text import fold


class Precision(StrEnum):
    """How much of a date somebody knew."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDate:
    """A date as read; with less than day precision it stands for the first day of its month or year."""

    on: date
    precision: Precision = Precision.DAY
    # Written with two figures for the year: the century is chosen later, from what else the row says.
    short_year: bool = False
    # Both orders of day and month give a real date and the column does not settle it.
    ambiguous: bool = False


_MONTH_WORDS = (
    "january jan januari januar janvier janv tammikuu tammikuuta tammi jaanuar",
    "february feb februari februar fevrier fevr helmikuu helmikuuta helmi",
    "march mar mars marts maart marz maaliskuu maaliskuuta maalis mrt",
    "april apr avril avr huhtikuu huhtikuuta huhti",
    "may maj mai mei toukokuu toukokuuta touko",
    "june jun juni juin kesakuu kesakuuta kesa",
    "july jul juli juillet juil heinakuu heinakuuta heina",
    "august aug augusti augustus aout elokuu elokuuta elo",
    "september sep sept septembre syyskuu syyskuuta syys",
    "october oct okt oktober octobre lokakuu lokakuuta loka",
    "november nov novembre marraskuu marraskuuta marras",
    "december dec des dets desember dezember decembre joulukuu joulukuuta joulu",
)
MONTHS = {word: number for number, words in enumerate(_MONTH_WORDS, start=1) for word in words.split()}

# When in a year somebody began: the year is what such a word says.
_SEASON_WORDS = (
    "var varen host hosten sommar sommaren sommer sommeren vinter vinteren vintern forar foraret efterar "
    "efteraret kevat kevaalla kesa kesalla syksy syksylla talvi talvella lente voorjaar zomer najaar herfst "
    "winter spring summer autumn fall sesong sesongen sasong sasongen saeson saesonen kausi kaudella seizoen "
    "season skolear skolearet arg ar aret jaar vuosi vuonna year sinds siden sedan since ca cirka noin "
    "omkring omtrent circa ongeveer"
)
_SEASONS = frozenset(_SEASON_WORDS.split())
_YEARS = re.compile(r"(\d{4}) ?[-/–] ?(\d{4}|\d{2})")

_SEASON_AND_YEAR = re.compile(
    r"(?:vt|ht|var|host|forar|efterar|kevat|syksy|sommar|sommer|kesa|lente|najaar|voorjaar|herfst)\.? ?-?(\d{4}|\d{2})"
)
# "1984 (hall. 3/84)": what stands in brackets says more about the date, and is none.
_IN_BRACKETS = re.compile(r" *\([^()]*\)$")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TIME_AFTER = re.compile(
    r"[T ]+(?:kl\.? ?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\.?)?(?:Z|[+-]\d\d:?\d\d)?$", re.I
)
_YEAR_FIRST = re.compile(r"(\d{4}) ?[-./ ] ?(\d{1,2}) ?[-./ ] ?(\d{1,2})\.?")
_YEAR_LAST = re.compile(r"(\d{1,2}) ?[-./ ] ?(\d{1,2})\.? ?[-./ ]+ ?(\d{4}|\d{2}|'\d{2})\.?")
_WITH_WORD = re.compile(
    r"(?:\w{2,10},? )?(\d{1,2})(?:\.|:a|:e|th|st|nd|rd|er|e)?[ \-./]*([^\W\d]{3,12})\.?,?[ \-./]*(\d{4}|'?\d{2})"
)
_WORD_FIRST = re.compile(r"([^\W\d]{3,12})\.? (\d{1,2})(?:th|st|nd|rd)?,? (\d{4})")
_WORD_AND_YEAR = re.compile(r"([^\W\d]{3,12})\.?,? ?[-/]? ?(\d{4})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2}) ?[./-] ?(\d{4})")
_YEAR_AND_MONTH = re.compile(r"(\d{4}) ?[./-] ?(\d{1,2})")
_YEAR = re.compile(r"(?:ca?\.? ?|noin |omkring |år |vuonna |~)?(\d{4})\.?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
# Day one of the spreadsheets' calendar, shifted for the leap day of 1900 that they believe in.
_SERIAL_START = date(1899, 12, 30)
# How many figures are left where a spreadsheet took the zero in front.
_LOST_ZERO = {DateOrder.YEAR_FIRST: (5,), DateOrder.FIGURES_DAY_FIRST: (5, 7)}
_DAY_OF_YEAR = re.compile(r"(\d{1,2})(?:\.|:a|:e|e)?[ ./-]*(\d{1,2}|[a-z]{3,12})\.?")
_OLDEST = 1850
_LATEST = 2120


def parse(text: str, order: DateOrder = DateOrder.DAY_FIRST) -> ReadDate | None:
    """The date in a cleaned text, or None when there is no single real date in it."""
    match = _ISO.fullmatch(text)
    if match:
        return _whole(int(match[1]), int(match[2]), int(match[3]))
    if (
        not text
        or len(text) > 40
        or not any(map(str.isdigit, text))
        or not text.replace("’", "").isprintable()
    ):
        return None
    text = _TIME_AFTER.sub("", text)
    if text[-1:] == ")":
        text = _IN_BRACKETS.sub("", text)
    if text.isascii() and text.isdigit():
        return _only_figures(text, order)
    return _with_marks(text, order) or _with_words(text)


def is_day_of_year(text: str) -> bool:
    """Whether the text names a day without its year: `12. mars`, `24/12`."""
    match = _DAY_OF_YEAR.fullmatch(fold(text))
    return match is not None and (match[2].isdigit() or match[2] in MONTHS)


def _with_marks(text: str, order: DateOrder) -> ReadDate | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _whole(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), match[3].lstrip("'")
        if len(year) == 2:
            return _short(first, second, int(year), order, text)
        return _ordered(first, second, int(year), order)
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return _part(int(match[2]), int(match[1]), Precision.MONTH)
    if match := _YEAR_AND_MONTH.fullmatch(text):
        return _part(int(match[1]), int(match[2]), Precision.MONTH)
    if match := _YEAR.fullmatch(text):
        return _part(int(match[1]), 1, Precision.YEAR)
    if _SERIAL.fullmatch(text):
        return _serial(int(float(text)))
    return None


def _with_words(text: str) -> ReadDate | None:
    folded = fold(text)
    if match := _WITH_WORD.fullmatch(folded):
        month, year = MONTHS.get(match[2]), match[3].lstrip("'")
        if month is None:
            return None
        if len(year) == 2:
            return _with_century(int(year), month, int(match[1]))
        return _whole(int(year), month, int(match[1]))
    if match := _WORD_FIRST.fullmatch(folded):
        month = MONTHS.get(match[1])
        return _whole(int(match[3]), month, int(match[2])) if month else None
    if match := _WORD_AND_YEAR.fullmatch(folded):
        month = MONTHS.get(match[1])
        if month is None and match[1] in _SEASONS:
            return _part(int(match[2]), 1, Precision.YEAR)
        return _part(int(match[2]), month, Precision.MONTH) if month else None
    if match := _SEASON_AND_YEAR.fullmatch(folded):
        if len(match[1]) == 4:
            return _part(int(match[1]), 1, Precision.YEAR)
        return ReadDate(on=date(2000 + int(match[1]), 1, 1), precision=Precision.YEAR, short_year=True)
    if (match := _YEARS.fullmatch(folded)) and (int(match[1]) + 1) % 100 == int(match[2]) % 100:
        # "2019/2020" is a season, named by the year in which it begins.
        return _part(int(match[1]), 1, Precision.YEAR)
    return None


def _only_figures(text: str, order: DateOrder) -> ReadDate | None:
    if len(text) in _LOST_ZERO.get(order, ()):
        text = f"0{text}"
    match len(text):
        case 8:
            return _whole(int(text[:4]), int(text[4:6]), int(text[6:])) or _ordered(
                int(text[:2]), int(text[2:4]), int(text[4:]), order
            )
        case 6:
            if order is DateOrder.YEAR_FIRST:
                return _with_century(int(text[:2]), int(text[2:4]), int(text[4:]))
            if order is DateOrder.MONTH_FIRST:
                return _with_century(int(text[4:]), int(text[:2]), int(text[2:4]))
            return _with_century(int(text[4:]), int(text[2:4]), int(text[:2]))
        case 5:
            return _serial(int(text))
        case 4:
            return _part(int(text), 1, Precision.YEAR)
    return None


def _ordered(first: int, second: int, year: int, order: DateOrder) -> ReadDate | None:
    day_first, month_first = _whole(year, second, first), _whole(year, first, second)
    if first == second or day_first is None or month_first is None:
        return day_first or month_first
    if order is DateOrder.MIXED:
        return ReadDate(on=day_first.on, ambiguous=True)
    return month_first if order is DateOrder.MONTH_FIRST else day_first


def _short(first: int, second: int, year: int, order: DateOrder, text: str) -> ReadDate | None:
    if order is DateOrder.YEAR_FIRST or ("-" in text and first > 31):
        return _with_century(first, second, year)
    day_first, month_first = _with_century(year, second, first), _with_century(year, first, second)
    if first == second or day_first is None or month_first is None:
        return day_first or month_first or _with_century(first, second, year)
    if order is DateOrder.MIXED:
        return ReadDate(on=day_first.on, short_year=True, ambiguous=True)
    return month_first if order is DateOrder.MONTH_FIRST else day_first


def _with_century(short: int, month: int, day: int) -> ReadDate | None:
    # Kept in the 2000s until the row decides; 2000 is a leap year, 1900 is not, and nobody is born on 29.2.1900.
    try:
        return ReadDate(on=date(2000 + short, month, day), short_year=True)
    except ValueError:
        return None


def _whole(year: int, month: int, day: int) -> ReadDate | None:
    if not _OLDEST <= year <= _LATEST:
        return None
    # 1956-00-00 and 1956-06-00 are how registers write that they know no more.
    if day == 0:
        return _part(year, month or 1, Precision.MONTH if month else Precision.YEAR)
    try:
        return ReadDate(on=date(year, month, day))
    except ValueError:
        return None


def _part(year: int, month: int, precision: Precision) -> ReadDate | None:
    if not _OLDEST <= year <= _LATEST or not 1 <= month <= 12:
        return None
    return ReadDate(on=date(year, month, 1), precision=precision)


def _serial(number: int) -> ReadDate | None:
    on = _SERIAL_START + timedelta(days=number)
    return ReadDate(on=on) if 1900 <= on.year <= _LATEST else None


# --- Centuries --------------------------------------------------------------------------------------------


def birth_century(read: ReadDate, today: date, joined: date | None) -> tuple[date, bool]:
    """The birth date meant by a two-figure year, and whether that is sure enough not to ask."""
    young, old = read.on, _years_back(read.on, 100)
    if young > today:
        return old, True
    if joined is not None and joined < young:
        return old, True
    # Nearly everybody under five is enrolled by a parent and nearly nobody is over a hundred: ask.
    sure = young.year <= today.year - 5 or today.year - old.year > 106
    return young, sure


def other_century(read: ReadDate, today: date, born: date | None) -> tuple[date, bool]:
    """The joining or leaving date meant by a two-figure year: the latest that has been, unless before birth."""
    young, old = read.on, _years_back(read.on, 100)
    if young > date(today.year + 1, 12, 31):
        return old, True
    if young > today and (born is None or old >= born):
        return old, False
    return young, True


def _years_back(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return date(on.year - years, 2, 28)


# --- What a whole column shows ----------------------------------------------------------------------------


def order_of(values: Iterable[str], country: str) -> DateOrder:
    """The order of day and month in a column, from the values that can be read in one way only."""
    day_first = month_first = 0
    figures: list[str] = []
    whole = without_zero = 0
    marks_year_first = marks = 0
    for text in values:
        if text.isascii() and text.isdigit():
            if len(text) == 6:
                figures.append(text)
            whole += len(text) == 8
            without_zero += len(text) in (5, 7)
            continue
        match = _YEAR_LAST.fullmatch(_TIME_AFTER.sub("", text))
        if not match:
            continue
        first, second, last = int(match[1]), int(match[2]), match[3].lstrip("'")
        if len(last) == 2:
            marks += 1
            if first > 31 or first == 0:
                marks_year_first += 1
            if int(last) > 31 or int(last) == 0:
                marks_year_first -= 1
        if first > 12 >= second:
            day_first += 1
        elif second > 12 >= first:
            month_first += 1
    if marks and marks_year_first > 0:
        return DateOrder.YEAR_FIRST
    if figures and not day_first and not month_first:
        order = _order_of_figures(figures, country)
        has_lost = 0 < without_zero <= len(figures)
        return DateOrder.FIGURES_DAY_FIRST if order is DateOrder.DAY_FIRST and has_lost else order
    if 0 < without_zero <= whole and not day_first and not month_first:
        return DateOrder.FIGURES_DAY_FIRST
    if month_first and day_first:
        if month_first > 20 * day_first:
            return DateOrder.MONTH_FIRST
        return DateOrder.DAY_FIRST if day_first > 20 * month_first else DateOrder.MIXED
    return DateOrder.MONTH_FIRST if month_first else DateOrder.DAY_FIRST


def _order_of_figures(figures: list[str], country: str) -> DateOrder:
    def fits(order: DateOrder) -> int:
        return sum(_only_figures(text, order) is not None for text in figures)

    year_first, day_first = fits(DateOrder.YEAR_FIRST), fits(DateOrder.DAY_FIRST)
    if year_first == day_first:
        return DateOrder.YEAR_FIRST if country in {"SE", "BE"} else DateOrder.DAY_FIRST
    return DateOrder.YEAR_FIRST if year_first > day_first else DateOrder.DAY_FIRST
