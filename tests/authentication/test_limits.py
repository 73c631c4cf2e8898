"""Tries are counted before they are made, each once, and whatever becomes of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import TooManyTries
from matrikel.authentication.models import RateCounter
from matrikel.authentication.rules.limits import BY_NAME, BY_NEIGHBOURHOOD, Try
from tests.conftest import AT


def spend(name: str = "eva@example.se", neighbourhood: str = "192.0.2.0/24", **after: float) -> None:
    spend_try(kind=Try.PASSWORD, name=name, neighbourhood=neighbourhood, at=AT + timedelta(**after))


def test_of_forty_tries_at_once_ten_pass_and_all_are_counted(in_threads: Callable[..., list[Any]]) -> None:
    def try_it(meet: Callable[[], object]) -> str:
        meet()
        spend()
        return "passed"

    found = in_threads(*[try_it] * 40)
    assert [found.count("passed"), sum(isinstance(each, TooManyTries) for each in found)] == [10, 30]
    # What was refused where it came from uses up nothing of what the address has in all networks together.
    assert sorted(RateCounter.objects.values_list("tries", flat=True)) == [10, 40, 40]


def test_a_new_stretch_of_time_begins_after_the_old_one(db: None) -> None:
    for _ in range(10):
        spend()
    with pytest.raises(TooManyTries, match="Wait 1 minute,"):
        spend(minutes=14, seconds=1)
    spend(minutes=15)
    assert sorted(RateCounter.objects.values_list("tries", flat=True)) == [1, 1, 1]


def test_every_kind_of_try_has_a_limit_by_name_and_by_neighbourhood() -> None:
    assert set(BY_NAME) == set(BY_NEIGHBOURHOOD) == set(Try)


def test_the_counters_name_nobody_and_no_network(db: None) -> None:
    spend()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, '|') FROM authentication_ratecounter c")
        (text,) = cursor.fetchone()
    readable = [
        bytes.fromhex(part) for part in text.replace("\\\\x", "\\x").split("\\x")[1:] for part in [part[:64]]
    ]
    assert (len(readable), "eva" in text, "192.0" in text) == (3, False, False)
    assert all(b"eva" not in part for part in readable)
