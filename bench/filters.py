"""Asks the people list by every filter that the rooms offer, alone, in twos and with words, against raw SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import transaction

from bench.place import ON, say, superuser
from bench.timing import best_of, milliseconds, p95, ratio, summary
from matrikel.kernel.actors import Right, Viewer
from matrikel.kernel.scope import association_scope
from matrikel.organisations.queries import list_units
from matrikel.people.rules.records import search_patterns
from matrikel.selections.filters import filters_for
from matrikel.selections.queries.conditions import EXACT_TO, conditions_of
from matrikel.selections.queries.people import list_people
from matrikel.selections.rules import Question

RUNS = 3
# What raw SQL may try for a page and for a count.
PLANS: dict[str, tuple[str, ...]] = {
    "planner": (),
    "by_order": (
        "enable_bitmapscan = off",
        "enable_seqscan = off",
        "enable_sort = off",
        "enable_hashjoin = off",
    ),
    "as_a_set": ("enable_nestloop = off",),
}
GIVE_UP_MS = 4_000
TYPED = {
    "postcode": ("11", "11320", "99999"),
    "age": ("18..64", "..10", "97..", "120.."),
    "changed": ("2026-05-01..", "..2020-01-01"),
    "joined": ("2000-01-01..", "2026-04-01..", "1850-01-01..1900-01-01"),
    "left": ("2000-01-01..", "2026-04-01..", "1850-01-01..1900-01-01"),
    "household_size": ("3..3", "4..", "9.."),
}
OWN = {
    "numbers": ("0..500", "7..7", "5000.."),
    "days": ("2016-01-01..", "2020-02-01..2020-02-02", "2030-01-01.."),
    "text": ("text", "text 77", "zzz"),
}
TWOS: tuple[dict[str, str], ...] = (
    {"status": "member", "missing": "EMAIL"},
    {"status": "member", "missing": "ANY"},
    {"status": "former", "gender": "X"},
    {"status": "contact", "age": "..10"},
    {"age": "..17", "type": "ADULT"},
    {"age": "..17", "guardian": "is"},
    {"language": "en", "birth_month": "2"},
    {"household": "none", "household_size": "2.."},
    {"gender": "F", "birth_month": "7"},
    {"status": "former", "joined": "2026-01-01.."},
    {"tag": "tenth", "group": "some"},
    {"missing": "PHONE", "postcode": "11"},
)
WORDS = ("anna", "johansson", "xyzzy")


def measure(association_id: UUID) -> dict[str, Any]:
    """Return, per question, the time of the first page with its count, that of the best raw SQL, and their ratio."""
    viewer = Viewer(association_id=association_id, account_id=None, rights=frozenset(Right))
    with association_scope(association_id), transaction.atomic():
        questions = dict(_questions(viewer))
    found: dict[str, dict[str, Any]] = {}
    with superuser() as cursor:
        for name, question in questions.items():
            with association_scope(association_id):
                ours = best_of(RUNS, lambda: _ours(question, viewer))  # noqa: B023
                with transaction.atomic():
                    page = list_people(question=question, on=ON, viewer=viewer)
                    asked = conditions_of(question, on=ON, viewer=viewer)
            raw = _best_raw(cursor, asked.where(), dict(asked.values), question.search)
            found[name] = {
                "people": page.count,
                "is_about": page.count_is_about,
                "ms": round(ours, 1),
                "raw_ms": round(raw, 1),
                "ratio": ratio(ours, raw),
            }
    slowest = sorted(found, key=lambda name: -found[name]["ms"])[:8]
    say(f"Slowest: {[(name, found[name]['ms']) for name in slowest]}")
    ours_ms, raw_ms = ([each[kind] for each in found.values()] for kind in ("ms", "raw_ms"))
    return {
        "questions": len(found),
        "list": summary(ours_ms),
        "best_raw": summary(raw_ms),
        "ratio_p95": ratio(p95(ours_ms), p95(raw_ms)),
        "slowest_ms": max(ours_ms),
        "each": found,
    }


def _ours(question: Question, viewer: Viewer) -> object:
    with transaction.atomic():
        return list_people(question=question, on=ON, viewer=viewer)


def _questions(viewer: Viewer) -> Iterator[tuple[str, Question]]:
    offered = filters_for(viewer)
    for code, each in offered.items():
        label = each.label and f"field.{each.kind.value}"
        if each.options is None:
            for value in TYPED.get(code) or OWN[each.kind.value]:
                yield f"{label or code}={value}", Question(asked={code: (value,)})
            continue
        options = list(each.options(viewer))
        for option in options[:8] if code != "unit" else (options[0], options[-1]):
            yield f"{label or code}={option.label or option.value}", Question(asked={code: (option.value,)})
    yield "status=member, 2015", Question(asked={"status": ("member",)}, on=date(2015, 12, 31))
    yield "status=contact, 1950", Question(asked={"status": ("contact",)}, on=date(1950, 12, 31))
    yield "status=coming, next year", Question(asked={"status": ("coming",)}, on=ON + timedelta(365))
    for two in TWOS:
        asked = {code: (_value(offered, viewer, code, value),) for code, value in two.items()}
        yield " ".join(f"{code}={value}" for code, value in two.items()), Question(asked=asked)
    for word in WORDS:
        for code, value in (
            ("status", "former"),
            ("missing", "ANY"),
            ("gender", "M"),
            ("tag", "rare"),
            ("age", "..10"),
        ):
            asked = {code: (_value(offered, viewer, code, value),)}
            yield f"“{word}” {code}={value}", Question(search=word, asked=asked)
    branch = list_units()[0].id
    of_branch = Question(asked={"unit": (str(branch),), "status": ("member",)})
    yield "members of a branch", of_branch


def _value(offered: Any, viewer: Viewer, code: str, value: str) -> str:
    """Return an option's value by its words; any option where one is as good as another."""
    each = offered[code]
    if each.options is None or code not in ("type", "tag", "group"):
        return value
    options = list(each.options(viewer))
    words = {"ADULT": "Vuxen medlem"}.get(value, value)
    return next((option.value for option in options if option.label == words), options[0].value)


def _best_raw(cursor: psycopg.Cursor[Any], where: str, values: dict[str, Any], search: str) -> float:
    """Return the time of the best plan for a page, and of the best one for its count to ten thousand, together."""
    for place, pattern in enumerate(search_patterns(search)):
        where += f" AND p.search_text LIKE %(pattern{place})s"
        values[f"pattern{place}"] = pattern
    literal = psycopg.ClientCursor(cursor.connection)
    page = literal.mogrify(
        "SELECT p.id, p.given_name, p.family_name, p.member_number, p.protection, u.name FROM people_person p"
        " LEFT JOIN organisations_unit u ON u.association_id = p.association_id AND u.id = p.unit_id"
        f" WHERE {where} ORDER BY p.sort_key, p.id LIMIT 26",
        values,
    )
    count = literal.mogrify(
        f"SELECT count(*) FROM (SELECT 1 FROM people_person p WHERE {where} LIMIT {EXACT_TO + 1}) AS c",
        values,
    )
    return _best(cursor, page) + _best(cursor, count)


def _best(cursor: psycopg.Cursor[Any], statement: str) -> float:
    tried: list[float] = []

    def run() -> Callable[[], object]:
        return lambda: cursor.execute(statement).fetchall()

    for settings in PLANS.values():
        cursor.execute("RESET ALL")
        # A plan that takes four times as long as another one is not the best: it need not end.
        cursor.execute(f"SET statement_timeout = {int(4 * min(tried, default=GIVE_UP_MS / 4)) + 20}")
        for setting in settings:
            cursor.execute(f"SET {setting}")
        try:
            cursor.execute(statement)
            tried.append(min(milliseconds(run()) for _ in range(2)))
        except psycopg.errors.QueryCanceled:
            continue
    cursor.execute("RESET ALL")
    return min(tried, default=float(GIVE_UP_MS))
