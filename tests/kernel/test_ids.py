"""Ids rise with time where that helps and say nothing where they hide a person."""

import time
from concurrent.futures import ThreadPoolExecutor

from matrikel.kernel.ids import new_id, new_ids, new_opaque_id


def test_ids_made_one_after_the_other_rise_strictly() -> None:
    made = [new_id() for _ in range(5_000)]
    assert made == sorted(set(made))


def test_many_made_at_one_go_rise_strictly_between_those_before_and_after() -> None:
    made = [new_id(), *new_ids(5_000), new_id(), *new_ids(0), *new_ids(2)]
    assert made == sorted(set(made))
    assert (len(made), {each.version for each in made}) == (5_004, {7})


def test_ids_made_at_once_in_many_threads_are_all_different_and_rise_in_each() -> None:
    with ThreadPoolExecutor(4) as pool:
        lists = list(pool.map(lambda _number: [new_id() for _ in range(1_000)], range(4)))
    assert [made == sorted(made) for made in lists] == [True] * 4
    assert len({found for made in lists for found in made}) == 4_000


def test_an_id_is_a_version_7_that_begins_with_the_clock() -> None:
    before = time.time_ns() // 1_000_000
    made = new_id()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 1


def test_a_clock_that_is_set_back_does_not_turn_the_order(monkeypatch) -> None:
    first = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert new_id() > first


def test_an_opaque_id_does_not_tell_when_it_was_made() -> None:
    assert [new_opaque_id().version for _ in range(3)] == [4, 4, 4]
