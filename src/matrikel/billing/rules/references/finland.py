"""
The Finnish reference number (viitenumero): needs no agreement with a bank.

Source: Finance Finland, *Forming a Finnish reference number and check digit*: 3 to 19 digits and a check digit, weights
7, 3, 1 from the right, printed in groups of five from the right.
"""

from datetime import date

from matrikel.billing.rules.references.digits import ReferenceRefused, Wrong, in_groups, only_digits
from matrikel.kernel.money import Money

LEAST, MOST = 4, 20
"""Digits with the check digit; leading zeros do not count."""
_WEIGHTS = (7, 3, 1)


def check_digit(base: str) -> str:
    """Return the check digit of a row of digits."""
    total = sum(int(digit) * _WEIGHTS[at % 3] for at, digit in enumerate(reversed(base)))
    return str(-total % 10)


def make(number: int) -> str:
    """
    Return the reference of a number between 100 and 19 digits.

    :raises ReferenceRefused: the number is smaller or larger.
    """
    base = str(number)
    if number < 100 or len(base) > MOST - 1:
        raise ReferenceRefused(Wrong.BASE)
    return base + check_digit(base)


def parse(text: str) -> str:
    """
    Return the reference that somebody typed or a bank filled with zeros to twenty digits, without either's padding.

    :raises ReferenceRefused: it is none.
    """
    digits = only_digits(text).lstrip("0")
    if not LEAST <= len(digits) <= MOST:
        raise ReferenceRefused(Wrong.LENGTH)
    if check_digit(digits[:-1]) != digits[-1]:
        raise ReferenceRefused(Wrong.CHECK)
    return digits


def shown(reference: str) -> str:
    """Return the reference as it is printed: `1234 56789`, in fives from the right."""
    return in_groups(reference, 5, from_right=True)


def virtual_barcode(*, iban: str, reference: str, amount: Money | None, due_on: date | None) -> str:
    """
    Return the 54 digits that Finnish banks read as a bar code or take as a line to paste (virtuaaliviivakoodi).

    `reference` is a Finnish reference number (version 4) or an RF reference of one (version 5); `amount` is in
    euros, left open where None or above 999 999.99; Source: Finance Finland, *Guide to
    bank bar code*, versions 4 and 5.

    :raises ReferenceRefused: the account is no Finnish one, or an RF reference holds letters.
    """
    account = "".join(iban.split()).upper()
    if not (account.startswith("FI") and len(account) == 18 and account[2:].isdigit()):
        raise ReferenceRefused(Wrong.BASE)
    cents = amount.minor if amount is not None and 0 <= amount.minor <= 99_999_999 else 0
    due = f"{due_on:%y%m%d}" if due_on else "000000"
    head = f"{account[2:]}{cents:08}"
    if not reference.startswith("RF"):
        return f"4{head}000{reference.zfill(20)}{due}"
    if not reference[2:].isdigit():
        raise ReferenceRefused(Wrong.CHARACTERS)
    return f"5{head}{reference[2:4]}{reference[4:].zfill(21)}{due}"
