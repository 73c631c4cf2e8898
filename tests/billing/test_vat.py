"""VAT is counted per rate, rounded once, and said to be none only with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.billing.rules.vat import (
    Vat,
    VatCategory,
    VatLine,
    VatRefused,
    VatSum,
    VatWrong,
    totals_of,
)
from matrikel.kernel.money import CurrenciesMixed, Money

V25 = Vat(category=VatCategory.STANDARD, rate=25_00)
V6 = Vat(category=VatCategory.STANDARD, rate=6_00)
FI = Vat(category=VatCategory.STANDARD, rate=25_50)
ZERO = Vat(category=VatCategory.ZERO)
EXEMPT = Vat(category=VatCategory.EXEMPT, reason="VATEX-EU-132-1M")
OUTSIDE = Vat(category=VatCategory.OUTSIDE, reason="VATEX-EU-O")
AMOUNTS = st.integers(-10_000_00, 10_000_00)


def kr(minor):
    return Money(minor, "SEK")


def lines(*each):
    return [VatLine(vat=vat, amount=kr(minor)) for vat, minor in each]


def test_tax_is_rounded_once_for_a_rate_and_not_for_each_line():
    # Three lines of 0.30 each: 0.075 a line would round to 0.08 three times.
    found = totals_of(lines((V25, 30), (V25, 30), (V25, 30)), "SEK", tax_included=False)
    assert found.sums == (VatSum(vat=V25, net=kr(90), tax=kr(23)),)
    assert (found.net, found.tax, found.gross) == (kr(90), kr(23), kr(113))


def test_rates_are_summed_apart_and_the_highest_comes_first():
    found = totals_of(lines((V6, 100_00), (V25, 100_00), (V6, 50_00)), "SEK", tax_included=False)
    assert found.sums == (
        VatSum(vat=V25, net=kr(100_00), tax=kr(25_00)),
        VatSum(vat=V6, net=kr(150_00), tax=kr(9_00)),
    )


def test_tax_that_is_included_is_its_share_of_the_price():
    found = totals_of(lines((V25, 125_00), (V6, 100_00)), "SEK", tax_included=True)
    assert found.sums == (
        VatSum(vat=V25, net=kr(100_00), tax=kr(25_00)),
        VatSum(vat=V6, net=kr(94_34), tax=kr(5_66)),
    )
    assert found.gross == kr(225_00)


def test_a_rate_may_have_half_a_percent():
    assert totals_of(lines((FI, 100_00)), "SEK", tax_included=False).tax == kr(25_50)


@pytest.mark.parametrize(("net", "tax"), [(2, 1), (-2, -1), (1, 0), (-1, 0), (6, 2), (-6, -2)])
def test_halves_are_rounded_away_from_nought(net, tax):
    assert totals_of(lines((V25, net)), "SEK", tax_included=False).tax == kr(tax)


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=12), included=st.booleans())
def test_a_credit_note_is_the_exact_opposite_of_its_invoice(amounts, included):
    rates = [V25, V6]
    pairs = [(rates[at % 2], amount) for at, amount in enumerate(amounts)]
    invoice = totals_of(lines(*pairs), "SEK", tax_included=included)
    credit = totals_of(lines(*((vat, -amount) for vat, amount in pairs)), "SEK", tax_included=included)
    assert (credit.net, credit.tax, credit.gross) == (-invoice.net, -invoice.tax, -invoice.gross)


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=12))
def test_prices_with_tax_make_exactly_the_total(amounts):
    pairs = [((V25, V6, ZERO, EXEMPT)[at % 4], amount) for at, amount in enumerate(amounts)]
    assert totals_of(lines(*pairs), "SEK", tax_included=True).gross == kr(sum(amounts))


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=12), included=st.booleans())
def test_the_order_of_lines_changes_nothing(amounts, included):
    pairs = [((V25, V6, ZERO, EXEMPT)[at % 4], amount) for at, amount in enumerate(amounts)]
    one = totals_of(lines(*pairs), "SEK", tax_included=included)
    assert totals_of(lines(*reversed(pairs)), "SEK", tax_included=included) == one


def test_an_invoice_without_lines_comes_to_nothing_in_its_currency():
    found = totals_of([], "EUR", tax_included=True)
    assert (found.sums, found.gross) == ((), Money(0, "EUR"))


def test_what_is_exempt_or_nought_has_no_tax_and_says_which_it_is():
    found = totals_of(lines((EXEMPT, 100), (ZERO, 200)), "SEK", tax_included=False)
    assert found.sums == (
        VatSum(vat=EXEMPT, net=kr(100), tax=kr(0)),
        VatSum(vat=ZERO, net=kr(200), tax=kr(0)),
    )


def test_membership_fees_outside_the_scope_stand_on_an_invoice_of_their_own():
    assert totals_of(lines((OUTSIDE, 350_00)), "SEK", tax_included=True).tax == kr(0)
    with pytest.raises(VatRefused) as refused:
        totals_of(lines((OUTSIDE, 350_00), (V25, 100)), "SEK", tax_included=True)
    assert refused.value.wrong is VatWrong.OUTSIDE_WITH_OTHERS


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"category": VatCategory.STANDARD}, VatWrong.RATE),
        ({"category": VatCategory.STANDARD, "rate": 100_01}, VatWrong.RATE),
        ({"category": VatCategory.STANDARD, "rate": -6_00}, VatWrong.RATE),
        ({"category": VatCategory.EXEMPT, "rate": 6_00, "reason": "sport"}, VatWrong.RATE),
        ({"category": VatCategory.EXEMPT}, VatWrong.NO_REASON),
        ({"category": VatCategory.OUTSIDE}, VatWrong.NO_REASON),
        ({"category": VatCategory.REVERSE_CHARGE}, VatWrong.NO_REASON),
        ({"category": VatCategory.STANDARD, "rate": 25_00, "reason": "sport"}, VatWrong.REASON_UNWANTED),
        ({"category": VatCategory.ZERO, "reason": "sport"}, VatWrong.REASON_UNWANTED),
    ],
)
def test_a_category_has_the_rate_and_the_reason_that_it_asks_for(said, wrong):
    with pytest.raises(VatRefused) as refused:
        Vat(**said)
    assert refused.value.wrong is wrong


def test_a_line_of_another_currency_is_refused():
    with pytest.raises(CurrenciesMixed):
        totals_of([VatLine(vat=V25, amount=Money(100, "EUR"))], "SEK", tax_included=True)
