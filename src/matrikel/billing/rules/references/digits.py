"""The check digits that several countries share, and why a reference is refused."""

from enum import StrEnum

from stdnum import luhn
from stdnum.exceptions import ValidationError


class Wrong(StrEnum):
    """What is wrong with a reference."""

    CHARACTERS = "characters"
    LENGTH = "length"
    LENGTH_DIGIT = "length_digit"
    CHECK = "check"
    BASE = "base"
    """It was to be made from a number that is too small or too large for it."""


class ReferenceRefused(Exception):
    """No reference is made from this number, or what was typed is none."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


def only_digits(text: str, *, between: str = " ") -> str:
    """
    Return the digits of what was typed, without the signs that people put between them.

    :raises ReferenceRefused: something else stands there, or nothing, or noughts alone, which are nobody's.
    """
    found = "".join(text.split())
    for sign in between:
        found = found.replace(sign, "")
    if not (found.isascii() and found.isdigit() and found.strip("0")):
        raise ReferenceRefused(Wrong.CHARACTERS)
    return found


def luhn_digit(base: str) -> str:
    """Return the check digit by Luhn (ISO/IEC 7812-1 annex B; in the Nordics *modulus 10*) of a row of digits."""
    return str(luhn.calc_check_digit(base))


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit is the check digit of those before it."""
    try:
        luhn.validate(digits)
    except ValidationError:
        return False
    return True


def padded(number: int, digits: int) -> str:
    """
    Return a number with zeros in front, so many digits long.

    :raises ReferenceRefused: the number is not positive, or has more digits.
    """
    if number < 1 or len(str(number)) > digits:
        raise ReferenceRefused(Wrong.BASE)
    return str(number).zfill(digits)


def in_groups(digits: str, size: int, *, from_right: bool = False) -> str:
    """Return the characters with a space after each group; counted from the right, the first group is the short one."""
    first = len(digits) % size if from_right else 0
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + size] for at in range(first, len(digits), size)]
    return " ".join(groups)
