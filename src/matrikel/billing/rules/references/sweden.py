"""
The Swedish OCR number: only where the association has agreed with Bankgirot (through its bank) how it is checked.

Source: Bankgirot, *OCR-referenskontroll*, the four levels: 2 to 25 digits, the last by Luhn; with variable length, the
one before it is the last digit of the length.
"""

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

LEAST, MOST = 2, 25


class OcrLevel(StrEnum):
    """How Bankgirot checks a reference; soft and hard ask for the same number, soft only warns who pays."""

    SOFT = "SOFT"
    HARD = "HARD"
    VARIABLE_LENGTH = "VARIABLE_LENGTH"
    FIXED_LENGTH = "FIXED_LENGTH"


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrAgreement:
    """What was agreed; `lengths` are the one or two lengths of references, with fixed length only."""

    level: OcrLevel
    lengths: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be agreed."""
        is_fixed = self.level is OcrLevel.FIXED_LENGTH
        if len(self.lengths) not in ((1, 2) if is_fixed else (0,)):
            raise ValueError(self.lengths)
        if not all(LEAST <= length <= MOST for length in self.lengths):
            raise ValueError(self.lengths)


def make(number: int, agreement: OcrAgreement) -> str:
    """
    Return the OCR number of a positive number, in the shortest length agreed that holds it.

    :raises ReferenceRefused: the number is too long, or not positive.
    """
    if agreement.level is OcrLevel.FIXED_LENGTH:
        fitting = [length for length in sorted(agreement.lengths) if len(str(number)) < length]
        base = padded(number, (fitting[0] if fitting else max(agreement.lengths)) - 1)
    elif agreement.level is OcrLevel.VARIABLE_LENGTH:
        digits = str(number)
        base = padded(number, MOST - 2).lstrip("0") + str((len(digits) + 2) % 10)
    else:
        base = padded(number, MOST - 1).lstrip("0")
    return base + luhn_digit(base)


def parse(text: str, agreement: OcrAgreement) -> str:
    """
    Return the OCR number of what was typed, also between the `#` of a printed line; leading zeros count.

    :raises ReferenceRefused: it is none under this agreement.
    """
    digits = only_digits(text, between="#-")
    is_fixed = agreement.level is OcrLevel.FIXED_LENGTH
    if not LEAST <= len(digits) <= MOST or (is_fixed and len(digits) not in agreement.lengths):
        raise ReferenceRefused(Wrong.LENGTH)
    if not passes_luhn(digits):
        raise ReferenceRefused(Wrong.CHECK)
    if agreement.level is OcrLevel.VARIABLE_LENGTH and int(digits[-2]) != len(digits) % 10:
        raise ReferenceRefused(Wrong.LENGTH_DIGIT)
    return digits
