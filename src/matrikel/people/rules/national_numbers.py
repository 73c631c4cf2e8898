"""Reads a national identity number as its country writes it, and says precisely why when it cannot.

The check-digit arithmetic is our own: a file of 100,000 members must not wait for it, "today" is passed in,
and python-stdnum refuses what real registers hold (Swedish co-ordination numbers, the Norwegian rule of 2032,
test ranges). The tests hold every country against python-stdnum wherever the two are meant to agree.
A number that passes says nothing about a person existing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NumberKind(StrEnum):
    """What sort of number it is; the word is the country's own."""

    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"
    FODSELSNUMMER = "fodselsnummer"
    D_NUMBER = "d_number"
    H_NUMBER = "h_number"
    HETU = "hetu"
    CPR = "cpr"
    BSN = "bsn"
    RIJKSREGISTERNUMMER = "rijksregisternummer"
    BIS = "bis"


class NumberProblemReason(StrEnum):
    """Why a text is not a national identity number of the country."""

    UNKNOWN_COUNTRY = "unknown_country"
    UNKNOWN_FORM = "unknown_form"
    WRONG_LENGTH = "wrong_length"
    NOT_A_DATE = "not_a_date"
    IN_THE_FUTURE = "in_the_future"
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    LOWER_CASE = "lower_case"
    ORGANISATION_NUMBER = "organisation_number"


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalNumber:
    """A number that keeps its country's rule; `normalised` is the one form that is stored and compared."""

    country: str
    kind: NumberKind
    normalised: str
    birth_date: date | None
    is_test: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalNumberProblem:
    """A refusal; the birth date is given when the date part alone is real."""

    reason: NumberProblemReason
    birth_date: date | None = None


NumberResult = NationalNumber | NationalNumberProblem
_Reason = NumberProblemReason

# Countries where an association may keep the number at all (with a purpose). The Netherlands forbid the BSN
# to associations, Belgium wants an authorisation by law.
_STORABLE = frozenset({"SE", "NO", "FI", "DK"})

# Word processors and spreadsheets turn a hyphen into one of these.
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_SPACES = dict.fromkeys(map(ord, " \t\u00a0\u202f\u2007\u2009\u200b\ufeff"))
_TIDY = str.maketrans({**_DASHES, **_SPACES})


def parse(country: str, text: str, *, on: date) -> NumberResult:
    """Reads `text` as a number of `country` on the day `on`."""
    reader = _READERS.get(country)
    if reader is None:
        return NationalNumberProblem(reason=_Reason.UNKNOWN_COUNTRY)
    return reader(text.translate(_TIDY), on)


def storable(country: str) -> bool:
    """Whether an association in the country may keep the number when it has a purpose for it."""
    return country in _STORABLE


def display(number: NationalNumber) -> str:
    """The number as people of its country write it."""
    digits = number.normalised
    match number.country:
        case "SE":
            return f"{digits[:8]}-{digits[8:]}"
        case "NO":
            return f"{digits[:6]} {digits[6:]}"
        case "DK":
            return f"{digits[:6]}-{digits[6:]}"
        case "BE":
            return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}"
    return digits


def _problem(reason: NumberProblemReason, birth_date: date | None = None) -> NationalNumberProblem:
    return NationalNumberProblem(reason=reason, birth_date=birth_date)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _only_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


# --- Sweden -----------------------------------------------------------------------------------------------

_LUHN_DOUBLE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn_digit(digits: str) -> int:
    """The check digit that Luhn's rule puts after the digits."""
    total = 0
    double = True
    for char in reversed(digits):
        value = ord(char) - 48
        total += _LUHN_DOUBLE[value] if double else value
        double = not double
    return -total % 10


def _swedish(text: str, on: date) -> NumberResult:
    match = re.fullmatch(r"(\d\d)?(\d{6})([-+]?)([0-9A-Za-z]\d{3})", text, re.ASCII)
    if match is None:
        compact = text.replace("-", "").replace("+", "")
        if _only_digits(compact) and len(compact) not in (10, 12):
            return _problem(_Reason.WRONG_LENGTH)
        return _problem(_Reason.UNKNOWN_FORM)
    century, six, separator, four = match.groups()
    month, day = int(six[2:4]), int(six[4:6])
    if month >= 20 and century in (None, "16") and four.isdigit() and _luhn_holds(six + four):
        return _problem(_Reason.ORGANISATION_NUMBER)
    coordination = day >= 60
    real_day = day - 60 if coordination else day
    # A co-ordination number may leave month or day open (month 00, day 60); some hold a day that never was
    # (31 April): still a number, without a birth date.
    is_open = coordination and month <= 12 and real_day <= 31 and _date(2000, month, real_day) is None
    placed = _swedish_birth_date(
        century, six, separator, 1 if is_open else month, 1 if is_open else real_day, on
    )
    if placed is None and coordination and (month, real_day) == (2, 29):
        is_open, placed = True, _swedish_birth_date(century, six, separator, 1, 1, on)
    if placed is None:
        return _problem(_Reason.NOT_A_DATE)
    born = None if is_open else placed
    if not four[0].isdigit():
        return _problem(_Reason.UNKNOWN_FORM, born)  # an interim number of a study or grant system
    if placed > on:
        return _problem(_Reason.IN_THE_FUTURE)
    if four[:3] == "000" or not _luhn_holds(six + four):
        return _problem(_Reason.WRONG_CHECK_DIGIT, born)
    return NationalNumber(
        country="SE",
        kind=NumberKind.SAMORDNINGSNUMMER if coordination else NumberKind.PERSONNUMMER,
        normalised=f"{placed.year:04d}{six[2:]}{four}",
        birth_date=born,
        is_test=_is_swedish_test(int(four[:3]), placed.year, coordination),
    )


def _luhn_holds(digits: str) -> bool:
    return luhn_digit(digits[:-1]) == ord(digits[-1]) - 48


def _swedish_birth_date(
    century: str | None, six: str, separator: str, month: int, day: int, on: date
) -> date | None:
    if century is not None:
        return _date(int(century) * 100 + int(six[:2]), month, day) if century in ("18", "19", "20") else None
    # Written without the century: the latest birth date that has been, or, after a plus sign, the latest
    # with which one turns a hundred by the end of this year.
    base = on.year - on.year % 100 + int(six[:2])
    if separator == "+":
        return _date(base - 100 if base <= on.year else base - 200, month, day)
    for year in (base, base - 100):
        born = _date(year, month, day)
        if born is not None and born <= on:
            return born
    return None


def _is_swedish_test(serial: int, year: int, coordination: bool) -> bool:
    # The series that the Swedish Tax Agency keeps for tests: 980-999 throughout, 238 and 239 from 1970 on.
    return serial >= 980 or (serial in (238, 239) and (coordination or year >= 1970))


# --- Norway -----------------------------------------------------------------------------------------------

_NO_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_NO_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_NO_NEW_RULE_FROM = date(2032, 1, 1)


def _norwegian(text: str, on: date) -> NumberResult:
    digits = text.replace("-", "").replace(".", "")
    if not _only_digits(digits):
        return _problem(_Reason.UNKNOWN_FORM)
    if len(digits) != 11:
        return _problem(_Reason.WRONG_LENGTH)
    values = [ord(char) - 48 for char in digits]
    first = sum(a * b for a, b in zip(_NO_FIRST, values, strict=False)) % 11
    second = sum(a * b for a, b in zip(_NO_SECOND, values, strict=True)) % 11
    # From 2032 the first control sum may leave 0 to 3; nobody changes number, so both rules hold together.
    checks = first <= 3 and second == 0
    if values[0] >= 8:
        # A help number that hospitals share: no date in it.
        if not checks:
            return _problem(_Reason.WRONG_CHECK_DIGIT)
        return NationalNumber(
            country="NO", kind=NumberKind.H_NUMBER, normalised=digits, birth_date=None, is_test=False
        )
    day, month, short_year, serial = int(digits[:2]), int(digits[2:4]), int(digits[4:6]), int(digits[6:9])
    kind = NumberKind.FODSELSNUMMER
    is_test = False
    if day > 40:
        kind, day = NumberKind.D_NUMBER, day - 40
    if month > 80:
        is_test, month = True, month - 80
    elif month > 40:
        kind, month = NumberKind.H_NUMBER, month - 40
    if not _date_in_some_century(short_year, month, day):
        return _problem(_Reason.NOT_A_DATE)
    year = _norwegian_year(short_year, serial)
    born = _date(year, month, day) if year is not None else None
    if born is not None and born > on:
        born = None
    if not checks:
        return _problem(_Reason.WRONG_CHECK_DIGIT, born)
    if first != 0 or on >= _NO_NEW_RULE_FROM:
        born = None  # under the new rule the digits no longer tell the century
    return NationalNumber(country="NO", kind=kind, normalised=digits, birth_date=born, is_test=is_test)


def _date_in_some_century(short_year: int, month: int, day: int) -> bool:
    # 29 February is refused only when no year with these two digits had or will have it.
    return any(_date(century + short_year, month, day) is not None for century in (1900, 2000))


def _norwegian_year(short_year: int, serial: int) -> int | None:
    if serial < 500:
        return 1900 + short_year
    if serial < 750 and short_year >= 54:
        return 1800 + short_year
    if short_year < 40:
        return 2000 + short_year
    if serial >= 900:
        return 1900 + short_year
    return None


# --- Finland ----------------------------------------------------------------------------------------------

_FI_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FI_CENTURY = {"+": 1800, **dict.fromkeys("-YXWVU", 1900), **dict.fromkeys("ABCDEF", 2000)}


def _finnish(text: str, on: date) -> NumberResult:
    if len(text) != 11:
        return _problem(_Reason.WRONG_LENGTH)
    digits = text[:6] + text[7:10]
    century = _FI_CENTURY.get(text[6].upper())
    if not _only_digits(digits) or century is None or text[10].upper() not in _FI_CHECK:
        return _problem(_Reason.UNKNOWN_FORM)
    born = _date(century + int(text[4:6]), int(text[2:4]), int(text[:2]))
    if born is None:
        return _problem(_Reason.NOT_A_DATE)
    if text != text.upper():
        # The sign between is part of the identity, so nothing in the code is repaired, not even its case.
        return _problem(_Reason.LOWER_CASE, born)
    if born > on:
        return _problem(_Reason.IN_THE_FUTURE)
    serial = int(text[7:10])
    if serial < 2:
        return _problem(_Reason.UNKNOWN_FORM, born)
    if _FI_CHECK[int(digits) % 31] != text[10]:
        return _problem(_Reason.WRONG_CHECK_DIGIT, born)
    return NationalNumber(
        country="FI", kind=NumberKind.HETU, normalised=text, birth_date=born, is_test=serial >= 900
    )


# --- Denmark ----------------------------------------------------------------------------------------------


def _danish(text: str, on: date) -> NumberResult:
    digits = text.replace("-", "")
    if not _only_digits(digits):
        return _problem(_Reason.UNKNOWN_FORM)
    if len(digits) != 10:
        return _problem(_Reason.WRONG_LENGTH)
    day, month, short_year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if day > 60:
        day -= 60  # a replacement number of an administration
    born = _date(_danish_year(short_year, ord(digits[6]) - 48), month, day)
    if born is None:
        return _problem(_Reason.NOT_A_DATE)
    if born > on:
        return _problem(_Reason.IN_THE_FUTURE)
    # No check digit: since 1 October 2007 numbers are given out that do not keep the old rule.
    return NationalNumber(
        country="DK", kind=NumberKind.CPR, normalised=digits, birth_date=born, is_test=False
    )


def _danish_year(short_year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900 + short_year
    if seventh in (4, 9):
        return (2000 if short_year <= 36 else 1900) + short_year
    return (2000 if short_year <= 57 else 1800) + short_year


# --- Netherlands ------------------------------------------------------------------------------------------


def _dutch(text: str, on: date) -> NumberResult:
    digits = text.replace(".", "").replace("-", "")
    if not _only_digits(digits):
        return _problem(_Reason.UNKNOWN_FORM)
    if len(digits) not in (8, 9):
        return _problem(_Reason.WRONG_LENGTH)
    digits = digits.zfill(9)
    values = [ord(char) - 48 for char in digits]
    total = sum(weight * value for weight, value in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), values, strict=True))
    if total % 11 or not any(values):
        return _problem(_Reason.WRONG_CHECK_DIGIT)
    # 9999... is the series that the Dutch government uses for its own tests.
    return NationalNumber(
        country="NL",
        kind=NumberKind.BSN,
        normalised=digits,
        birth_date=None,
        is_test=digits.startswith("9999"),
    )


# --- Belgium ----------------------------------------------------------------------------------------------


def _belgian(text: str, on: date) -> NumberResult:
    digits = text.replace(".", "").replace("-", "")
    if not _only_digits(digits):
        return _problem(_Reason.UNKNOWN_FORM)
    if len(digits) != 11:
        return _problem(_Reason.WRONG_LENGTH)
    month_field, day, body, check = int(digits[2:4]), int(digits[4:6]), int(digits[:9]), int(digits[9:])
    kind = NumberKind.RIJKSREGISTERNUMMER if month_field <= 12 else NumberKind.BIS
    month = month_field % 20
    if month > 12 or month_field > 52:
        return _problem(_Reason.NOT_A_DATE)
    centuries = []
    if 97 - body % 97 == check:
        centuries.append(1900)
    if 97 - (2_000_000_000 + body) % 97 == check and 2000 + int(digits[:2]) <= on.year:
        centuries.append(2000)
    if not centuries:
        return _problem(_Reason.WRONG_CHECK_DIGIT)
    born = None
    # An unknown day or month is 00, and counters that ran over go past the calendar: no date, still a number.
    # Both centuries fitting (one number in 97) leaves the date unknown too.
    if month and len(centuries) == 1 and digits[:6] not in ("000001", "002001", "004001"):
        born = _date(centuries[0] + int(digits[:2]), month, day)
    if born is not None and born > on:
        return _problem(_Reason.IN_THE_FUTURE)
    return NationalNumber(country="BE", kind=kind, normalised=digits, birth_date=born, is_test=False)


_READERS: dict[str, Callable[[str, date], NumberResult]] = {
    "SE": _swedish,
    "NO": _norwegian,
    "FI": _finnish,
    "DK": _danish,
    "NL": _dutch,
    "BE": _belgian,
}
