"""What holds for books, on plain values."""

from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.kernel.money import Money
from matrikel.ledger.rules.charts import CHARTS, LANGUAGES, Kind, Role, chart_of
from matrikel.ledger.rules.entries import (
    LONGEST_TEXT,
    NewEntry,
    NewLeg,
    UnbalancedEntry,
    Wrong,
    credit,
    debit,
    out_of_balance,
    reversed_legs,
    what_is_wrong,
)
from matrikel.ledger.rules.years import (
    Year,
    YearWrong,
    first_year,
    months_later,
    why_not_close,
    why_not_open,
    year_name,
)

KRONA = Money(100, "SEK")
LEGS = (debit(Role.BANK, KRONA), credit(Role.FEES, KRONA))
AMOUNTS = st.integers(min_value=1, max_value=10**9)


def a_year(first: int, *, is_closed: bool = False) -> Year:
    return Year(id=uuid4(), starts_on=date(first, 1, 1), ends_on=date(first + 1, 1, 1), is_closed=is_closed)


@pytest.mark.parametrize("side", [debit, credit])
@pytest.mark.parametrize("minor", [0, -100])
def test_a_leg_has_an_amount_above_zero_and_its_side_says_the_rest(side, minor):
    with pytest.raises(UnbalancedEntry):
        side(Role.BANK, Money(minor, "SEK"))


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, None),
        ({"text": "  "}, Wrong.TEXT),
        ({"text": "a\nb"}, Wrong.TEXT),
        ({"text": "x" * (LONGEST_TEXT + 1)}, Wrong.TEXT),
        ({"legs": []}, Wrong.TOO_FEW),
        ({"legs": LEGS[:1]}, Wrong.TOO_FEW),
        ({"legs": LEGS * 300}, Wrong.TOO_MANY),
        ({"legs": [*LEGS, NewLeg(Role.BANK, Money(0, "SEK"))]}, Wrong.ZERO),
        ({"legs": [LEGS[0], credit(Role.FEES, Money(100, "EUR"))]}, Wrong.CURRENCY),
        ({"legs": [LEGS[0], credit(Role.FEES, Money(99, "SEK"))]}, Wrong.UNBALANCED),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(more, wrong):
    entry = NewEntry(**({"on": date(2026, 1, 1), "text": "Fees", "legs": LEGS} | more))
    assert what_is_wrong(entry) == wrong


@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=20))
def test_what_reverses_an_entry_takes_back_each_leg(amounts):
    legs = [debit(Role.BANK, Money(minor, "EUR")) for minor in amounts]
    legs.append(credit(Role.FEES, Money(sum(amounts), "EUR")))
    taken_back = reversed_legs(legs)
    assert not out_of_balance(legs)
    assert not out_of_balance(taken_back)
    assert [leg.amount + back.amount for leg, back in zip(legs, taken_back, strict=True)] == [
        Money(0, "EUR")
    ] * len(legs)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "name"),
    [
        (date(2026, 1, 1), date(2027, 1, 1), "2026"),
        (date(2026, 7, 1), date(2027, 7, 1), "2026/27"),
        (date(2099, 7, 1), date(2100, 7, 1), "2099/00"),
    ],
)
def test_a_fiscal_year_is_called_as_people_call_it(starts_on, ends_on, name):
    assert year_name(starts_on, ends_on) == name


def test_the_first_year_is_the_one_around_the_day():
    assert first_year(date(2026, 11, 21)) == (date(2026, 1, 1), date(2027, 1, 1))
    assert first_year(date(2026, 3, 1), 7) == (date(2025, 7, 1), date(2026, 7, 1))
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "wrong"),
    [
        (date(2027, 1, 1), date(2028, 1, 1), None),
        (date(2027, 1, 1), date(2028, 7, 1), None),
        (date(2027, 1, 1), date(2028, 7, 2), YearWrong.TOO_LONG),
        (date(2027, 1, 1), date(2027, 1, 1), YearWrong.EMPTY),
        (date(2027, 1, 2), date(2028, 1, 1), YearWrong.NOT_NEXT),
        (date(2026, 7, 1), date(2027, 7, 1), YearWrong.NOT_NEXT),
    ],
)
def test_a_year_begins_where_the_last_one_ends(starts_on, ends_on, wrong):
    assert why_not_open(starts_on, ends_on, [a_year(2025), a_year(2026)]) == wrong
    assert why_not_open(date(2026, 1, 1), date(2027, 1, 1), []) is None


def test_years_are_closed_one_after_the_other_and_when_they_are_over():
    first, second = a_year(2025), a_year(2026)
    assert why_not_close(second, [first, second], date(2027, 1, 1)) == YearWrong.EARLIER_OPEN
    assert why_not_close(first, [first, second], date(2025, 12, 31)) == YearWrong.NOT_OVER
    assert why_not_close(first, [first, second], date(2026, 1, 1)) is None
    closed = a_year(2024, is_closed=True)
    assert why_not_close(closed, [closed, first], date(2026, 1, 1)) == YearWrong.CLOSED


@pytest.mark.parametrize("country", CHARTS)
def test_each_country_has_a_number_for_everything_that_accounts_are_for(country):
    accounts = chart_of(country)
    assert {account.role for account in accounts} == set(Role)
    assert len({account.number for account in accounts}) == len(accounts)
    assert {account.kind for account in accounts} == set(Kind)
    assert all(account.number.isdecimal() and len(account.number) <= 10 for account in accounts)
    assert all(len(account.names) == len(LANGUAGES) and all(account.names.values()) for account in accounts)


@pytest.mark.parametrize(
    ("country", "classes"),
    [
        (
            "SE",
            {
                Kind.ASSET: "12",
                Kind.LIABILITY: "2",
                Kind.EQUITY: "2",
                Kind.INCOME: "38",
                Kind.EXPENSE: "345678",
            },
        ),
        (
            "NO",
            {
                Kind.ASSET: "12",
                Kind.LIABILITY: "2",
                Kind.EQUITY: "2",
                Kind.INCOME: "38",
                Kind.EXPENSE: "4567",
            },
        ),
        (
            "BE",
            {Kind.ASSET: "245", Kind.LIABILITY: "4", Kind.EQUITY: "1", Kind.INCOME: "7", Kind.EXPENSE: "6"},
        ),
    ],
)
def test_numbers_begin_with_the_class_to_which_the_countrys_chart_gives_such_accounts(country, classes):
    assert {account.number: account.number[0] in classes[account.kind] for account in chart_of(country)} == {
        account.number: True for account in chart_of(country)
    }
