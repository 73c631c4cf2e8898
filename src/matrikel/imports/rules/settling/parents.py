"""Phones and e-mail addresses that stand behind the names of parents are the parents'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matrikel.imports.rules.fields import Column, ColumnReason, ColumnState, Field

_NUMBER = re.compile(r"(?<![0-9])([1-4])(?![0-9])")
_WAYS = {
    Field.PHONE: Field.GUARDIAN_PHONE, Field.CONTACT: Field.GUARDIAN_PHONE, Field.EMAIL: Field.GUARDIAN_EMAIL,
    Field.GUARDIAN_PHONE: Field.GUARDIAN_PHONE, Field.GUARDIAN_EMAIL: Field.GUARDIAN_EMAIL,
}  # fmt: skip


def settle_parents(columns: Sequence[Column]) -> list[Column]:
    """
    *Förälder 1*, *Mobil 1*, *Mejl 1*: the number says whose they are; without one the parents must be two.

    A single parent with a phone behind may be the way to reach the child: that is left as it was found.
    """
    theirs: set[int] = set()
    for run in _runs(columns):
        parents = [c for c in run if c.field is Field.GUARDIAN_NAME]
        numbers = {found[1] for c in parents if (found := _NUMBER.search(c.header))}
        numbered = {c.index for c in run if (found := _NUMBER.search(c.header)) and found[1] in numbers}
        after = [c.field for c in run[run.index(parents[0]) + 1 :]]
        # The same ways again behind every parent.
        by_turns = len(parents) > 1 and after.count(Field.PHONE) == len(parents) and after[0] in _WAYS
        theirs |= {c.index for c in run} if by_turns else numbered
    return [
        replace(
            column,
            field=_WAYS[column.field],
            label="",
            state=ColumnState.LEFT_OUT,
            reason=ColumnReason.ABOUT_SOMEBODY_ELSE,
        )
        if column.index in theirs and column.is_mapped and column.field in _WAYS
        else column
        for column in columns
    ]


def _runs(columns: Sequence[Column]) -> Iterator[list[Column]]:
    """Names of parents, each run of them with the ways to reach somebody that follow without anything between."""
    run: list[Column] = []
    for column in columns:
        if column.field is Field.GUARDIAN_NAME or (run and column.field in _WAYS):
            run.append(column)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run
