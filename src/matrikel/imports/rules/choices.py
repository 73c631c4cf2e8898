"""Puts somebody's corrections of the columns in the place of what was recognised."""

from collections import Counter
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import (
    ADDRESS_FIELDS,
    BY_CHOICE,
    REPEATABLE,
    WITHOUT_PLACE,
    Column,
    ColumnReason,
    ColumnState,
    Field,
    Mapping,
    chosen_by_hand,
)
from matrikel.imports.rules.orders import ordered
from matrikel.people.rules import national_numbers

# What can be chosen for a column on the screen, in the order in which it is offered.
CHOICES: tuple[Field, ...] = tuple(
    field for field in Field if field not in WITHOUT_PLACE - BY_CHOICE and field is not Field.LEAVE_OUT
)


class UnknownChoice(ValueError):
    """A column that is not there, or a meaning that cannot be chosen."""


def corrected(
    mapping: Mapping,
    choices: Lookup[int, tuple[Field, str]],
    *,
    sample: Sequence[Sequence[str]],
    country: str,
) -> Mapping:
    """
    The columns as chosen.

    A column that held a once-only meaning before gives it up to the chosen one, and has it back once nobody holds it.
    """
    if not set(choices) <= {column.index for column in mapping}:
        raise UnknownChoice
    columns: list[Column] = []
    for column in mapping:
        if column.index not in choices:
            columns.append(column)
            continue
        field, label = choices[column.index]
        if field is not Field.LEAVE_OUT and field not in CHOICES:
            raise UnknownChoice(field)
        if field is Field.NATIONAL_NUMBER and not national_numbers.storable(country):
            raise UnknownChoice(field)
        if field is column.field and column.is_mapped and label in ("", column.label):
            columns.append(column)
        else:
            columns.append(chosen_by_hand(column, field, label[:40]))
    columns = _given_back(_once_only(columns, choices), mapping, choices)
    return tuple(ordered(column, columns, sample, country) for column in columns)


def _once_only(columns: list[Column], choices: Lookup[int, tuple[Field, str]]) -> list[Column]:
    taken = _held([column for column in columns if column.index in choices])
    return [
        replace(column, state=ColumnState.DOUBTED, reason=ColumnReason.SECOND_OF_ITS_KIND)
        if column.index not in choices and column.is_mapped and _meaning(column) in taken
        else column
        for column in columns
    ]


def _given_back(
    columns: list[Column], before: Mapping, choices: Lookup[int, tuple[Field, str]]
) -> list[Column]:
    # A slip of the hand, taken back, must not leave the column that it pushed aside outside the register.
    freed = _held(before) - _held(columns)
    waiting = [
        column
        for column in columns
        if column.index not in choices
        and column.state is ColumnState.DOUBTED
        and column.reason is ColumnReason.SECOND_OF_ITS_KIND
        and _meaning(column) in freed
    ]
    wanted = Counter(map(_meaning, waiting))
    alone = {column.index for column in waiting if wanted[_meaning(column)] == 1}
    return [
        replace(
            column,
            state=ColumnState.MAPPED,
            reason=ColumnReason.HEADER if column.header else ColumnReason.CONTENT,
        )
        if column.index in alone
        else column
        for column in columns
    ]


def _held(columns: Sequence[Column]) -> set[tuple[Field, str]]:
    return {_meaning(column) for column in columns if column.is_mapped and column.field not in REPEATABLE}


def _meaning(column: Column) -> tuple[Field, str]:
    return column.field, column.label if column.field in ADDRESS_FIELDS else ""


_NAMES = frozenset({Field.GIVEN_NAME, Field.FAMILY_NAME, Field.FULL_NAME})


def names_are_undecided(mapping: Mapping) -> bool:
    """Whether a column that may hold the names waits for somebody to say so; then nothing can be brought in yet."""
    return any(
        column.field in _NAMES
        and column.state is ColumnState.DOUBTED
        and column.reason is not ColumnReason.SECOND_OF_ITS_KIND
        for column in mapping
    )
