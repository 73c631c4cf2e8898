"""
VAT of an invoice, per category and rate and never per line.

Source: EN 16931-1:2017, business rules BR-CO-17 (tax of a category = its taxable amount × its rate, rounded to two
decimals), BR-S-8 to BR-O-14 (what each category may hold), BT-120 and BT-121 (why there is none).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from matrikel.kernel.money import Money, nothing, total


class VatCategory(StrEnum):
    """How a line is taxed; the value is the code of UNTDID 5305."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    OUTSIDE = "O"
    """Outside the scope of VAT, as membership fees without anything in return are."""
    REVERSE_CHARGE = "AE"


_WITH_REASON = frozenset({VatCategory.EXEMPT, VatCategory.OUTSIDE, VatCategory.REVERSE_CHARGE})
MOST_RATE = 10_000


class VatWrong(StrEnum):
    """Why lines cannot stand on one invoice as they are."""

    RATE = "rate"
    """A standard rate of nought or above 100 %, or a rate where the category has none."""
    NO_REASON = "no_reason"
    REASON_UNWANTED = "reason_unwanted"
    OUTSIDE_WITH_OTHERS = "outside_with_others"


class VatRefused(Exception):
    """The lines break a rule of EN 16931."""

    def __init__(self, wrong: VatWrong) -> None:
        super().__init__(wrong.value)
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """How something is taxed: `rate` in hundredths of a percent (2500 = 25 %); `reason` says why there is no tax."""

    category: VatCategory
    rate: int = 0
    reason: str = ""

    def __post_init__(self) -> None:
        """Refuse what EN 16931 does."""
        is_standard = self.category is VatCategory.STANDARD
        if not (0 < self.rate <= MOST_RATE if is_standard else self.rate == 0):
            raise VatRefused(VatWrong.RATE)
        if self.category in _WITH_REASON and not self.reason:
            raise VatRefused(VatWrong.NO_REASON)
        if self.category not in _WITH_REASON and self.reason:
            raise VatRefused(VatWrong.REASON_UNWANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VatLine:
    """What is taxed; negative on a credit note or for a reduction."""

    vat: Vat
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class VatSum:
    """What one category and rate comes to."""

    vat: Vat
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What an invoice comes to; `sums` are ordered by rate, the highest first."""

    sums: tuple[VatSum, ...]
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        """Return what is to be paid."""
        return self.net + self.tax


def totals_of(lines: Iterable[VatLine], currency: str, *, tax_included: bool) -> Totals:
    """
    Return what lines come to; `tax_included` says whether their amounts hold the tax or it comes on top.

    Halves are rounded away from zero, so that a credit note is the exact opposite of its invoice. With the tax included
    the total is the sum of the lines to the minor unit, and the tax is its share of that.

    :raises CurrenciesMixed: a line is of another currency.
    :raises VatRefused: something outside the scope of VAT stands beside something else (BR-O-11 to BR-O-14).
    """
    amounts: dict[Vat, Money] = {}
    for line in lines:
        amounts[line.vat] = amounts.get(line.vat, nothing(currency)) + line.amount
    categories = {vat.category for vat in amounts}
    if VatCategory.OUTSIDE in categories and len(categories) > 1:
        raise VatRefused(VatWrong.OUTSIDE_WITH_OTHERS)
    ordered = sorted(amounts.items(), key=lambda each: (-each[0].rate, each[0].category, each[0].reason))
    sums = tuple(_sum(vat, amount, tax_included=tax_included) for vat, amount in ordered)
    return Totals(
        sums=sums,
        net=total((each.net for each in sums), currency),
        tax=total((each.tax for each in sums), currency),
    )


def _sum(vat: Vat, amount: Money, *, tax_included: bool) -> VatSum:
    tax = amount.share(Fraction(vat.rate, MOST_RATE + vat.rate if tax_included else MOST_RATE))
    return VatSum(vat=vat, net=amount - tax if tax_included else amount, tax=tax)
