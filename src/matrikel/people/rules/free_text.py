"""Finds in a free text what an association rarely needs: identity numbers, and words of health, belief, crime, origin.

A finding is a question to whoever writes ("do you need to keep it?"), never a refusal: what looks like a number or an
illness may be neither. Rather one question too many than a diagnosis in a notes field for twenty years.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from matrikel.people.rules import national_numbers
from matrikel.people.rules.free_text_words import WORDS
from matrikel.people.rules.names import fold

LONGEST_NOTE = 500


class ConcernKind(StrEnum):
    """What a passage looks like; all but the first are the words of `free_text_words`."""

    IDENTITY_NUMBER = "identity_number"
    HEALTH = "health"
    BELIEF = "belief"
    CRIME = "crime"
    ORIGIN = "origin"
    UNION = "union"
    INTIMATE = "intimate"


@dataclass(frozen=True, kw_only=True, slots=True)
class TextConcern:
    """A passage of a text, `start` to `end`, and what it looks like."""

    kind: ConcernKind
    start: int
    end: int


_DASH = r"[-\u2010-\u2014\u2212]"
# How each country writes its number; a candidate counts only if it keeps the country's rule. Looked for from every
# digit on, so that a number beside another is found as well.
_SHAPES = {
    "SE": rf"(?:\d\d)?\d{{6}} ?(?:{_DASH}|\+)? ?\d{{4}}(?!\d)",
    "NO": r"\d{6} ?\d{5}(?!\d)",
    "DK": rf"\d{{6}} ?{_DASH}? ?\d{{4}}(?!\d)",
    "FI": rf"\d{{6}}(?:{_DASH}|[+A-FU-Ya-fu-y])\d{{3}}[0-9A-Za-z](?![0-9A-Za-z])",
    "BE": rf"\d\d[. ]?\d\d[. ]?\d\d ?{_DASH}? ?\d{{3}}[. ]?\d\d(?!\d)",
    "NL": r"\d{4}[. ]?\d\d[. ]?\d{3}(?!\d)",
}
_CANDIDATES = {country: re.compile(rf"(?<![\d+])(?=({shape}))") for country, shape in _SHAPES.items()}
_HYPHENED_CPR = re.compile(rf"\d{{6}} ?{_DASH} ?\d{{4}}")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010-\u2014'’][^\W\d_]+)*")
_DUTCH = re.compile(r"(?i)\b(?:bsn|burgerservice|sofi)")


def find_concerns(text: str, country: str, *, on: date) -> list[TextConcern]:
    """Return what a text holds that need not be kept, in order; `country` is where the association is."""
    found = [*_numbers(text, country, on), *_words(text)]
    return sorted(found, key=lambda concern: (concern.start, concern.end, concern.kind))


def kinds_of(concerns: Iterable[TextConcern]) -> list[ConcernKind]:
    """Return the kinds of concerns, each once, in the order of `ConcernKind`."""
    there = {concern.kind for concern in concerns}
    return [kind for kind in ConcernKind if kind in there]


def _numbers(text: str, country: str, on: date) -> Iterable[TextConcern]:
    spans = {
        (match.start(), match.start() + len(match[1]))
        for code, candidates in _CANDIDATES.items()
        for match in candidates.finditer(text)
        if _is_telling(code, match[1], text, country) and _is_number(match[1], code, on)
    }
    return [
        TextConcern(kind=ConcernKind.IDENTITY_NUMBER, start=start, end=end) for start, end in sorted(spans)
    ]


def _is_telling(code: str, candidate: str, text: str, country: str) -> bool:
    # A date and check digits are hard to hit by chance. A Danish number has no check digit any more, and a Dutch one
    # is every eleventh number of nine digits: abroad they count only as they are written at home.
    if code == "DK":
        return country == "DK" or _HYPHENED_CPR.fullmatch(candidate) is not None
    if code == "NL":
        return country == "NL" or _DUTCH.search(text) is not None
    return True


def _is_number(candidate: str, country: str, on: date) -> bool:
    found = national_numbers.parse(country, candidate.upper(), on=on)
    return isinstance(found, national_numbers.NationalNumber)


def _words(text: str) -> Iterable[TextConcern]:
    for match in _WORD.finditer(text):
        kind = _kind_of(match.group())
        if kind is not None:
            yield TextConcern(kind=kind, start=match.start(), end=match.end())


def _kind_of(word: str) -> ConcernKind | None:
    whole, stems, parts = _vocabulary()
    # Folding takes hyphens for blanks; each half of a compound is a word too.
    folded = fold(word)
    for candidate in (folded.replace(" ", "-"), *folded.split()):
        if candidate in whole:
            return whole[candidate]
        for stem, kind in stems.get(candidate[:3], ()):
            if candidate.startswith(stem):
                return kind
        for part, kind in parts:
            if part in candidate:
                return kind
    return None


@cache
def _vocabulary() -> tuple[
    dict[str, ConcernKind], dict[str, list[tuple[str, ConcernKind]]], list[tuple[str, ConcernKind]]
]:
    """The words of all languages at once: an association writes in several, and a word looks alike in many."""
    whole: dict[str, ConcernKind] = {}
    stems: dict[str, list[tuple[str, ConcernKind]]] = {}
    parts: list[tuple[str, ConcernKind]] = []
    for kinds in WORDS.values():
        for code, words in kinds.items():
            kind = ConcernKind(code)
            for word in words.split():
                if word.startswith("-"):
                    parts.append((word.strip("-"), kind))
                elif word.endswith("-"):
                    stems.setdefault(word[:3], []).append((word[:-1], kind))
                else:
                    whole[word] = kind
    return whole, stems, list(dict.fromkeys(parts))
