"""People found by what somebody types, in alphabetical order, a page at a time."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import connection

from matrikel.kernel.actors import Viewer
from matrikel.kernel.scope import current_association
from matrikel.selections.queries.gathered import gathered_page
from matrikel.selections.queries.ways import Way

SEARCH_HITS = 100
EVERY_HIT = 100_000_000
SEARCH_BATCHES = (150, 2_000, 40_000)


def search_page(
    patterns: list[str],
    keep: Way | None,
    viewer: Viewer,
    mark_id: UUID | None,
    backwards: bool,
    rows: int,
) -> tuple[list[UUID], bool, int, bool]:
    """Return the hits of a page, whether there are more, how many there are, and whether that is about so many."""
    if keep is not None and keep.gathered is not None:
        return _among_gathered(patterns, keep, mark_id, backwards, rows)
    found = partial(_hits, patterns, keep, viewer)
    if mark_id is None:
        kept, exhausted = found(None, backwards=False, most=rows + 1 if keep else max(SEARCH_HITS, rows) + 1)
        counted = kept
    else:
        mark = (_sort_key(mark_id), mark_id)
        kept, _is_end = found(mark, backwards=backwards, most=rows + 1)
        # However far one has paged, the count is that of the first page.
        counted, exhausted = found(None, backwards=False, most=rows + 1 if keep else SEARCH_HITS + 1)
    return (
        kept[:rows],
        len(kept) > rows,
        min(len(counted), SEARCH_HITS),
        len(counted) > SEARCH_HITS or not exhausted,
    )


def _among_gathered(
    patterns: list[str], keep: Way, mark_id: UUID | None, backwards: bool, rows: int
) -> tuple[list[UUID], bool, int, bool]:
    """As `search_page`, where so few are meant that their names are read instead of asking who is called so."""
    where, values = keep.where, dict(keep.values)
    for place, pattern in enumerate(patterns):
        where += f" AND p.search_text LIKE %(pattern{place})s"
        values[f"pattern{place}"] = pattern
    ids, more, count = gathered_page(where, values, mark_id, backwards, rows)
    return ids, more, min(count, SEARCH_HITS), count > SEARCH_HITS


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


def _sort_key(person_id: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sort_key FROM people_person WHERE association_id = %s AND id = %s",
            [current_association(), person_id],
        )
        found = cursor.fetchone()
    # A mark that is gone leads behind the last one, and so back to the beginning.
    return found[0] if found else "\U0010ffff"


def _filtered(ids: Sequence[UUID], keep: Way) -> list[UUID]:
    statement = f"SELECT p.id FROM people_person p WHERE {keep.conditions.where()} AND p.id = ANY (%(ids)s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, {**keep.values, "ids": list(ids)})
        kept = {row[0] for row in cursor.fetchall()}
    return [person_id for person_id in ids if person_id in kept]
