"""Keeps gender as somebody chose to state it, and recognises how member files write it."""

from __future__ import annotations

from enum import StrEnum


class Gender(StrEnum):
    """What was stated; nothing is stated by default, and it is never read from an identity number."""

    WOMAN = "F"
    MAN = "M"
    OTHER = "X"


_WORDS = {
    Gender.WOMAN: (
        "woman female f w girl kvinna flicka kvinne jente dame nainen tyttö kvinde pige vrouw "
        "vrouwelijk meisje mevrouw kvinnlig kvinnelig kvindelig"
    ),
    Gender.MAN: (
        "man male m boy pojke mann gutt herre mies poika mand dreng mannelijk jongen manlig mannlig mandlig"
    ),
    Gender.OTHER: (
        "other nonbinary non-binary annat annan icke-binär annet ikke-binær muu andet anders x nonbinair"
    ),
}
_BY_WORD = {word: gender for gender, words in _WORDS.items() for word in words.split()}
# One letter means different things: k is a woman in Scandinavia, n in Finland (nainen), v in the Netherlands.
_BY_LETTER = {
    "sv": {"k": Gender.WOMAN},
    "nb": {"k": Gender.WOMAN},
    "da": {"k": Gender.WOMAN},
    "fi": {"n": Gender.WOMAN},
    "nl": {"v": Gender.WOMAN},
}


def parse(text: str, language: str) -> Gender | None:
    """The gender that a word or letter states in the language; None when it states none that we know."""
    word = text.strip().rstrip(".").lower()
    return _BY_LETTER.get(language[:2], {}).get(word) or _BY_WORD.get(word)
