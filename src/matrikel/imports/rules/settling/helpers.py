"""What the steps of settling have in common."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field
from matrikel.imports.rules.text import clean, fold


def has(columns: Sequence[Column], field: Field) -> bool:
    """Whether some column is taken for the field."""
    return any(column.field is field and column.is_mapped for column in columns)


def mapped(
    column: Column, field: Field, confidence: float, reason: ColumnReason = ColumnReason.CONTENT
) -> Column:
    return replace(column, field=field, state=ColumnState.MAPPED, reason=reason, confidence=confidence)


def follows(column: Column) -> Column:
    """The column left out because another says the same."""
    return replace(
        column, state=ColumnState.LEFT_OUT, reason=ColumnReason.FOLLOWS_FROM_OTHERS, confidence=0.95
    )


def share_of_pairs(one: Sequence[str], other: Sequence[str], *, contained: bool) -> float:
    """How often the second cell equals the first, or is a part of it; both filled."""
    pairs = [
        (fold(clean(a)), fold(clean(b))) for a, b in zip(one, other, strict=True) if a.strip() and b.strip()
    ]
    if not pairs:
        return 0.0
    return sum((b in a and a != b) if contained else a == b for a, b in pairs) / len(pairs)
