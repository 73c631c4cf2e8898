"""
A short message for whoever has no agreement with a bank: the invoice's number and two digits that check it.

A payer types it into the message of a transfer, the bank shortens it, changes its signs or puts words around it; it is
found again all the same, and a number that was mistyped is not taken for another invoice's.
"""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.iso7064 import mod_97_10

from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*")
_DIGITS_OR_LOOKALIKES = re.compile(r"[0-9OIL]*[0-9][0-9OIL]*")
_LOOKALIKES = str.maketrans("OIL", "011")
_WORDS = re.compile(r"[0-9A-Z]+")
_LEAST_DIGITS = 3
"""With its check digits; a shorter row of digits is anybody's."""
MOST_DIGITS = 20


def make(number: str) -> str:
    """
    Return the digits of a message: those of an invoice's number as it is printed (`2027-123`), and two that check them.

    The two are those of ISO/IEC 7064 MOD 97-10 over all digits; zeros in front do not count.

    :raises ReferenceRefused: the number holds more than digits and hyphens, is nought, or is too long.
    """
    if not _NUMBER.fullmatch(number):
        raise ReferenceRefused(Wrong.CHARACTERS)
    digits = number.replace("-", "").lstrip("0")
    if not 1 <= len(digits) <= MOST_DIGITS - 2:
        raise ReferenceRefused(Wrong.BASE)
    return digits + str(mod_97_10.calc_check_digits(digits))


def shown(reference: str) -> str:
    """Return the message as it is printed: `2027123-47`."""
    return f"{reference[:-2]}-{reference[-2:]}"


def found_in(text: str) -> tuple[str, ...]:
    """
    Return every message that may be meant by a bank's text, as `make` writes it, in the order in which they stand.

    Digits may be broken up by spaces and any signs; O, I and l among digits are read as 0 and 1. One row of digits in a
    hundred passes the check by chance, so whoever asks looks whether there is such an invoice; of those that begin at
    one place the longest comes first.
    """
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).upper())
    rows = [word.translate(_LOOKALIKES) if _DIGITS_OR_LOOKALIKES.fullmatch(word) else "" for word in words]
    found = (each for start in range(len(rows)) for each in reversed(list(_from(rows, start))))
    return tuple(dict.fromkeys(found))


def _from(rows: list[str], start: int) -> Iterator[str]:
    """Return the messages that begin with one row, the shortest first."""
    joined = ""
    for row in rows[start:]:
        joined = (joined + row).lstrip("0")
        if not row or len(joined) > MOST_DIGITS:
            return
        if len(joined) >= _LEAST_DIGITS and mod_97_10.is_valid(joined):
            yield joined
