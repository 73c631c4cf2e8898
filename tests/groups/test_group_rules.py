"""What seasons are called, and how ages are put into bands."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matrikel.groups.rules import AgeBand, a_year_later, age_bands, next_season


@pytest.mark.parametrize(
    ("season", "following"),
    [
        ("2026", "2027"),
        ("2026/27", "2027/28"),
        ("2026–2027", "2027–2028"),
        ("autumn 2026", "autumn 2027"),
        ("1999/00", "2000/01"),
        ("Höst", ""),
        ("", ""),
    ],
)
def test_the_next_season_is_called_as_this_one_with_its_years_one_later(season, following):
    assert next_season(season) == following


def test_a_year_after_a_leap_day_is_the_last_of_february():
    assert (a_year_later(date(2028, 2, 29)), a_year_later(date(2026, 8, 1))) == (
        date(2029, 2, 28),
        date(2027, 8, 1),
    )


def test_ages_close_together_have_a_band_each():
    assert age_bands([9, 9, 11]) == (
        AgeBand(first=9, last=9, people=2),
        AgeBand(first=10, last=10, people=0),
        AgeBand(first=11, last=11, people=1),
    )


@given(st.lists(st.integers(0, 130), max_size=200))
def test_every_age_stands_in_exactly_one_band_and_there_are_few(ages):
    bands = age_bands(ages)
    assert sum(band.people for band in bands) == len(ages)
    assert len(bands) <= 12
    assert all(later.first == band.last + 1 for band, later in pairwise(bands))
    assert not ages or (bands[0].people > 0 and bands[-1].people > 0)
