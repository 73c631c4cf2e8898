"""Which passwords are refused: short ones, leaked ones, and those that follow from who one is. Nothing is prescribed."""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from matrikel.authentication.rules import leaked

SHORTEST = 12
LONGEST = 256
_ROWS = ("abcdefghijklmnopqrstuvwxyzåäöæø", "01234567890", "qwertyuiopåasdfghjklöäzxcvbnm")


class Weakness(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    LEAKED = "leaked"
    PLAIN = "plain"
    OWN = "own"


def normalise(password: str) -> str:
    """Return a password as it is compared: the same signs, whatever keyboard put them together."""
    return unicodedata.normalize("NFKC", password)


def weakness_of(password: str, *, own_words: Iterable[str] = ()) -> Weakness | None:
    """Return why a password is refused, or None; `own_words` are the address and the name of whoever chooses it."""
    text = normalise(password)
    if len(text) < SHORTEST:
        return Weakness.SHORT
    if len(text) > LONGEST:
        return Weakness.LONG
    lowered = text.casefold()
    if leaked.is_leaked(lowered):
        return Weakness.LEAKED
    if len(_without_rows(lowered)) < 4 or len(set(lowered)) < 5:
        return Weakness.PLAIN
    rest = lowered
    for word in own_words:
        for part in (word.casefold(), *re.split(r"[\W_]+", word.casefold())):
            if len(part) >= 4:
                rest = rest.replace(part, "")
    if rest != lowered and len(_without_rows(rest)) < SHORTEST // 2:
        return Weakness.OWN
    return None


def _without_rows(text: str) -> str:
    """Take out runs of neighbours on the keyboard or in the alphabet, and repetitions."""
    once = re.sub(r"(.{1,4})\1{2,}", "", text)
    kept = []
    place = 0
    while place < len(once):
        run = max(_run_at(once, place, row) for row in _ROWS)
        if run >= 4:
            place += run
        else:
            kept.append(once[place])
            place += 1
    return "".join(kept)


def _run_at(text: str, place: int, row: str) -> int:
    longest = 0
    for way in (row, row[::-1]):
        length = 0
        while place + length < len(text) and text[place : place + length + 1] in way:
            length += 1
        longest = max(longest, length)
    return longest
