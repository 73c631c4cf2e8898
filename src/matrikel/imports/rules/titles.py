"""Reads the gender that a cell states: by its words, by several of them, or by the title before a name."""

import re
from collections.abc import Sequence

from matrikel.imports.rules.text import fold
from matrikel.people.rules import genders
from matrikel.people.rules.genders import Gender

_TITLES = {
    Gender.WOMAN: (
        "mw mevr mevrouw mej mejuffrouw mevrouw fru frk froken fröken frøken rouva rva neiti nti mrs ms miss madame mme "
        "mlle frau fr pige piger tyttö tytöt kvinner kvinnor damer jenter flickor meisjes vrouwen naiset"
    ),
    Gender.MAN: (
        "dhr heer de-heer hr herr herra hra mr monsieur dreng drenge pojat pojkar gutter herrer herrar menn män mænd "
        "heren mannen jongens miehet"
    ),
}
_BY_TITLE = {word: gender for gender, words in _TITLES.items() for word in words.split()}
_BREAKS = re.compile(r"\s*(?:/|,|\(|\)| og | och | eller | of | tai | ja | en )\s*")
# "Ønsker ikke å oppgi": an answer, and no gender.
_DECLINED = re.compile(
    r"\b(?:ikke|ikkje|inte|ej|ei|en|niet|not|liever|rather)\b.*\b(?:oppgi|opgi|oplys|uppge|ange|svar|sag|kert|ilmoit|halua|zeg|"
    r"opgev|vermeld|say|stat|specif|answer|disclos|onske|onsker|wens)"
)
# Letters that mean this only beside each other: M is a girl beside J, and a man beside V.
_PAIRS: dict[str, dict[str, Gender]] = {
    "jm": {"j": Gender.MAN, "m": Gender.WOMAN},
    "gj": {"g": Gender.MAN, "j": Gender.WOMAN},
    "fp": {"f": Gender.WOMAN, "p": Gender.MAN},
    "pt": {"p": Gender.MAN, "t": Gender.WOMAN},
    "dp": {"d": Gender.MAN, "p": Gender.WOMAN},
    "dh": {"d": Gender.WOMAN, "h": Gender.MAN},
    "fh": {"f": Gender.WOMAN, "h": Gender.MAN},
    "fg": {"f": Gender.WOMAN, "g": Gender.MAN},
    "hv": {"h": Gender.MAN, "v": Gender.WOMAN},
}


def pair_of(values: Sequence[str]) -> str:
    """The two letters that a column of genders writes, where it writes no others and they need each other."""
    letters = {value.strip(" .").lower() for value in values} - {"x", "?", ""}
    pair = "".join(sorted(letters))
    return pair if len(letters) == len(pair) == 2 and pair in _PAIRS else ""


def read_gender(text: str, language: str, pair: str = "") -> Gender | None:
    """The gender that the words of a cell state together; None when they state none, or two."""
    if pair:
        found = _PAIRS[pair].get(text.strip(" .").lower())
        if found is not None:
            return found
    found = _one(text, language)
    if found is not None:
        return found
    stated = {_one(part, language) for part in _BREAKS.split(text) if part.strip()}
    return stated.pop() if len(stated) == 1 else None


def is_declined(text: str) -> bool:
    """Whether somebody answered that they do not answer."""
    return _DECLINED.search(fold(text)) is not None


def _one(text: str, language: str) -> Gender | None:
    word = text.strip(" .").lower()
    return genders.parse(word, language) or _BY_TITLE.get(word.removeprefix("de "))
