"""Parts of an invoice follow one another and make exactly the whole."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.billing.rules.instalments import Instalment, InstalmentsRefused, instalments, monthly
from matrikel.kernel.money import Money, total

JANUARY = date(2027, 1, 31)


def amounts(parts):
    return [part.amount.minor for part in parts]


def test_an_amount_in_three_gives_the_first_what_is_left_over():
    days = monthly(JANUARY, 3)
    assert instalments(Money(100_00, "EUR"), days) == (
        Instalment(due_on=date(2027, 1, 31), amount=Money(33_34, "EUR")),
        Instalment(due_on=date(2027, 2, 28), amount=Money(33_33, "EUR")),
        Instalment(due_on=date(2027, 3, 31), amount=Money(33_33, "EUR")),
    )


def test_parts_may_be_weighed():
    assert amounts(instalments(Money(350_00, "SEK"), monthly(JANUARY, 3), weights=[50, 30, 20])) == [
        175_00,
        105_00,
        70_00,
    ]


def test_months_may_be_left_out_between_the_days_and_the_year_turns():
    assert monthly(date(2027, 8, 30), 4, months=3) == (
        date(2027, 8, 30),
        date(2027, 11, 30),
        date(2028, 2, 29),
        date(2028, 5, 30),
    )


@given(minor=st.integers(60, 10**12), parts=st.integers(1, 60))
def test_equal_parts_make_the_whole_and_differ_by_one_at_most(minor, parts):
    found = instalments(Money(minor, "DKK"), monthly(JANUARY, parts))
    assert total((part.amount for part in found), "DKK") == Money(minor, "DKK")
    assert max(amounts(found)) - min(amounts(found)) <= 1
    assert amounts(found) == sorted(amounts(found), reverse=True)


@given(minor=st.integers(10**6, 10**12), weights=st.lists(st.integers(1, 1000), min_size=1, max_size=60))
def test_weighed_parts_make_the_whole_and_are_within_one_of_their_share(minor, weights):
    days = [JANUARY + timedelta(day) for day in range(len(weights))]
    found = amounts(instalments(Money(minor, "DKK"), days, weights=weights))
    assert sum(found) == minor
    assert all(
        abs(part * sum(weights) - minor * weight) < sum(weights)
        for part, weight in zip(found, weights, strict=True)
    )


@pytest.mark.parametrize(
    ("minor", "days", "weights"),
    [
        (100, [], None),
        (100, [JANUARY, JANUARY], None),
        (100, [JANUARY, JANUARY - timedelta(1)], None),
        (6100, [JANUARY + timedelta(day) for day in range(61)], None),
        (100, [JANUARY], [1, 2]),
        (100, [JANUARY, JANUARY + timedelta(1)], [1, 0]),
        (100, [JANUARY, JANUARY + timedelta(1)], [1, -1]),
        (1, [JANUARY, JANUARY + timedelta(1)], None),
        (0, [JANUARY], None),
        (-100, [JANUARY], None),
    ],
)
def test_what_is_no_plan_is_refused(minor, days, weights):
    with pytest.raises(InstalmentsRefused):
        instalments(Money(minor, "SEK"), days, weights=weights)
