"""How somebody stands with a check on a day, and until when a new one holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.checks.rules import (
    CheckFacts,
    Nature,
    Standing,
    default_kinds,
    default_name,
    months_later,
    standing_on,
    valid_until,
)

ON = date(2026, 11, 21)
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("last", "standing"),
    [
        (ON - timedelta(1), Standing.EXPIRED),
        (ON, Standing.EXPIRING),
        (ON + timedelta(60), Standing.EXPIRING),
        (ON + timedelta(61), Standing.VALID),
        (None, Standing.VALID),
    ],
)
def test_a_check_holds_to_the_end_of_its_last_day(last, standing):
    assert standing_on(ON, [CheckFacts(seen_on=date(2020, 1, 1), valid_until=last)]) is standing


def test_what_was_withdrawn_or_is_still_to_be_seen_counts_for_nothing():
    checks = [CheckFacts(seen_on=ON, is_withdrawn=True), CheckFacts(seen_on=ON + timedelta(1))]
    assert standing_on(ON, checks) is Standing.MISSING


def test_the_check_that_holds_longest_counts():
    checks = [
        CheckFacts(seen_on=date(2024, 1, 1), valid_until=date(2030, 1, 1)),
        CheckFacts(seen_on=date(2025, 1, 1), valid_until=date(2026, 1, 1)),
    ]
    assert standing_on(ON, checks) is Standing.VALID


@given(DAYS, st.integers(1, 240))
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(DAYS, st.one_of(st.none(), st.integers(1, 240)), DAYS)
def test_standings_follow_one_another_in_time(seen_on, months, on):
    check = CheckFacts(seen_on=seen_on, valid_until=valid_until(seen_on, months))
    order = [Standing.MISSING, Standing.VALID, Standing.EXPIRING, Standing.EXPIRED]
    now, then = (order.index(standing_on(day, [check])) for day in (on, on + timedelta(1)))
    assert now <= then


@pytest.mark.parametrize(
    ("country", "language", "name", "months"),
    [
        ("NO", "nb", "Politiattest", 36),
        ("SE", "sv", "Utdrag ur belastningsregistret", 24),
        ("FI", "fi", "Rikosrekisteriote", None),
        ("FI", "sv", "Straffregisterutdrag", None),
        ("DK", "da", "Børneattest", None),
        ("NL", "nl", "Verklaring Omtrent het Gedrag (VOG)", 36),
        ("BE", "nl", "Uittreksel uit het strafregister (model 2)", None),
    ],
)
def test_each_country_asks_for_its_own_paper_under_its_name_in_law(country, language, name, months):
    police, first_aid = default_kinds(country)
    assert (police.nature, default_name(police, language), police.validity_months) == (
        Nature.POLICE,
        name,
        months,
    )
    assert first_aid.nature is Nature.QUALIFICATION


def test_a_language_without_a_name_takes_the_one_of_the_law():
    assert default_name(default_kinds("NO")[0], "fi") == "Politiattest"
    assert default_kinds("IS") == default_kinds("SE")[1:]
