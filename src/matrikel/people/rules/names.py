"""Sorts, folds, tidies and shows names as the languages of the Nordics and the Benelux do.

The sort key is compared byte by byte (the C collation), so an update of the operating system's locale never
reorders an index: after `z` come `{`, `|` and `}`, which stand for the last letters of the alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart by itself.
_WITHOUT_STROKE = str.maketrans(
    {
        "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l", "ħ": "h",
        "ı": "i", "ŋ": "n", "ŧ": "t", "ĳ": "ij", "ə": "e",
    }
)  # fmt: skip
_FIRST, _SECOND, _THIRD = "{", "|", "}"
_SWEDISH = {
    "å": _FIRST,
    "ä": _SECOND, "æ": _SECOND, "ę": _SECOND,
    "ö": _THIRD, "ø": _THIRD, "ő": _THIRD, "œ": _THIRD, "ô": _THIRD,
    "ü": "y", "ű": "y",
}  # fmt: skip
_FINNISH = {
    "å": _FIRST, "ä": _SECOND, "æ": _SECOND, "ö": _THIRD, "ø": _THIRD, "õ": _THIRD, "ő": _THIRD, "œ": _THIRD,
    "ü": "y", "ű": "y",
}  # fmt: skip
_DANISH = {
    "æ": _FIRST, "ä": _FIRST,
    "ø": _SECOND, "ö": _SECOND, "ő": _SECOND, "œ": _SECOND,
    "å": _THIRD,
    "ü": "y", "ű": "y",
}  # fmt: skip
_LAST_LETTERS = {
    "sv": str.maketrans(_SWEDISH),
    "fi": str.maketrans(_FINNISH),
    "da": str.maketrans(_DANISH),
    "nb": str.maketrans(_DANISH),
    "nn": str.maketrans(_DANISH),
    "no": str.maketrans(_DANISH),
}
_AA_IS_Å = frozenset({"da", "nb", "nn", "no"})
# Belgian lists keep "Van den Berghe" under V; everybody else looks under the name that follows the prefix.
_PREFIX_FIRST = frozenset({"nl-be", "fr-be", "fr"})
LONGEST_SORT_KEY = 400
_BETWEEN_PARTS, _BETWEEN_WORDS = " ", "."
_BREAKS = re.compile(r"[\s.,\-\u2010-\u2015/]+")
_SILENT = str.maketrans(dict.fromkeys("'’‘`´\"“”()"))


def sort_key(family: str, given: str, language: str, prefix: str = "") -> str:
    """A text whose order under the C collation is the alphabetical order of the language."""
    tag = language.lower()
    if not family:
        family, given = given, ""
    if tag in _PREFIX_FIRST:
        family, prefix = f"{prefix} {family}", ""
    # Every part keeps its place even when it is empty, so that "Berg" comes before all of "van der Berg".
    key = _BETWEEN_PARTS.join(_part_key(part, tag[:2]) for part in (family, prefix, given))
    return key[:LONGEST_SORT_KEY]  # one letter of some scripts unfolds into eighteen


# An import meets the same given names, family names and places again and again.
@lru_cache(maxsize=10_000)
def _part_key(text: str, language: str) -> str:
    if text.isascii():
        lowered = text.lower()
    else:
        lowered = unicodedata.normalize("NFC", text).lower()
    if language in _AA_IS_Å and "aa" in lowered:
        lowered = lowered.replace("aa", "å")
    if not lowered.isascii():
        table = _LAST_LETTERS.get(language)
        if table is not None:
            lowered = lowered.translate(table)
        lowered = _strip_accents(lowered)
    return _BREAKS.sub(_BETWEEN_WORDS, lowered.translate(_SILENT).strip()).strip(_BETWEEN_WORDS)


def _strip_accents(lowered: str) -> str:
    if lowered.isascii():
        return lowered
    # Twice: taking a letter apart may bring out a capital, and folding that may bring out something to take apart.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lowered).casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)).translate(_WITHOUT_STROKE)


def fold(text: str) -> str:
    """The form in which names are searched: no case, no accents, one space between words, no apostrophes."""
    folded = text.lower() if text.isascii() else _strip_accents(text)
    return _FOLD_BREAKS.sub(" ", folded.translate(_SILENT)).strip()


_FOLD_BREAKS = re.compile(r"[\s\-\u2010-\u2015]+")

_NORDIC_SMALL = frozenset({"von", "af", "de", "la"})
_LOWER_WORDS = {
    "nl": frozenset({"van", "de", "der", "den", "het", "ter", "ten", "te", "in", "op", "aan", "'t", "'s"}),
    **dict.fromkeys(("sv", "da", "nb", "fi"), _NORDIC_SMALL),
}
_WORDS = re.compile(r"[^\s\-\u2010-\u2015]+")
_APOSTROPHES = "'’"


def tidy_case(text: str, language: str) -> str:
    """A name typed all in capitals or all in small letters, as names are written; others stay as they are."""
    if not text or (text != text.upper() and text != text.lower()):
        return text
    tag = language.lower()[:2]
    small = _LOWER_WORDS.get(tag, frozenset())
    is_small_everywhere = text == text.lower()
    is_belgian = language.lower().endswith("-be")

    def one(match: re.Match[str]) -> str:
        word = match.group().lower()
        # A Belgian name begins with a capital even where it begins with a prefix: De Smedt, Van den Berghe.
        if word in small and match.end() < len(text) and not (is_belgian and match.start() == 0):
            return word
        # Initials in capitals are already right: J.P. or JP do not become Jp.
        if not is_small_everywhere and "." in word and len(word.replace(".", "")) <= 3:
            return word.upper()
        return _capitalised(word, tag)

    return _WORDS.sub(one, text)


def _capitalised(word: str, language: str) -> str:
    if language == "nl" and word.startswith("ij"):
        return "IJ" + word[2:]
    if len(word) > 3 and word.startswith("mc"):
        return "Mc" + word[2:].capitalize()
    if len(word) > 2 and word[1] in _APOSTROPHES and word[0] in "od":
        return word[0].upper() + word[1] + word[2:].capitalize()
    if "." in word:
        return ".".join(part[:1].upper() + part[1:] for part in word.split("."))
    first = word[0].upper()
    return (first if len(first) == 1 else word[0]) + word[1:]


# Longest first, so that "van der" is not taken for "van".
_PREFIXES = sorted(
    (
        "van der", "van den", "van de", "van het", "van 't", "van ter", "van", "von der", "von", "von und zu",
        "de la", "de", "der", "den", "ter", "ten", "te", "op de", "op den", "op 't", "in 't", "in de", "'t",
        "aan de", "aan den", "uit de", "uit den", "onder de", "voor de", "af",
    ),
    key=len,
    reverse=True,
)  # fmt: skip
_KEEPS_PREFIX_APART = frozenset({"nl"})


def split_prefix(family: str, language: str) -> tuple[str, str]:
    """A family name as (prefix, rest) where the language keeps them apart (Dutch); else ("", family)."""
    if language.lower() not in _KEEPS_PREFIX_APART:
        return "", family
    lowered = family.lower()
    for prefix in _PREFIXES:
        rest = family[len(prefix) :].strip()
        if lowered.startswith(prefix + " ") and rest:
            return family[: len(prefix)], rest
    return "", family


def initials(given: str, family: str) -> str:
    """Two letters for the place where a picture would be."""
    first = next((char for char in given if char.isalpha()), "")
    last = next((char for char in family if char.isalpha()), "")
    return (first + last).upper() or "?"


def display_name(given: str, prefix: str, family: str, preferred: str) -> str:
    """The name as one speaks to the person."""
    return " ".join(part for part in (preferred or given, prefix, family) if part)


@lru_cache(maxsize=64)
def alphabet(language: str) -> tuple[tuple[str, str], ...]:
    """The letters of a list's index, each with the sort key with which its names begin."""
    last = {"sv": "åäö", "fi": "åäö", "da": "æøå", "nb": "æøå", "nn": "æøå", "no": "æøå"}.get(
        language[:2], ""
    )
    return tuple(
        (letter.upper(), _part_key(letter, language[:2])) for letter in "abcdefghijklmnopqrstuvwxyz" + last
    )
