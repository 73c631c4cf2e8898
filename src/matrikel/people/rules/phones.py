"""Turns a telephone number as people write it into its international form, and back into what they recognise.

A number is accepted when its length is possible in its country, not only when libphonenumber knows its
series: regulators hand out new series before the tables follow, clubs keep old area codes, and the numbers
that regulators keep for fiction (which every demonstration uses) count as "invalid" there. Letters,
extensions and two numbers in one cell are refused: what is kept must be what can be dialled.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    ValidationResult,
)

_ALLOWED = re.compile(r"[+\d\s().\-/\u00a0\u2010-\u2014\u2212\u202f]{4,40}")
_NOISE = re.compile(r"[\s().\-/\u00a0\u2010-\u2014\u2212\u202f]+")
_TRUNK_IN_BRACKETS = re.compile(r"(?<=\d)\s*\(0\)")


def _plain_lengths(country: str) -> tuple[str, str, frozenset[int]]:
    """Calling code, trunk prefix, and possible lengths without the numbers that work only locally."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    if metadata is None or metadata.general_desc is None:
        raise ValueError(country)
    return (
        str(metadata.country_code),
        metadata.national_prefix or "",
        frozenset(metadata.general_desc.possible_length),
    )


# The nine countries that most numbers belong to take a short way that agrees with libphonenumber; everything
# else goes through libphonenumber itself, which takes some ten times longer.
_PLAIN = {country: _plain_lengths(country) for country in ("SE", "NO", "DK", "FI", "IS", "NL", "BE")}
_BY_CALLING_CODE = {code: (prefix, lengths) for code, prefix, lengths in _PLAIN.values() if code != "358"}


def normalise(text: str, country: str) -> str | None:
    """The number in E.164 (`+46701740605`), read from `country` when it names none itself."""
    text = text.strip()
    if not _ALLOWED.fullmatch(text):
        return None
    compact = _NOISE.sub("", _TRUNK_IN_BRACKETS.sub("", text))
    if not compact or compact.count("+") > 1 or ("+" in compact and compact[0] != "+"):
        return None
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    return _short_way(compact, country) or _long_way(compact, country)


def _short_way(compact: str, country: str) -> str | None:
    if compact[0] == "+":
        code, rest = compact[1:3], compact[3:]
        known = _BY_CALLING_CODE.get(code)
        if known is None:
            return None
        prefix, lengths = known
    else:
        plain = _PLAIN.get(country)
        if plain is None:
            return None
        code, prefix, lengths = plain
        rest = compact
        if prefix:
            if not rest.startswith(prefix):
                return None
            rest = rest[len(prefix) :]
    if rest[:1] == "0" or len(rest) not in lengths or len(rest) < 7:
        return None
    return f"+{code}{rest}"


def _long_way(compact: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(compact, country)
    except NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def display(e164: str, country: str) -> str:
    """The number as it is written in its own country when that is `country`, else with its calling code."""
    if _is_plain(e164) and (form := _form(e164[: 3 + _TELLING], len(e164), country)):
        return form % tuple(e164[3 + _TELLING :])
    number = _taken_apart(e164)
    return e164 if number is None else _written(number, country)


# By how many digits after the calling code the numbers of the seven countries differ in how they are written.
_TELLING = 4


@lru_cache(maxsize=20_000)
def _form(beginning: str, length: int, country: str) -> str:
    """How numbers that begin so are written, with `%s` for each further digit; nothing where no such form is found."""
    tail = "1" * (length - len(beginning))
    written = _written(PhoneNumber(int(beginning[1:3]), int(beginning[3:] + tail)), country)
    form, places = "", len(tail)
    for letter in reversed(written):
        is_place = places > 0 and letter.isdigit()
        places -= is_place
        form = ("%s" if is_place else letter) + form
    return "" if places or "%" in written else form


def _written(number: PhoneNumber, country: str) -> str:
    at_home = number.country_code == phonenumbers.country_code_for_region(country)
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


class Line(StrEnum):
    """What a number rings: a telephone in a home, one in somebody's pocket, or nobody knows from the number."""

    FIXED = "fixed"
    MOBILE = "mobile"
    UNKNOWN = "unknown"


def line_of(e164: str) -> Line:
    """Return what a number in its international form rings, by the series that its regulator hands out."""
    number = _taken_apart(e164)
    kind = PhoneNumberType.UNKNOWN if number is None else phonenumbers.number_type(number)
    return {PhoneNumberType.FIXED_LINE: Line.FIXED, PhoneNumberType.MOBILE: Line.MOBILE}.get(
        kind, Line.UNKNOWN
    )


def _is_plain(text: str) -> bool:
    known, rest = _BY_CALLING_CODE.get(text[1:3]), text[3:]
    if known is None or text[0] != "+" or len(rest) not in known[1]:
        return False
    return rest.isascii() and rest.isdigit() and rest[0] != "0"


def _taken_apart(text: str) -> PhoneNumber | None:
    # Most numbers stand as somebody typed them at home, and libphonenumber takes long to find that they name no country.
    if "+" not in text and "\uff0b" not in text:
        return None
    if _is_plain(text):
        return PhoneNumber(country_code=int(text[1:3]), national_number=int(text[3:]))
    try:
        return phonenumbers.parse(text, None)
    except NumberParseException:
        return None
