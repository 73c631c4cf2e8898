"""
The Dutch payment reference of sixteen digits (betalingskenmerk): only where it was agreed with the bank.

Source: Currence, *Acceptgiro: betalingskenmerk*, withdrawn with the acceptgiro on 1 June 2023; the weights could not be
compared with the text any more (unconfirmed). The first digit checks the fifteen after it.
"""

from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong, in_groups, only_digits, padded

DIGITS = 16
_WEIGHTS = (2, 4, 8, 5, 10, 9, 7, 3, 6, 1)


def check_digit(base: str) -> str:
    """Return the check digit of fifteen digits; remainders of one and of ten share the digit 1."""
    total = sum(int(digit) * _WEIGHTS[at % 10] for at, digit in enumerate(reversed(base)))
    check = 11 - total % 11
    return {10: "1", 11: "0"}.get(check, str(check))


def make(number: int) -> str:
    """
    Return the sixteen digits of a number of at most fifteen.

    :raises ReferenceRefused: the number is not positive or longer.
    """
    base = padded(number, DIGITS - 1)
    return check_digit(base) + base


def parse(text: str) -> str:
    """
    Return the sixteen digits of what was typed.

    :raises ReferenceRefused: it is none.
    """
    digits = only_digits(text, between=".")
    if len(digits) != DIGITS:
        raise ReferenceRefused(Wrong.LENGTH)
    if check_digit(digits[1:]) != digits[0]:
        raise ReferenceRefused(Wrong.CHECK)
    return digits


def shown(reference: str) -> str:
    """Return the reference as it is printed: in fours."""
    return in_groups(reference, 4)
