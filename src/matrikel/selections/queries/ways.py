"""
Which way to whom a question finds: along the alphabet, or by gathering the few whom an index knows.

The planner expects that matches lie evenly and that filters know nothing of one another; under row-level security it
knows little of either. So a thousand people, picked by nothing but chance, are asked first: how many of them are meant
says how far one would walk for a page, and how many the list is about. The audit subject is a random number with an
index; the first thousand in its order are such a sample, the same one at every look.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Any

from django.db import connection

from matrikel.kernel.asking import Ask, Rows
from matrikel.selections.queries import conditions
from matrikel.selections.queries.conditions import WITHIN, Conditions, Part, in_common, one_by_one

SAMPLE = 1_000
# A page is walked for: so many rows are looked at to fill it, at most so many times more than expected.
PAGE = 26
PATIENCE = 8
# Where the sample met nobody, there may be nobody: one is sooner done with walking.
DOUBT = 2
# To count exactly, one looks at so many people at most; unless the sample met so few that it can tell nothing.
LONGEST_COUNT = 4 * conditions.EXACT_TO
FEWEST_MET = 5
# What it costs, in microseconds, to meet somebody along the alphabet, to ask another table about one person, to
# look a person up whose id was gathered, and to read an id that only shows whom two filters have in common. Only how
# they compare matters.
MET = 0.5
ASKED = 4.0
LOOKED_UP = 8.0
READ = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """
    How to find whom a question means.

    `gathered` is looked up first; without it, the alphabet is walked, `budget` people at most before one turns to
    `otherwise`. `count` is known where it could be told from the sample alone; `expected` is what the sample promises.
    """

    conditions: Conditions
    gathered: Part | None
    otherwise: Part | None
    budget: int
    expected: int
    count: tuple[int, bool] | None

    @property
    def where(self) -> str:
        """The condition on `people_person p`."""
        return self.conditions.where(self.gathered)

    @property
    def values(self) -> Mapping[str, Any]:
        """The parameters of the condition."""
        return self.conditions.values


def find_way(asked: Conditions) -> Way:
    """Ask a thousand people, and return the way that promises to be the shortest."""
    if not asked.parts:
        return way_to_everybody(asked, count_expected(asked.values))
    sampled, meant, reached, among = _ask(asked)
    if sampled < SAMPLE:
        # Everybody was asked.
        return _straight(asked, meant, (meant, False) if meant <= conditions.EXACT_TO else None)
    people = max(count_expected(asked.values), sampled)
    elsewhere = sum(part.asks_elsewhere for part in asked.parts)
    met = MET + ASKED * elsewhere * reached / sampled
    looked_up = LOOKED_UP + ASKED * max(elsewhere - 1, 0)
    # Half a person stands for those who are too few to be met by chance.
    walked = PAGE * sampled / (meant + 0.5)
    alone = min((share for part, share in among if not part.both), default=sampled) * people / sampled
    cost, part = _cheapest(among, looked_up, people / sampled)
    return Way(
        conditions=asked,
        gathered=part if cost < met * walked else None,
        otherwise=part if cost < looked_up * people / 4 else None,
        budget=max(round(min((PATIENCE if meant else DOUBT) * walked, cost / met)), 2 * SAMPLE),
        expected=_rounded(meant * people / sampled),
        count=_about(meant, sampled, people, alone),
    )


def way_to_everybody(asked: Conditions, expected: int) -> Way:
    """Return the way along the alphabet where nothing is asked of anybody and the planner expects so many."""
    about = expected >= 10 * conditions.EXACT_TO
    return _straight(asked, expected, (round(expected, -2), True) if about else None)


def _cheapest(among: Sequence[tuple[Part, int]], looked_up: float, each: float) -> tuple[float, Part | None]:
    """Return what it costs to gather the fewest people, and by which part; one met in the sample stands for `each`."""
    shares: dict[Part, int] = {}
    costs = []
    for part, share in among:
        shares[part] = share
        read = sum(shares[one] for one in part.both)
        # Half a person stands for those in common who are too few to be met by chance.
        costs.append(((looked_up * (share + 0.5 * bool(part.both)) + READ * read) * each, part))
    return min(costs, key=lambda found: found[0], default=(float("inf"), None))


def _straight(asked: Conditions, expected: int, count: tuple[int, bool] | None) -> Way:
    return Way(conditions=asked, gathered=None, otherwise=None, budget=0, expected=expected, count=count)


def _about(meant: int, sampled: int, people: int, looked_at: float) -> tuple[int, bool] | None:
    """Return about how many are meant, where that is surely more than are counted, or counting would take too long."""
    at_least = (meant - 3 * sqrt(meant)) * people / sampled
    takes_long = looked_at > LONGEST_COUNT and meant >= FEWEST_MET
    return (
        (_rounded(meant * people / sampled), True) if at_least > conditions.EXACT_TO or takes_long else None
    )


def _rounded(expected: float) -> int:
    # A thousand people tell two digits, and no more.
    whole = round(expected)
    return round(whole, 2 - len(str(whole)))


def _ask(asked: Conditions) -> tuple[int, int, int, list[tuple[Part, int]]]:
    """
    Return how many were asked, how many of them are meant, and how many by each part that an index answers.

    In between stands how many are meant as far as their own columns say.
    """
    indexed = [(place, part) for place, part in enumerate(asked.parts) if part.among]
    columns = [f"({one_by_one(part.where)}) AS w{place}" for place, part in enumerate(asked.parts)]
    columns += [f"{one_by_one(part.is_among)} AS a{place}" for place, part in indexed if part.is_among]
    met = {part: f"s.{'a' if part.is_among else 'w'}{place}" for place, part in indexed}
    for one, other in combinations(tuple(met), 2):
        met[in_common(one, other)] = f"{met[one]} AND {met[other]}"
    every = " AND ".join(f"s.w{place}" for place in range(len(asked.parts)))
    plain = [f"s.w{place}" for place, part in enumerate(asked.parts) if not part.asks_elsewhere]
    each = [f"count(*) FILTER (WHERE {condition})" for condition in met.values()]
    statement = (
        f"SELECT count(*), count(*) FILTER (WHERE {every}),"  # noqa: S608 - our own words only
        f" count(*) FILTER (WHERE {' AND '.join(plain) or 'true'}){''.join(f', {one}' for one in each)}"
        f" FROM (SELECT {', '.join(columns)} FROM (SELECT * FROM people_person p WHERE {WITHIN}"
        " ORDER BY p.audit_subject LIMIT %(sample)s) AS p OFFSET 0) AS s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, {**asked.values, "sample": SAMPLE})
        sampled, meant, reached, *counted = cursor.fetchone()
    return sampled, meant, reached, list(zip(met, counted, strict=True))


def count_expected(values: Mapping[str, Any], where: str = WITHIN) -> int:
    """Return what `ask_expected` asks for."""
    return ask_expected(values, where).answer()


def ask_expected(values: Mapping[str, Any], where: str = WITHIN) -> Ask[int]:
    """Ask how many people the planner expects; how many belong to an association, it knows well."""

    def read(rows: Rows) -> int:
        plan = rows[0][0]
        return int((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"])

    return Ask(
        statement=f"EXPLAIN (FORMAT JSON) SELECT 1 FROM people_person p WHERE {where}",  # noqa: S608 - our own words
        values=dict(values),
        read=read,
    )
