"""However a needle is looked for, the answer is the same: the matches in order, from a mark on, and no more."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection

from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import analyze
from matrikel.people.models import Person
from matrikel.people.rules.records import search_patterns
from matrikel.sandbox.actions.seed_association import seed_association

NEEDLES = [
    "son",
    "a",
    "anna",
    "johansson",
    "li",
    "ö",
    "berg eva",
    "example.se",
    "0701740605",
    "10",
    "qzx",
    "%",
    "_",
]

Hit = tuple[str, UUID]


def ask(needle: str, most: int, mark: Hit | None = None, *, backwards: bool = False) -> list[Hit]:
    after_key, after_id = mark or (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_sort_key, person_id FROM app.search_people(%s, NULL, %s, %s, %s, %s)",
            [search_patterns(needle), after_key, after_id, backwards, most],
        )
        return [(row[0], row[1]) for row in cursor.fetchall()]


def by_hand(needle: str) -> list[Hit]:
    patterns = []
    for pattern in search_patterns(needle):
        plain = re.sub(r"\\(.)", lambda found: re.escape(found.group(1)), pattern.replace(".", r"[.]"))
        patterns.append(re.compile("^" + plain.replace("%", ".*") + "$"))
    everybody = Person.objects.values_list("sort_key", "id", "search_text")
    return sorted((key, person) for key, person, text in everybody if all(p.match(text) for p in patterns))


@pytest.fixture
def crowd(association: UUID, actor: Actor, at: datetime) -> None:
    seed_association(people_count=3_000, seed=5, actor=actor, at=at)
    analyze(Person)


@pytest.mark.usefixtures("crowd")
def test_every_needle_finds_what_reading_everybody_finds() -> None:
    for needle in NEEDLES:
        if not search_patterns(needle):
            continue
        expected = by_hand(needle)
        for most in (1, 26, 101, 5_000):
            assert ask(needle, most) == expected[:most], (needle, most)


@pytest.mark.usefixtures("crowd")
def test_a_page_goes_on_from_its_mark_in_both_directions() -> None:
    for needle in ("son", "johansson", "li", "karin"):
        expected = by_hand(needle)
        middle = len(expected) // 2
        mark = expected[middle]
        assert ask(needle, 40, mark) == expected[middle + 1 : middle + 41], needle
        before = list(reversed(expected[:middle]))[:40]
        assert ask(needle, 40, mark, backwards=True) == before, needle


@pytest.mark.usefixtures("crowd")
def test_a_needle_that_is_common_only_late_in_the_alphabet_is_found_whole() -> None:
    Person.objects.filter(sort_key__gt="s").update(search_text=" zebra zebra")
    analyze(Person)
    expected = by_hand("zebra")
    assert len(expected) > 400
    assert ask("zebra", 10_000) == expected


def test_the_same_word_twice_asks_nothing_more() -> None:
    assert search_patterns("anna Li ANNA li") == ["%anna%", "% li%"]
    assert len(search_patterns("\ufdfa" * 200)) == 5
