"""Tells by letters, small words and likeness that a translation stands there in another language than its own."""

import re
from collections.abc import Iterator, Mapping

NEVER_WRITTEN: Mapping[str, str] = {"sv": "æø", "nb": "äö", "da": "äö", "fi": "åæø", "nl": "åäæø"}
"""Letters that a language does not have."""

TELLING: Mapping[str, str] = {
    "sv": (
        "och inte är från till att vem hur vad någon något några också jag blir"
        " av efter eller dem mellan utan som det har med"
    ),
    "nb": (
        "og ikke fra til å hvem hvordan hva noen noe også jeg blir ble"
        " av etter eller dem mellom uten hvis at som det har med"
    ),
    "da": (
        "og ikke fra til hvem hvordan hvad nogen noget også jeg bliver"
        " af efter eller dem mellem uden hvis at som det har med"
    ),
    "fi": "ei ovat tai että joka jotka mutta sekä tämä tämän myös kuka ettei",
    "nl": "een niet van voor wordt worden heeft wanneer deze geen naar bij zijn wie wat af met dat",
}
"""Small words that tell a language; where neighbours write one alike, it stands with each of them."""

_OWN = {language: frozenset(words.split()) for language, words in TELLING.items()}

LEAST_WORDS = 4
"""So many words are no coincidence: Finnish and Dutch share hardly two with anybody, nor does English with anyone."""

SHARE_NOTHING = ("fi", "nl")
SAME_ON_PURPOSE: frozenset[str] = frozenset()
"""English sentences whose translation is rightly that of another language, or English."""

_PLACES = re.compile(r"%\(\w+\)[sd]|%%?[sd]|\{\w*\}|<[^>]*>|https?://\S+")
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a message in small letters, without its placeholders and tags."""
    return _WORD.findall(_PLACES.sub(" ", text).lower())


def foreign_words(english: str, text: str, language: str) -> list[str]:
    """
    Return what a text says that its language does not: a word with a letter it lacks, or one that tells another.

    What the English sentence names in so many words (a law, a name as an example) is nobody's mistake.
    """
    named = set(words_of(english))
    others = frozenset[str]().union(*_OWN.values()) - _OWN[language]
    return [
        word
        for word in words_of(text)
        if word not in named and (word in others or any(each in NEVER_WRITTEN[language] for each in word))
    ]


def find_mixed_up(english: str, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield language and reason for each translation that is not in its own language."""
    if english in SAME_ON_PURPOSE:
        return
    for language, text in texts.items():
        if foreign := foreign_words(english, text, language):
            yield language, f"words of another language ({', '.join(dict.fromkeys(foreign))})"
        elif len(words_of(text)) < LEAST_WORDS:
            continue
        elif words_of(text) == words_of(english):
            yield language, "still in English"
        elif language in SHARE_NOTHING and (
            same := [other for other, said in texts.items() if other != language and said == text]
        ):
            yield language, f"the same as in {', '.join(same)}"
