"""Knows the rows with problems again that were taken out as a file, mended, and brought in once more."""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from matrikel.imports.formats.csv.write import as_it_was
from matrikel.imports.formats.table import Row
from matrikel.imports.models import Run, Touched
from matrikel.imports.rules.fields import ColumnReason, ColumnState, Field, Mapping
from matrikel.imports.rules.parts import second_of
from matrikel.kernel.scope import current_association

_MARK = re.compile(r"Matrikel ([0-9a-f]{12})\Z")
_NUMBER = re.compile(r"[0-9]{1,7}(?:\.0)?\Z")


def mark_of(run_id: UUID) -> str:
    """The heading of the column that says which row of which import a mended row was."""
    return f"Matrikel {run_id.hex[-12:]}"


def find_mended(mapping: Mapping) -> UUID | None:
    """The import whose rows the file holds, if its headings say so and that import is of this association."""
    for column in mapping:
        found = _MARK.match(column.header)
        if found is None:
            continue
        # The end of the id is random, so its index is no use: there are some hundred runs at most.
        for run_id in Run.objects.filter(association_id=current_association()).values_list("id", flat=True):
            if run_id.hex.endswith(found[1]):
                return run_id
    return None


def without_our_columns(mapping: Mapping) -> Mapping:
    """The mapping with the two columns that we added ourselves left out: what is wrong, and which row it was."""
    place = _place_of(mapping)
    if place is None:
        return mapping
    return tuple(
        replace(
            column,
            field=Field.LEAVE_OUT,
            label="",
            state=ColumnState.LEFT_OUT,
            reason=ColumnReason.FOLLOWS_FROM_OTHERS,
            confidence=1.0,
        )
        if column.index in (place, place - 1)
        else column
        for column in mapping
    )


def own_columns(mapping: Mapping) -> Mapping:
    """The columns that the file had before ours were added to it."""
    place = _place_of(mapping)
    return mapping if place is None else tuple(c for c in mapping if c.index not in (place, place - 1))


def as_they_were(rows: Sequence[Row]) -> list[Row]:
    """The rows without the apostrophes that kept a spreadsheet from computing."""
    return [(number, [as_it_was(cell) for cell in cells]) for number, cells in rows]


def people_meant(mends_id: UUID, mapping: Mapping, rows: Sequence[Row]) -> dict[int, UUID]:
    """Row → the person whom the row's first coming has added or updated, each by its key where it was two."""
    place = _place_of(mapping)
    if place is None:
        return {}
    before: dict[int, int] = {}
    for number, cells in rows:
        if place < len(cells) and _NUMBER.match(cells[place]):
            before[number] = int(cells[place].removesuffix(".0"))
    came = set(before.values())
    people = dict(
        Touched.objects.filter(
            association_id=current_association(), run_id=mends_id, row__in=came | set(map(second_of, came))
        ).values_list("row", "person_id")
    )
    first = {number: people[row] for number, row in before.items() if row in people}
    second = {second_of(n): people[second_of(row)] for n, row in before.items() if second_of(row) in people}
    return first | second


def _place_of(mapping: Mapping) -> int | None:
    return next((column.index for column in mapping if _MARK.match(column.header)), None)
