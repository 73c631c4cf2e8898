"""Reading a value as somebody typed it, and the one form in which it is kept."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Protocol
from urllib.parse import urlsplit

from matrikel.fields.rules.definitions import CHOOSING, Kind
from matrikel.fields.rules.shapes import fits

LONGEST_LINE = 200
LONGEST_TEXT = 2_000
LONGEST_LINK = 500
LONGEST_KEY = 80
LARGEST_NUMBER = 10**15
YES, NO = "yes", "no"


class ValueProblem(StrEnum):
    """Why a text is no value of its field."""

    TOO_LONG = "TOO_LONG"
    NOT_ONE_LINE = "NOT_ONE_LINE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    TOO_MANY_DECIMALS = "TOO_MANY_DECIMALS"
    TOO_SMALL = "TOO_SMALL"
    TOO_LARGE = "TOO_LARGE"
    NOT_A_DATE = "NOT_A_DATE"
    TOO_EARLY = "TOO_EARLY"
    TOO_LATE = "TOO_LATE"
    NOT_YES_OR_NO = "NOT_YES_OR_NO"
    NOT_AN_OPTION = "NOT_AN_OPTION"
    WRONG_SHAPE = "WRONG_SHAPE"
    NOT_A_LINK = "NOT_A_LINK"


class Definition(Protocol):
    """What reading a value needs to know of its field."""

    @property
    def kind(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def decimals(self) -> int: ...
    @property
    def smallest(self) -> int | None: ...
    @property
    def largest(self) -> int | None: ...
    @property
    def earliest(self) -> date | None: ...
    @property
    def latest(self) -> date | None: ...
    @property
    def answers(self) -> dict[str, str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A value in the form in which it is kept: one text, several for several choices, none where nothing is said."""

    texts: tuple[str, ...]


def read_value(wanted: Definition, typed: str, *, language: str = "") -> Read | ValueProblem:
    """
    Return a typed text as it is kept, or why it cannot be.

    Numbers may have blanks or the sign of the `language` between thousands, and a comma or a point before
    decimals; dates are `2026-11-25`, or day, month and year with points, strokes or slashes between; yes and no
    are understood in six languages; choices by code or by any of their words (`answers`: folded word → code),
    several apart by commas, semicolons or bars.
    """
    typed = typed.strip() if wanted.kind == Kind.LONG_TEXT else " ".join(typed.split())
    if not typed:
        return Read(texts=())
    match wanted.kind:
        case Kind.TEXT:
            return _line(wanted, typed)
        case Kind.LONG_TEXT:
            return _long_text(typed)
        case Kind.NUMBER:
            return _number(wanted, typed, language)
        case Kind.DATE:
            return _date(wanted, typed)
        case Kind.YES_NO:
            answer = _YES_NO.get(folded(typed))
            return ValueProblem.NOT_YES_OR_NO if answer is None else Read(texts=(answer,))
        case Kind.LINK:
            return _link(typed)
    parts = [typed] if wanted.kind == Kind.CHOICE else re.split(r"[,;|\n]", typed)
    return read_choices(wanted, [part for part in parts if part.strip()])


def read_choices(wanted: Definition, parts: Sequence[str]) -> Read | ValueProblem:
    """Return the codes of what was chosen, by code or by word, each once, in the order of the answers."""
    codes = list(dict.fromkeys(wanted.answers.values()))
    chosen = []
    for part in parts:
        code = part if part in codes else wanted.answers.get(folded(part))
        if code is None:
            return ValueProblem.NOT_AN_OPTION
        chosen.append(code)
    return Read(texts=tuple(code for code in codes if code in chosen))


def is_kept_form(wanted: Definition, texts: Sequence[str]) -> bool:
    """Say whether texts are a value of the field in the form in which it is kept."""
    if len(texts) > 1 and wanted.kind != Kind.CHOICES:
        return False
    found = read_choices(wanted, texts) if wanted.kind in CHOOSING else read_value(wanted, "".join(texts))
    return isinstance(found, Read) and found.texts == tuple(texts)


def key_of(kind: str, text: str) -> str:
    """Return what a kept text is found by: codes as they are, words folded, nothing of a long text."""
    if kind == Kind.LONG_TEXT:
        return ""
    return text if kind in CHOOSING or kind == Kind.YES_NO else folded(text)[:LONGEST_KEY]


def number_of(kind: str, text: str, decimals: int) -> int | None:
    """Return a kept number counted in its last decimal: `12.50` with two decimals is 1250."""
    return int(Decimal(text).scaleb(decimals)) if kind == Kind.NUMBER else None


def day_of(kind: str, text: str) -> date | None:
    """Return a kept date."""
    return date.fromisoformat(text) if kind == Kind.DATE else None


def folded(text: str) -> str:
    """Return a text without case and accents, with single blanks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def as_number(text: str, decimals: int, *, language: str = "") -> int | ValueProblem:
    """
    Return a typed number counted in its last decimal.

    A lone point before three figures stands between thousands where the language writes it so (a comma in
    English) and the number cannot have three decimals; `1.284,50` and `1,284.50` say themselves which is which.
    """
    plain = _without_thousands(re.sub(r"[\s\u00a0\u202f']", "", text), decimals, language)
    if not re.fullmatch(r"[+-]?\d{1,20}(?:[.,]\d{1,10})?", plain, re.ASCII):
        return ValueProblem.NOT_A_NUMBER
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return ValueProblem.NOT_A_NUMBER
    scaled = value.scaleb(decimals)
    if scaled != scaled.to_integral_value():
        return ValueProblem.TOO_MANY_DECIMALS
    if abs(scaled) >= LARGEST_NUMBER:
        return ValueProblem.TOO_LARGE
    return int(scaled)


_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3}(?:\1\d{3})*)(?:([.,])\d+)?", re.ASCII)


def _without_thousands(text: str, decimals: int, language: str) -> str:
    """The number without the signs between its thousands, where it has such."""
    plain = text.replace("\u2212", "-")
    found = _GROUPED.fullmatch(plain)
    if found is None or found[1] == found[2]:
        return plain
    usual = "," if language.startswith("en") else "."
    # With decimals behind, or more than one group, there is no doubt.
    is_plain = found[2] is not None or plain.count(found[1]) > 1
    if is_plain or (found[1] == usual and decimals < 3):
        return plain.replace(found[1], "")
    return plain


def number_text(scaled: int, decimals: int) -> str:
    """Return the kept text of a number that is counted in its last decimal: always with that many decimals."""
    return f"{Decimal(scaled).scaleb(-decimals):.{decimals}f}"


def _line(wanted: Definition, typed: str) -> Read | ValueProblem:
    if _has_controls(typed):
        return ValueProblem.NOT_ONE_LINE
    if len(typed) > LONGEST_LINE:
        return ValueProblem.TOO_LONG
    if wanted.shape and not fits(wanted.shape, typed):
        return ValueProblem.WRONG_SHAPE
    return Read(texts=(typed,))


def _long_text(typed: str) -> Read | ValueProblem:
    typed = typed.replace("\r\n", "\n").replace("\r", "\n")
    if _has_controls(typed.replace("\n", " ").replace("\t", " ")):
        return ValueProblem.NOT_ONE_LINE
    return ValueProblem.TOO_LONG if len(typed) > LONGEST_TEXT else Read(texts=(typed,))


def _number(wanted: Definition, typed: str, language: str) -> Read | ValueProblem:
    scaled = as_number(typed, wanted.decimals, language=language)
    if isinstance(scaled, ValueProblem):
        return scaled
    if wanted.smallest is not None and scaled < wanted.smallest:
        return ValueProblem.TOO_SMALL
    if wanted.largest is not None and scaled > wanted.largest:
        return ValueProblem.TOO_LARGE
    return Read(texts=(number_text(scaled, wanted.decimals),))


_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4})", re.ASCII)


def _date(wanted: Definition, typed: str) -> Read | ValueProblem:
    found = _DATE.fullmatch(typed)
    if found is None:
        return ValueProblem.NOT_A_DATE
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[7], found[6], found[4])
    try:
        value = date(int(year), int(month), int(day))
    except ValueError:
        return ValueProblem.NOT_A_DATE
    if wanted.earliest is not None and value < wanted.earliest:
        return ValueProblem.TOO_EARLY
    if wanted.latest is not None and value > wanted.latest:
        return ValueProblem.TOO_LATE
    return Read(texts=(value.isoformat(),))


def _link(typed: str) -> Read | ValueProblem:
    if len(typed) > LONGEST_LINK:
        return ValueProblem.TOO_LONG
    text = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return ValueProblem.NOT_A_LINK
    # Nothing but a page of the web: a browser would run javascript: and open files.
    if parts.scheme not in ("https", "http") or "." not in host or " " in text or parts.username:
        return ValueProblem.NOT_A_LINK
    return ValueProblem.NOT_A_LINK if _has_controls(text) or len(text) > LONGEST_LINK else Read(texts=(text,))


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(char) in ("Cc", "Cs") for char in text)


_YES_NO = {
    **dict.fromkeys(
        ("yes", "y", "1", "x", "true", "ja", "j", "kylla", "k", "on", "oui", "sant", "sand"), YES
    ),
    **dict.fromkeys(("no", "n", "0", "false", "nej", "nei", "ei", "e", "nee", "non", "falskt", "usann"), NO),
}
