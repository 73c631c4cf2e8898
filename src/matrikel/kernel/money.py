"""Amounts of money: whole minor units with their currency, exact and never mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

NO_BREAK = "\u00a0"

CURRENCIES: Final = ("SEK", "NOK", "DKK", "EUR")
"""The currencies of our six countries; all have a hundred minor units (ISO 4217)."""

MOST_MINOR = 10**15
"""Nobody means an amount that reaches this many minor units: it is a typing error."""

MOST_SUM = 2**63
"""
No sum reaches this many minor units, as a bigint does not hold it.

It takes thousands of the largest amounts to get there. Sums are not held to `MOST_MINOR`: books whose sums could not
be counted could not be read any more, and what is posted stays.
"""

# English readers here are Nordic and Benelux residents: day before month, and no comma that reads as a decimal.
LOCALES = {"en": "en_GB", "sv": "sv_SE", "nb": "nb_NO", "fi": "fi_FI", "da": "da_DK", "nl": "nl_NL"}
AMOUNT_FIRST = {"sv", "fi", "da"}
OWN_SYMBOL = {
    ("sv", "SEK"): "kr",
    ("nb", "NOK"): "kr",
    ("da", "DKK"): "kr.",
    ("fi", "EUR"): "€",
    ("nl", "EUR"): "€",
}


class CurrenciesMixed(ValueError):
    """Two amounts of different currencies were to be added or compared."""


class NotAnAmount(ValueError):
    """What was typed is no amount of money."""


@dataclass(frozen=True, slots=True)
class Money:
    """
    An amount in minor units (öre, øre, cents) of a currency; negative ones are owed or credited.

    :raises ValueError: the currency is not one of ours, or the amount reaches `MOST_SUM`.
    :raises TypeError: the minor units are no whole number.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError("Money counts whole minor units.")
        if self.currency not in CURRENCIES:
            raise ValueError(f"{self.currency} is not one of {', '.join(CURRENCIES)}.")
        if abs(self.minor) >= MOST_SUM:
            raise ValueError("The amount is too large.")

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __abs__(self) -> Money:
        return Money(abs(self.minor), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.minor * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    @property
    def amount(self) -> Decimal:
        """Return the amount in whole units with two decimals, as files for banks and bookkeepers write it."""
        return Decimal(self.minor).scaleb(-2)

    def share(self, part: Fraction | Decimal) -> Money:
        """Return a part of the amount, rounded to the minor unit, halves away from zero: half a year, 25 % of VAT."""
        exact = abs(self.minor) * Fraction(part)
        rounded = int(abs(exact) + Fraction(1, 2))
        return Money(rounded if (exact < 0) == (self.minor < 0) else -rounded, self.currency)

    def split(self, weights: Sequence[int]) -> list[Money]:
        """
        Divide the amount by weights so that the parts make exactly the whole.

        What is left over after rounding down goes, one minor unit each, to whoever lost most by it (the method of
        the largest remainder), the first of equals first.

        :raises ValueError: a weight is negative, or there is nobody to give to.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("Weights are not negative, and one at least is above zero.")
        whole, sign = abs(self.minor), -1 if self.minor < 0 else 1
        parts = [whole * weight // total for weight in weights]
        lost = sorted(range(len(weights)), key=lambda place: -(whole * weights[place] % total))
        for place in lost[: whole - sum(parts)]:
            parts[place] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def written(self, language: str) -> str:
        """Return the amount as a language writes it, its currency where the language puts it: `kr 350`, `350 kr`."""
        digits = written_number(self.amount, "#,##0" if self.minor % 100 == 0 else "#,##0.00", language)
        symbol = OWN_SYMBOL.get((language, self.currency), self.currency)
        return NO_BREAK.join((digits, symbol) if language in AMOUNT_FIRST else (symbol, digits))

    def in_column(self, language: str) -> str:
        """Return the amount with both decimals and without its currency, for columns whose head names it."""
        return written_number(self.amount, "#,##0.00", language)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise CurrenciesMixed(f"{self.currency} and {other.currency} are never added or compared.")
        return other.minor


def nothing(currency: str) -> Money:
    """Return no money at all."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """
    Return the sum, in a currency that holds even where there are no amounts.

    :raises CurrenciesMixed: one of the amounts is of another currency.
    """
    return sum(amounts, nothing(currency))


_SYMBOLS = re.compile(r"^(?:kr\.?|€|SEK|NOK|DKK|EUR)|(?:kr\.?|€|SEK|NOK|DKK|EUR)$", re.IGNORECASE)
_GROUPED = re.compile(r"^[1-9][0-9]{0,2}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*$")


def parse(typed: str, currency: str) -> Money:
    """
    Read what a treasurer types: `1 234,50`, `1.234,50`, `1,234.50`, `350:-`, `kr 350`, `12,5`, `-40`.

    A separator before one or two last digits is the decimal one; others stand before every three digits. So
    `1.234` is a thousand and more in every language, as money has no third decimal; `0.123` is nothing.

    :raises NotAnAmount: it is no amount, or a separator leaves open which amount is meant.
    """
    text = re.sub(r"\s", " ", typed.replace("\u2019", "'")).strip()
    text = _SYMBOLS.sub("", text).strip()
    sign = 1
    if text[:1] in {"-", "\u2212", "+"}:
        sign, text = (1 if text[0] == "+" else -1), text[1:].strip()
    text = _SYMBOLS.sub("", text).strip()
    whole, decimals = text, ""
    if ends := re.fullmatch(r"(.*[0-9])(?:[.,:]([0-9]{1,2})|[.,:][-\u2013\u2014])", text):
        whole, decimals = ends[1], ends[2] or ""
    groups = _GROUPED.match(whole)
    if not (re.fullmatch(r"[0-9]+", whole) or groups):
        raise NotAnAmount(typed)
    if groups and decimals and len(text) > len(whole) and groups[1] == text[len(whole)]:
        raise NotAnAmount(typed)  # the same separator before thousands and before cents
    try:
        minor = int(re.sub(r"[^0-9]", "", whole)) * 100 + int((decimals + "00")[:2])
    except ValueError as error:
        raise NotAnAmount(typed) from error
    if minor >= MOST_MINOR:
        raise NotAnAmount(typed)
    return Money(sign * minor, currency)


@lru_cache(maxsize=2_000)
def written_number(value: int | float | Decimal, pattern: str, language: str) -> str:
    """Return a number by a pattern (`#,##0.00`) as a language writes it; English with spaces between thousands."""
    text = format_decimal(value, format=pattern, locale=Locale.parse(LOCALES[language]))
    if language == "en":
        text = text.replace(",", NO_BREAK)
    return text.replace("\u202f", NO_BREAK)
