"""Tells the beginning and the end of a paid period from the days on which people joined and left."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from matrikel.imports.rules import dates
from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.headings.stems import Part, parts_of
from matrikel.imports.rules.text import clean, fold

_FEWEST = 6
_OF_MEMBERS = frozenset({Part.JOINING, Part.MEMBER, Part.LEAVING})


def settle_periods(columns: Sequence[Column], cells: Sequence[Sequence[str]], today: date) -> list[Column]:
    """
    Set aside what begins or ends for most people on one day: people join and leave one by one.

    A heading that speaks of leaving keeps its column, with the day by which nobody has left: an earlier one may be
    the end of somebody's membership, and is shown with a doubt.
    """
    settled = []
    for column in columns:
        if column.field in (Field.JOINED, Field.LEFT) and column.state is not ColumnState.LEFT_OUT:
            has_another = any(
                c.is_mapped and c.field is column.field and c.index != column.index for c in columns
            )
            column = _settled(column, cells[column.index], today, has_another=has_another)
        settled.append(column)
    return settled


def _settled(column: Column, cells: Sequence[str], today: date, *, has_another: bool) -> Column:
    days = [read.on for cell in cells if (read := dates.parse(clean(cell))) is not None]
    if len(days) < _FEWEST or len(days) < 0.5 * len(cells):
        return column
    day, count = Counter(days).most_common(1)[0]
    is_one_day = count >= 0.5 * len(days)
    if column.field is Field.LEFT and column.is_mapped and not has_another:
        if is_one_day:
            return replace(column, period_end=min(day, today).isoformat())
        is_ahead = sum(on > today for on in days) >= 0.5 * len(days)
        return replace(column, period_end=today.isoformat()) if is_ahead else column
    is_one_day = is_one_day or sum(on > today for on in days) >= 0.5 * len(days)
    is_said = column.field is Field.JOINED and not _OF_MEMBERS.isdisjoint(parts_of(fold(column.header)))
    if not is_one_day or (is_said and column.is_mapped and not has_another):
        return column
    if column.field is Field.LEFT and not has_another:
        return column
    return replace(
        column,
        field=Field.LEAVE_OUT,
        state=ColumnState.LEFT_OUT,
        reason=ColumnReason.NOT_NEEDED,
        confidence=0.85,
    )
