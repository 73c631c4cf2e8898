"""People found by what somebody types, a page at a time: in alphabetical order, or in another one if they are few."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.selections.queries.conditions import WITHIN
from matrikel.selections.queries.gathered import gathered_page
from matrikel.selections.queries.order import Mark, find_mark
from matrikel.selections.queries.ways import Way
from matrikel.selections.rules import BY_NAME, Sort

SEARCH_HITS = 100
EVERY_HIT = 100_000_000
SEARCH_BATCHES = (150, 2_000, 40_000)
# Whoever is found by words is found along the alphabet: so many are put in another order, and no more.
MOST_SORTED = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class HitPage:
    """The hits of a page, whether there are more, how many there are (or about so many), and how they stand."""

    ids: Sequence[UUID]
    more: bool
    count: int
    count_is_about: bool
    sort: Sort


def search_page(
    patterns: list[str],
    keep: Way | None,
    values: Mapping[str, Any],
    viewer: Viewer,
    sort: Sort,
    mark: Mark | None,
    *,
    backwards: bool,
    rows: int,
) -> HitPage:
    """Return a page of hits before or after a mark, which stands in the order of `sort`."""
    if keep is not None and keep.gathered is not None:
        # So few are meant that their names are read instead of asking who is called so.
        where, named = keep.where, dict(keep.values)
        for place, pattern in enumerate(patterns):
            where += f" AND p.search_text LIKE %(pattern{place})s"
            named[f"pattern{place}"] = pattern
        ids, more, count = gathered_page(where, named, sort, mark, backwards=backwards, rows=rows)
        return _hit_page(ids, more, count, sort)
    found = partial(_hits, patterns, keep, viewer)
    if sort != BY_NAME:
        everybody, _is_end = found(None, backwards=False, most=MOST_SORTED + 1)
        if len(everybody) <= MOST_SORTED:
            where, named = f"{WITHIN} AND p.id = ANY (%(hits)s)", {**values, "hits": everybody}
            ids, more, count = gathered_page(where, named, sort, mark, backwards=backwards, rows=rows)
            return _hit_page(ids, more, count, sort)
        mark = find_mark(BY_NAME, mark.id, values) if mark is not None else None
    if mark is None:
        kept, exhausted = found(None, backwards=False, most=rows + 1 if keep else max(SEARCH_HITS, rows) + 1)
        counted = kept
    else:
        kept, _is_end = found((mark.key or "", mark.id), backwards=backwards, most=rows + 1)
        # However far one has paged, the count is that of the first page.
        counted, exhausted = found(None, backwards=False, most=rows + 1 if keep else SEARCH_HITS + 1)
    return HitPage(
        ids=kept[:rows],
        more=len(kept) > rows,
        count=min(len(counted), SEARCH_HITS),
        count_is_about=len(counted) > SEARCH_HITS or not exhausted,
        sort=BY_NAME,
    )


def _hit_page(ids: Sequence[UUID], more: bool, count: int, sort: Sort) -> HitPage:
    about = count > SEARCH_HITS
    return HitPage(ids=ids, more=more, count=min(count, SEARCH_HITS), count_is_about=about, sort=sort)


def search_all(patterns: list[str], keep: Way, viewer: Viewer, most: int) -> list[UUID]:
    """Return up to `most` hits that a condition keeps, in alphabetical order."""
    scope = list(viewer.unit_ids) if viewer.unit_ids is not None else None
    return _remaining(patterns, keep, scope, None, backwards=False, most=most)


def _hits(
    patterns: list[str],
    keep: Way | None,
    viewer: Viewer,
    mark: tuple[str, UUID] | None,
    *,
    backwards: bool,
    most: int,
) -> tuple[list[UUID], bool]:
    """Return at least `most` hits where there are so many, and whether there are no others."""
    scope = list(viewer.unit_ids) if viewer.unit_ids is not None else None
    kept: list[UUID] = []
    # The first hits answer most questions; a rare filter over a common needle asks for more, a few times.
    for batch in SEARCH_BATCHES if keep else (most,):
        key, person_id = mark or (None, None)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT person_id, person_sort_key FROM app.search_people(%s, %s, %s, %s, %s, %s)",
                [patterns, scope, key, person_id, backwards, batch],
            )
            hits = cursor.fetchall()
        ids = [row[0] for row in hits]
        kept += _filtered(ids, keep) if keep else ids
        if len(hits) < batch:
            return kept, True
        if len(kept) >= most:
            return kept, False
        mark = (hits[-1][1], hits[-1][0])
    if keep is None:
        return kept, False
    return kept + _remaining(patterns, keep, scope, mark, backwards=backwards, most=most), False


def _remaining(
    patterns: list[str],
    keep: Way,
    scope: list[UUID] | None,
    mark: tuple[str, UUID] | None,
    *,
    backwards: bool,
    most: int,
) -> list[UUID]:
    # Tens of thousands of hits, and hardly one that the filter keeps: the rest is sifted in the database.
    key, person_id = mark or (None, None)
    direction = "DESC" if backwards else "ASC"
    statement = (
        "SELECT p.id FROM app.search_people(%(patterns)s, %(within)s, %(key)s, %(person)s, %(backwards)s, %(all)s) s"  # noqa: S608
        f" JOIN people_person p ON p.id = s.person_id WHERE {keep.where}"
        f" ORDER BY p.sort_key {direction}, p.id {direction} LIMIT %(most)s"
    )
    asked = {"patterns": patterns, "within": scope, "key": key, "person": person_id, "backwards": backwards}
    with connection.cursor() as cursor:
        cursor.execute(statement, {**keep.values, **asked, "all": EVERY_HIT, "most": most})
        return [row[0] for row in cursor.fetchall()]


def _filtered(ids: Sequence[UUID], keep: Way) -> list[UUID]:
    statement = f"SELECT p.id FROM people_person p WHERE {keep.conditions.where()} AND p.id = ANY (%(ids)s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, {**keep.values, "ids": list(ids)})
        kept = {row[0] for row in cursor.fetchall()}
    return [person_id for person_id in ids if person_id in kept]
