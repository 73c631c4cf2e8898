"""Says of which columns a few values come again and again, so that they may be groups or tags."""

from collections import Counter
from collections.abc import Sequence

from matrikel.imports.rules.fields import Column, ColumnReason
from matrikel.imports.rules.signals import yes_or_no
from matrikel.imports.rules.text import clean, fold, is_empty_word

_MOST_VALUES = 20
_LONGEST_VALUE = 40
_FEWEST_ROWS = 4
# What is about others, about money or guarded by law is nobody's group.
_NEVER = frozenset(
    {
        ColumnReason.EMPTY_COLUMN, ColumnReason.ABOUT_SOMEBODY_ELSE, ColumnReason.ABOUT_MONEY,
        ColumnReason.CONSENT_WITHOUT_EVIDENCE, ColumnReason.NUMBER_FORBIDDEN, ColumnReason.BIRTH_IN_NUMBER,
        ColumnReason.COUNTS_ROWS,
    }
)  # fmt: skip


def values_that_gather(column: Column, sample: Sequence[Sequence[str]]) -> tuple[tuple[str, int], ...]:
    """
    Return the values of a column that nothing is made of, each with its rows, the most frequent first.

    Nothing where they are more than twenty, hardly repeat, are mere figures, or answer yes or no.
    """
    if column.is_mapped or column.reason in _NEVER:
        return ()
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for cells in sample:
        cell = cells[column.index] if column.index < len(cells) else ""
        if len(cell) > 2 * _LONGEST_VALUE:
            return ()
        text = clean(cell)
        if not text or is_empty_word(text):
            continue
        if not any(map(str.isalpha, text)) or len(text) > _LONGEST_VALUE or yes_or_no(text) is not None:
            return ()
        counts[fold(text)] += 1
        written.setdefault(fold(text), text)
        if len(counts) > _MOST_VALUES:
            return ()
    rows = counts.total()
    if rows < _FEWEST_ROWS or len(counts) < 2 or rows < 2 * len(counts):
        return ()
    return tuple((written[key], count) for key, count in counts.most_common())
