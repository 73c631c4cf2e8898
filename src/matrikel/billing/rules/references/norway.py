"""
The Norwegian KID (kundeidentifikasjon): only where the association has an OCR giro agreement with its bank.

Source: Nets/Mastercard, *OCR giro – systemspesifikasjon*, the KID: 2 to 25 characters, modulus 10 or modulus 11, the
lengths as agreed.
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


class KidMethod(StrEnum):
    """How the last character is computed."""

    MOD10 = "MOD10"
    MOD11 = "MOD11"


@dataclass(frozen=True, slots=True, kw_only=True)
class KidAgreement:
    """What was agreed: the method, and the lengths of references with their check character."""

    method: KidMethod
    lengths: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse what cannot be agreed."""
        if not self.lengths or not all(LEAST <= length <= MOST for length in self.lengths):
            raise ValueError(self.lengths)


def mod11_character(base: str) -> str:
    """Return the check character with weights 2 to 7 from the right; a remainder of one has the minus sign."""
    total = sum(int(digit) * (at % 6 + 2) for at, digit in enumerate(reversed(base)))
    check = -total % 11
    return "-" if check == 10 else str(check)


def make(number: int, agreement: KidAgreement) -> str:
    """
    Return the KID of a positive number, in the shortest length agreed that holds it.

    With modulus 11 the number is followed by a nought, or by a one where that would end in the minus sign, which many a
    bank's page does not take: so every number has a KID of digits only.

    :raises ReferenceRefused: the number is too long, or not positive.
    """
    filler = 1 if agreement.method is KidMethod.MOD11 else 0
    fitting = [length for length in sorted(agreement.lengths) if len(str(number)) + filler < length]
    base = padded(number, (fitting[0] if fitting else max(agreement.lengths)) - 1 - filler)
    if agreement.method is KidMethod.MOD10:
        return base + luhn_digit(base)
    candidates = (base + last + mod11_character(base + last) for last in "01")
    return next(found for found in candidates if not found.endswith("-"))


def parse(text: str, agreement: KidAgreement) -> str:
    """
    Return the KID of what was typed; a minus sign at the end is read where modulus 11 gives it.

    :raises ReferenceRefused: it is none under this agreement.
    """
    found = "".join(text.split())
    has_sign = agreement.method is KidMethod.MOD11 and found.endswith("-")
    digits = only_digits(found[:-1] if has_sign else found)
    kid = f"{digits}-" if has_sign else digits
    if len(kid) not in agreement.lengths:
        raise ReferenceRefused(Wrong.LENGTH)
    is_mod10 = agreement.method is KidMethod.MOD10
    if not (passes_luhn(kid) if is_mod10 else mod11_character(kid[:-1]) == kid[-1]):
        raise ReferenceRefused(Wrong.CHECK)
    return kid
