"""Whose claim counts where a heading is understood in part only, or contents speak without one."""

from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import (
    ADDRESS_FIELDS,
    WITHOUT_PLACE,
    Column,
    ColumnReason,
    ColumnState,
    Field,
)
from matrikel.imports.rules.headings.meaning import meaning_of
from matrikel.imports.rules.profiles import Profile

_NAMES = frozenset({Field.FULL_NAME, Field.GIVEN_NAME, Field.FAMILY_NAME})
_WAYS = frozenset({Field.EMAIL, Field.PHONE, Field.CONTACT})


def settle_claims(columns: Sequence[Column], profiles: Sequence[Profile]) -> list[Column]:
    """
    Doubt a column that thin evidence speaks for, where another plainly holds the same.

    `Telefonliste` beside `Telefon`, `Navn på hund` beside `Fornavn`, numbers under a word that nobody knows beside
    `Mobil`: somebody else's, or another thing. Alone, such a column is what it looks like.
    """
    plain = [c for c in columns if c.is_mapped and not profiles[c.index].is_empty and not _is_thin(c)]
    return [
        replace(column, state=ColumnState.DOUBTED, reason=ColumnReason.SECOND_OF_ITS_KIND, confidence=0.4)
        if column.is_mapped
        and not profiles[column.index].is_empty
        and _is_thin(column)
        and any(_holds_the_same(other, column) for other in plain)
        else column
        for column in columns
    ]


def _is_thin(column: Column) -> bool:
    said = meaning_of(column.header) if column.header else None
    if said is not None and said.field is column.field:
        return said.has_rests
    return bool(column.header) and column.reason is ColumnReason.CONTENT and column.field in _WAYS


def _holds_the_same(one: Column, other: Column) -> bool:
    if other.field in _NAMES:
        return one.field in _NAMES
    if other.field in _WAYS:
        return one.field is other.field
    if other.field in WITHOUT_PLACE or other.field in (Field.NOTE, Field.STATUS):
        return False
    return one.field is other.field and (one.label == other.label or other.field not in ADDRESS_FIELDS)
