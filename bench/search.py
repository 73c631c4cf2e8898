"""Searches for common, rare and absent needles, against the best plan that raw SQL finds for the same answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, transaction

from bench.place import ON, say, superuser
from bench.timing import best_of, milliseconds, p95, ratio, summary
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.people.rules.records import search_patterns
from matrikel.selections.queries.people import list_people
from matrikel.selections.queries.words import SEARCH_HITS
from matrikel.selections.rules import Question

RUNS = 3
# What raw SQL may try: the planner's own choice, the trigram index, the order of the list.
PLANS = {
    "planner": (),
    "by_trigrams": ("enable_indexscan = off", "enable_indexonlyscan = off", "enable_seqscan = off"),
    "by_order": ("enable_bitmapscan = off", "enable_seqscan = off", "enable_sort = off"),
}
GIVE_UP_MS = 3_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Needle:
    """What somebody types, and what sort of search it is."""

    kind: str
    text: str


def measure(association_id: UUID, *, needles: int) -> dict[str, Any]:
    """Return p95 of the people list with a search, the same of the best raw query, and their ratio."""
    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    chosen = _needles(association_id, needles)
    ours: dict[str, list[float]] = defaultdict(list)
    function: dict[str, list[float]] = defaultdict(list)
    raw: dict[str, list[float]] = defaultdict(list)
    raw_search: dict[str, list[float]] = defaultdict(list)
    slowest: list[tuple[float, str, str]] = []
    with superuser() as cursor:
        for needle in chosen:
            with association_scope(association_id):
                mine = best_of(RUNS, lambda: _ours(needle.text, viewer))  # noqa: B023
                narrow = best_of(RUNS, lambda: _function(needle.text))  # noqa: B023
            search, whole, plan = _best_raw(cursor, association_id, needle.text)
            for kind in (needle.kind, "all"):
                ours[kind].append(mine)
                function[kind].append(narrow)
                raw[kind].append(whole)
                raw_search[kind].append(search)
            slowest.append((round(mine, 1), needle.kind, plan))
    say(f"Slowest searches (ms, kind, best plan): {sorted(slowest, reverse=True)[:5]}")
    return {
        "needles": len(chosen),
        "list": summary(ours["all"]),
        "best_raw_for_the_same_page": summary(raw["all"]),
        "ratio_p95": ratio(p95(ours["all"]), p95(raw["all"])),
        "function_alone": summary(function["all"]),
        "best_raw_for_the_same_ids": summary(raw_search["all"]),
        "function_ratio_p95": ratio(p95(function["all"]), p95(raw_search["all"])),
        "by_kind": {
            kind: {
                "needles": len(values),
                "list_p95_ms": round(p95(values), 2),
                "raw_p95_ms": round(p95(raw[kind]), 2),
                "ratio_p95": ratio(p95(values), p95(raw[kind])),
            }
            for kind, values in ours.items()
            if kind != "all"
        },
    }


def _ours(text: str, viewer: Viewer) -> object:
    with transaction.atomic():
        return list_people(question=Question(search=text), on=ON, viewer=viewer)


def _function(text: str) -> object:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT person_id, person_sort_key FROM app.search_people(%s, NULL, NULL, NULL, false, %s)",
            [search_patterns(text), SEARCH_HITS + 1],
        )
        return cursor.fetchall()


def _best_raw(cursor: psycopg.Cursor[Any], association_id: UUID, text: str) -> tuple[float, float, str]:
    """Return the time of the best plan for the ids, the same with the page's rows, and which plan it was."""
    tried: dict[str, float] = {}
    for name, settings in PLANS.items():
        # A plan that takes four times as long as another one is not the best: it need not end.
        _set_plan(cursor, settings, timeout=int(4 * min(tried.values(), default=GIVE_UP_MS / 4)) + 20)
        try:
            _raw_ids(cursor, association_id, text)()
            tried[name] = milliseconds(_raw_ids(cursor, association_id, text))
        except psycopg.errors.QueryCanceled:
            continue
    best = min(tried, key=lambda name: tried[name])
    _set_plan(cursor, PLANS[best], timeout=0)
    search = best_of(RUNS, _raw_ids(cursor, association_id, text))
    return search, best_of(RUNS, _raw_page(cursor, association_id, text)), best


def _set_plan(cursor: psycopg.Cursor[Any], settings: tuple[str, ...], *, timeout: int) -> None:
    cursor.execute("RESET ALL")
    cursor.execute(f"SET statement_timeout = {timeout}")
    for setting in settings:
        cursor.execute(f"SET {setting}")


def _raw_ids(cursor: psycopg.Cursor[Any], association_id: UUID, text: str) -> Callable[[], object]:
    conditions = "".join(f" AND search_text LIKE {_literal(pattern)}" for pattern in search_patterns(text))
    statement = (
        f"SELECT id, sort_key FROM people_person WHERE association_id = '{association_id}'{conditions}"
        f" ORDER BY sort_key, id LIMIT {SEARCH_HITS + 1}"
    )
    return lambda: cursor.execute(statement).fetchall()


def _raw_page(cursor: psycopg.Cursor[Any], association_id: UUID, text: str) -> Callable[[], object]:
    """The ids, then the rows of the first page with their memberships: two statements, nothing else."""
    find = _raw_ids(cursor, association_id, text)
    rows = (
        "SELECT p.id, p.given_name, p.family_name_prefix, p.family_name, p.preferred_name, p.member_number,"
        " p.protection, p.is_deceased, u.name, m.starts_on, m.ends_on, m.end_reason, t.name"
        " FROM people_person p"
        " LEFT JOIN organisations_unit u ON u.association_id = p.association_id AND u.id = p.unit_id"
        " LEFT JOIN memberships_membership m ON m.association_id = p.association_id AND m.person_id = p.id"
        " LEFT JOIN memberships_membershiptype t ON t.association_id = m.association_id AND t.id = m.type_id"
        f" WHERE p.association_id = '{association_id}' AND p.id = ANY (%s)"
    )

    def run() -> object:
        ids = [row[0] for row in find()][:25]  # type: ignore[attr-defined]
        return cursor.execute(rows, [ids]).fetchall() if ids else []

    return run


def _literal(pattern: str) -> str:
    return "'" + pattern.replace("'", "''") + "'"


def _needles(association_id: UUID, count: int) -> list[Needle]:
    """Needles from the data and from nowhere, the same in every run."""
    source = random.Random(7)
    with association_scope(association_id), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.given_name, p.family_name, coalesce(p.member_number, ''),"
            " (SELECT normalised FROM people_contactpoint c WHERE c.association_id = p.association_id"
            "  AND c.person_id = p.id AND c.kind = 'EMAIL' LIMIT 1),"
            " (SELECT value FROM people_contactpoint c WHERE c.association_id = p.association_id"
            "  AND c.person_id = p.id AND c.kind = 'PHONE' LIMIT 1)"
            " FROM people_person p WHERE p.association_id = %s AND p.protection = 'NONE'"
            " AND p.sort_key >= 'k' ORDER BY p.sort_key, p.id LIMIT 4000",
            [association_id],
        )
        people = [row for row in cursor.fetchall() if row[3] and row[4] and row[2]]
    makers: list[tuple[str, Callable[[], str]]] = [
        (
            "common",
            lambda: source.choice(
                ["anna", "johansson", "berg", "karlsson", "lars", "son", "lind", "eva", "maria", "gustafsson"]
            ),
        ),
        ("part of a name", lambda: _part(source, source.choice(people)[1], 4)),
        ("rare", lambda: "{} {}".format(*source.choice(people)[:2])),
        ("absent", lambda: source.choice(["qxz", "wzw", "zzq", "xyzzy", "kvq"]) + str(source.randrange(100))),
        (
            "two letters",
            lambda: source.choice(["an", "li", "be", "sv", "åk", "öb", "ma", "kr", "ek", "qz", "xw", "jo"]),
        ),
        ("e-mail", lambda: source.choice(people)[3]),
        ("part of an e-mail", lambda: _part(source, source.choice(people)[3].split("@")[0], 7)),
        ("phone", lambda: source.choice(people)[4]),
        ("end of a phone", lambda: "".join(c for c in source.choice(people)[4] if c.isdigit())[-6:]),
        ("number", lambda: source.choice(people)[2]),
    ]
    return [
        Needle(kind=makers[place % len(makers)][0], text=makers[place % len(makers)][1]())
        for place in range(count)
    ]


def _part(source: random.Random, text: str, length: int) -> str:
    start = source.randrange(max(1, len(text) - length + 1))
    return text[start : start + length]
