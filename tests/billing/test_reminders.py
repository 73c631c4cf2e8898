"""Whether somebody is reminded on a day, and what that may cost, as the country's law says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.billing.rules.reminders import (
    LAWS,
    Claim,
    ReminderPlan,
    Stop,
    barred_on,
    earliest,
    highest_fee,
    stop_for,
)
from matrikel.kernel.money import Money

DUE = date(2027, 1, 15)
PLAN = ReminderPlan(most=3, days_apart=14)


def claim(minor=350_00, currency="SEK", **changes):
    return replace(Claim(still_open=Money(minor, currency), due_on=DUE), **changes)


def after(days):
    return DUE + timedelta(days)


# --- Whether ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "stop"),
    [
        ({}, None),
        ({"minor": 0}, Stop.PAID),
        ({"minor": -1}, Stop.PAID),
        ({"died": True}, Stop.DIED),
        ({"contested": True}, Stop.CONTESTED),
        ({"held": True}, Stop.HELD),
        ({"plan_until": after(14)}, Stop.PLAN),
        ({"plan_until": after(13)}, None),
        ({"reminded_on": (after(1), after(2), after(3))}, Stop.ENOUGH),
        ({"reminded_on": (after(1),)}, Stop.TOO_SOON),
        ({"reminded_on": (after(0),)}, None),
    ],
)
def test_a_reminder_goes_out_a_fortnight_after_the_due_date_unless_something_stops_it(changes, stop):
    assert stop_for(claim(**changes), PLAN, country="SE", on=after(14)) is stop


@pytest.mark.parametrize(
    ("days", "stop"),
    [(-1, Stop.NOT_DUE), (0, Stop.NOT_DUE), (1, Stop.TOO_SOON), (13, Stop.TOO_SOON), (14, None)],
)
def test_nobody_is_reminded_before_the_days_that_the_association_gives(days, stop):
    assert stop_for(claim(), PLAN, country="SE", on=after(days)) is stop


def test_whoever_died_is_said_to_have_died_whatever_else_is_true():
    everything = claim(died=True, contested=True, held=True, plan_until=after(100))
    assert stop_for(everything, PLAN, country="SE", on=after(14)) is Stop.DIED


def test_what_is_paid_is_not_asked_for_although_it_was_contested():
    assert stop_for(claim(0, contested=True), PLAN, country="SE", on=after(14)) is Stop.PAID


@pytest.mark.parametrize(
    ("country", "last"),
    [
        ("SE", date(2037, 1, 15)),
        ("NO", date(2030, 1, 15)),
        ("FI", date(2030, 1, 15)),
        ("DK", date(2030, 1, 15)),
        ("NL", date(2032, 1, 15)),
        ("BE", date(2032, 1, 15)),
    ],
)
def test_a_claim_that_is_statute_barred_is_let_go(country, last):
    due = claim(currency=LAWS[country].currency)
    assert barred_on(DUE, LAWS[country]) == last
    assert stop_for(due, PLAN, country=country, on=last) is None
    assert stop_for(due, PLAN, country=country, on=last + timedelta(1)) is Stop.BARRED


def test_a_claim_due_on_the_leap_day_is_barred_after_the_last_of_february():
    assert barred_on(date(2028, 2, 29), LAWS["NO"]) == date(2031, 2, 28)


def test_in_a_country_of_which_nothing_is_known_people_are_reminded_and_it_costs_nothing():
    assert stop_for(claim(), PLAN, country="DE", on=after(14)) is None
    assert highest_fee(claim(currency="EUR"), country="DE", on=after(14)) == Money(0, "EUR")


def test_the_next_reminder_is_counted_from_the_last():
    assert earliest(claim(), PLAN) == after(14)
    assert earliest(claim(reminded_on=(after(14), after(30))), PLAN) == after(44)


# --- What it may cost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "reminded", "fees", "days", "fee"),
    [
        ("SE", (), 0, 1, 60_00),
        ("NO", (), 0, 13, 0),
        ("NO", (), 0, 14, 35_00),
        ("NO", (14,), 1, 27, 0),
        ("NO", (14,), 1, 28, 35_00),
        ("NO", (14, 28), 2, 100, 0),
        ("FI", (), 0, 13, 0),
        ("FI", (), 0, 14, 5_00),
        ("FI", (14,), 1, 28, 5_00),
        ("DK", (), 0, 9, 0),
        ("DK", (), 0, 10, 100_00),
        ("DK", (10, 20), 2, 30, 100_00),
        ("DK", (10, 20, 30), 3, 40, 0),
        ("NL", (), 0, 60, 0),
        ("NL", (14,), 0, 27, 0),
        ("NL", (14,), 0, 28, 52_50),
        ("NL", (14, 28), 1, 60, 0),
        ("BE", (), 0, 60, 0),
        ("BE", (14,), 0, 28, 7_50),
    ],
)
def test_a_fee_is_never_above_what_the_law_allows_then(country, reminded, fees, days, fee):
    currency = LAWS[country].currency
    due = claim(currency=currency, reminded_on=tuple(after(day) for day in reminded), fees=fees)
    assert highest_fee(due, country=country, on=after(days)) == Money(fee, currency)


@pytest.mark.parametrize(
    ("debt", "fee"),
    [
        (1, 40_00),
        (266_66, 40_00),
        (300_00, 45_00),
        (2_500_00, 375_00),
        (5_000_00, 625_00),
        (10_000_00, 875_00),
        (200_000_00, 2_775_00),
        (1_000_000_00, 6_775_00),
        (5_000_000_00, 6_775_00),
    ],
)
def test_in_the_netherlands_the_cost_grows_with_the_debt_by_steps(debt, fee):
    due = claim(debt, "EUR", reminded_on=(after(14),))
    assert highest_fee(due, country="NL", on=after(28)) == Money(fee, "EUR")


@given(debt=st.integers(1, 10**9), more=st.integers(0, 10**6))
def test_in_the_netherlands_a_larger_debt_never_costs_less(debt, more):
    fees = [
        highest_fee(claim(each, "EUR", reminded_on=(after(14),)), country="NL", on=after(28))
        for each in (debt, debt + more)
    ]
    assert fees[0] <= fees[1]


def test_a_claim_in_a_foreign_currency_is_reminded_of_without_a_fee():
    assert highest_fee(claim(currency="EUR"), country="SE", on=after(30)) == Money(0, "EUR")


def test_every_country_names_its_sources_and_says_whether_they_were_read():
    assert {country: law.confirmed for country, law in LAWS.items()} == {
        "SE": False,
        "NO": False,
        "FI": False,
        "DK": True,
        "NL": True,
        "BE": False,
    }
    assert [country for country, law in LAWS.items() if not (law.source and law.barred_source)] == []
