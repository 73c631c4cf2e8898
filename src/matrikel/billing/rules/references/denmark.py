"""
The Danish joint payment slip (FIK, fælles indbetalingskort): only with a creditor number agreed with a bank.

Source: Finans Danmark, *Fælles indbetalingskort, kortarterne 71, 73 og 75*: 71 has a payment identification of fifteen
digits, 75 of sixteen, the last by modulus 10 with weights 1 and 2 (Luhn); 73 has none, and a text instead.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from matrikel.billing.rules.references.digits import (
    ReferenceRefused,
    Wrong,
    luhn_digit,
    only_digits,
    padded,
    passes_luhn,
)


class FikCard(StrEnum):
    """Which kind of slip was agreed."""

    CARD_71 = "71"
    CARD_73 = "73"
    CARD_75 = "75"


_DIGITS = {FikCard.CARD_71: 15, FikCard.CARD_73: 0, FikCard.CARD_75: 16}
_LINE = re.compile(r"\+?(71|73|75)<([0-9]*)\+([0-9]{8})<?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FikAgreement:
    """What was agreed: the kind of slip, and the creditor number of eight digits."""

    card: FikCard
    creditor: str

    def __post_init__(self) -> None:
        """Refuse what cannot be agreed."""
        if not re.fullmatch(r"[0-9]{8}", self.creditor):
            raise ValueError(self.creditor)


def make(number: int, agreement: FikAgreement) -> str:
    """
    Return the payment identification of a positive number; nothing for card 73, which has none.

    :raises ReferenceRefused: the number is too long, or not positive.
    """
    if agreement.card is FikCard.CARD_73:
        return ""
    base = padded(number, _DIGITS[agreement.card] - 1)
    return base + luhn_digit(base)


def parse(text: str, agreement: FikAgreement) -> str:
    """
    Return the payment identification of what was typed: the digits alone, or the whole line.

    :raises ReferenceRefused: it is none under this agreement, or the line names another card or creditor.
    """
    found = "".join(text.split())
    if line := _LINE.fullmatch(found):
        if (line[1], line[3]) != (agreement.card.value, agreement.creditor):
            raise ReferenceRefused(Wrong.CHARACTERS)
        found = line[2]
    if agreement.card is FikCard.CARD_73 and not found:
        return ""
    digits = only_digits(found)
    if len(digits) != _DIGITS[agreement.card]:
        raise ReferenceRefused(Wrong.LENGTH)
    if not passes_luhn(digits):
        raise ReferenceRefused(Wrong.CHECK)
    return digits


def shown(reference: str, agreement: FikAgreement) -> str:
    """Return the whole line as it is printed and typed: `+71<004040400000669+12345678<`."""
    return f"+{agreement.card.value}<{reference}+{agreement.creditor}<"
