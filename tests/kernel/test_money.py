"""Money is exact, has a currency, and is read and written as people do."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.kernel.money import (
    CURRENCIES,
    LOCALES,
    MOST_MINOR,
    MOST_SUM,
    CurrenciesMixed,
    Money,
    NotAnAmount,
    nothing,
    parse,
    total,
)

AMOUNTS = st.integers(min_value=-(10**12), max_value=10**12)


@given(a=AMOUNTS, b=AMOUNTS, currency=st.sampled_from(CURRENCIES))
def test_adding_and_taking_away_is_exact(a, b, currency):
    assert Money(a, currency) + Money(b, currency) == Money(a + b, currency)
    assert Money(a, currency) + Money(b, currency) - Money(b, currency) == Money(a, currency)
    assert total([Money(a, currency), Money(b, currency)], currency).minor == a + b
    assert Money(a, currency).amount == Decimal(a) / 100


@pytest.mark.parametrize(
    "mix",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a >= b,
        lambda a, b: total([a, b], "SEK"),
    ],
)
def test_currencies_are_never_mixed(mix):
    with pytest.raises(CurrenciesMixed):
        mix(Money(100, "SEK"), Money(100, "EUR"))
    assert Money(0, "SEK") != Money(0, "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "error"),
    [
        (1.5, "SEK", TypeError),
        (True, "SEK", TypeError),
        (1, "USD", ValueError),
        (1, "sek", ValueError),
        (MOST_SUM, "SEK", ValueError),
        (-MOST_SUM, "SEK", ValueError),
    ],
)
def test_what_is_no_money_is_none(minor, currency, error):
    with pytest.raises(error):
        Money(minor, currency)


@given(
    minor=AMOUNTS,
    weights=st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=40).filter(any),
)
def test_the_parts_of_a_split_make_the_whole_and_none_is_a_minor_unit_off(minor, weights):
    whole = Money(minor, "EUR")
    parts = whole.split(weights)
    assert total(parts, "EUR") == whole
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor - Fraction(minor * weight, sum(weights))) < 1


def test_what_is_left_over_goes_to_whoever_lost_most_by_rounding_and_then_to_the_first():
    assert [part.minor for part in Money(100, "SEK").split([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-100, "SEK").split([1, 1, 1])] == [-34, -33, -33]
    assert [part.minor for part in Money(10, "SEK").split([1, 6, 0])] == [1, 9, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]])
def test_nothing_is_split_among_nobody(weights):
    with pytest.raises(ValueError):
        Money(100, "SEK").split(weights)


def test_a_share_is_rounded_to_the_minor_unit_halves_away_from_zero():
    assert Money(35_001, "SEK").share(Fraction(1, 2)).minor == 17_501
    assert Money(-35_001, "SEK").share(Fraction(1, 2)).minor == -17_501
    assert Money(35_001, "SEK").share(Fraction(-1, 2)).minor == -17_501
    assert Money(10_000, "NOK").share(Decimal("0.25")).minor == 2_500


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("1 234,50", 123_450),
        ("1\u00a0234,50", 123_450),
        ("1\u202f234,5", 123_450),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1'234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1.234", 123_400),
        ("1,234", 123_400),
        ("1234", 123_400),
        ("12,5", 1_250),
        ("0,05", 5),
        ("350:-", 35_000),
        ("350,-", 35_000),
        ("350:50", 35_050),
        ("kr 350", 35_000),
        ("350 kr.", 35_000),
        ("€ 12", 1_200),
        ("12,00 €", 1_200),
        ("-40", -4_000),
        ("\u221240,10 kr", -4_010),
        ("+40", 4_000),
        ("kr -40", -4_000),
    ],
)
def test_what_a_treasurer_types_is_read(typed, minor):
    assert parse(typed, "SEK") == Money(minor, "SEK")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "kr",
        "-",
        "1,2345",
        "1.23.45",
        "1 23,45",
        "12 34",
        "1.234.50",
        "1,234,50",
        "1.234,567",
        "1e5",
        "٣٥٠",
        "1 234 50",
        "12,,5",
        ",50",
        "ten",
        "9" * 40,
        "9" * 5_000,
        "10000000000000",
        "12,٣٤",
        "0.123",
        "0,500",
        "01.234",
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused(typed):
    with pytest.raises(NotAnAmount):
        parse(typed, "SEK")


@given(minor=AMOUNTS, currency=st.sampled_from(CURRENCIES), language=st.sampled_from(sorted(LOCALES)))
def test_what_is_written_in_any_language_is_read_as_the_same(minor, currency, language):
    amount = Money(minor, currency)
    assert parse(amount.written(language), currency) == amount
    assert parse(amount.in_column(language), currency) == amount


def test_each_language_puts_the_currency_where_it_belongs():
    written = {language: Money(123_450, "EUR").written(language) for language in sorted(LOCALES)}
    assert {language: text.replace("\u00a0", " ") for language, text in written.items()} == {
        "da": "1.234,50 EUR",
        "en": "EUR 1 234.50",
        "fi": "1 234,50 €",
        "nb": "EUR 1 234,50",
        "nl": "€ 1.234,50",
        "sv": "1 234,50 EUR",
    }
    assert nothing("SEK").in_column("sv") == "0,00"


def test_a_sum_reaches_further_than_what_is_typed():
    largest = parse("9999999999999,99", "SEK")
    assert largest.minor == MOST_MINOR - 1
    assert total([largest] * 1_000, "SEK").minor == 1_000 * (MOST_MINOR - 1)
