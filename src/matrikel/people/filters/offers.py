"""What a room offers to whoever asks about people: filters that narrow a list, columns that stand in it, orders."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from matrikel.kernel.actors import Right, Viewer

LONGEST_VALUE = 100
MOST_VALUES = 50


class FilterKind(StrEnum):
    """How a filter is asked, and how its values are written: options, `2025-01-01..`, `18..25`, or a text."""

    CHOICE = "choice"
    DAYS = "days"
    NUMBERS = "numbers"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice; `label` is the association's own word, or empty where the door has words for the value."""

    value: str
    label: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    The values of one filter, read and checked: any of `values` may hold.

    `first_day` to `last_day` (filters of DAYS) and `first` to `last` (of NUMBERS) are inclusive; at least
    one of the two is there. `on` is the day for which the list is asked.
    """

    values: tuple[str, ...]
    on: date
    viewer: Viewer
    first_day: date | None = None
    last_day: date | None = None
    first: int | None = None
    last: int | None = None

    @property
    def ids(self) -> list[UUID]:
        """Return the values as ids, where the options are rows."""
        return [UUID(value) for value in self.values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """
    Whom a filter keeps, as SQL: `people` or `where`.

    `people` is `SELECT w.person_id FROM … w WHERE w.association_id = %(association)s AND …`: one statement that
    can go on with ` AND …` (an OR stands in brackets; no GROUP, ORDER, LIMIT or UNION). A few matches are
    gathered first; where there are many, the list meets them on its way along the alphabet (decision 20). It needs
    an index that finds few matches quickly.

    `where` is a condition on `p`, a row of people_person, for what cannot be said so (“has no …”); with
    `is_indexed` it too is gathered first where few match. Where both are given, `where` decides, and `people` only
    says who could be meant, if those are few. With `is_whole` the statement of `people` is answered as a whole,
    because it computes rather than looks up (whose check has run out), and finds thousands at most.

    `takes` names what nobody kept can be without, `shuns` what nobody kept can have (a home), as facts of the same
    day: a question that takes what it shuns finds nobody, and need not be asked.

    `values` are the parameters by name; names need to be unique within the filter only. `%(association)s` and
    `%(on)s` are always there. The viewer's branches are no concern of a filter: the list sees to them. Whoever
    is protected must not be found by where they are: see `Asked.viewer`.
    """

    people: str = ""
    where: str = ""
    is_indexed: bool = False
    is_whole: bool = False
    takes: str = ""
    shuns: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class OptionsOf(Protocol):
    """Answers what can be chosen, in order, with one query at most."""

    def __call__(self, viewer: Viewer, /) -> Sequence[Option]: ...


class ConditionOf(Protocol):
    """Translates checked values into SQL; it may ask one more question (the branches below a branch)."""

    def __call__(self, asked: Asked, /) -> Condition: ...


class ValuesOf(Protocol):
    """
    Answers what stands in a column for each of up to a few thousand people, with one query.

    A text stands as it is, a date, number or truth is written by the door, a tuple as a list; codes (`member`)
    get their words at the door. Who has nothing is left out, and so is what the viewer may not see.
    """

    def __call__(self, person_ids: Sequence[UUID], viewer: Viewer, on: date, /) -> Mapping[UUID, "Value"]: ...


class ValuesOfMany(Protocol):
    """Answers as `ValuesOf` does, by code and for several columns of one table, with one query for all of them."""

    def __call__(
        self, person_ids: Sequence[UUID], viewer: Viewer, on: date, codes: Sequence[str], /
    ) -> Mapping[str, Mapping[UUID, "Value"]]: ...


Value = str | date | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """
    A question about people that can be asked on every list of people.

    `code` stands in addresses and in saved selections and never changes: lower case letters and `_`, or
    `field.<id>` for what an association made itself, with its `label`. Whoever lacks `right` is not offered it.
    `clean` brings a typed text into its one form, or returns "" if it cannot be understood. Whoever is found by what
    needs a right was looked at, which stands in the log unless `is_on_record` is false: who is on the board is no secret.
    """

    code: str
    kind: FilterKind
    condition: ConditionOf
    options: OptionsOf | None = None
    clean: Callable[[str], str] = str.strip
    right: Right | None = None
    label: str = ""
    is_on_record: bool = True

    def read(self, values: Sequence[str]) -> tuple[str, ...]:
        """Return values in their one form, so that equal questions look equal; what is not understood is left out."""
        typed = [value.replace("\x00", "").strip()[:LONGEST_VALUE] for value in values[:MOST_VALUES]]
        match self.kind:
            case FilterKind.CHOICE:
                read = [_as_id(value) for value in typed]
            case FilterKind.TEXT:
                read = [self.clean(value) for value in typed[:1]]
            case FilterKind.DAYS:
                read = [write_days(*read_days(value)) for value in typed[:1]]
            case FilterKind.NUMBERS:
                read = [write_numbers(*read_numbers(value)) for value in typed[:1]]
        return tuple(sorted({value for value in read if value}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """
    A column that a list of people can show; `code` and `label` as of a filter.

    Columns that have the same `together` are asked with one question.
    """

    code: str
    values: ValuesOf
    right: Right | None = None
    label: str = ""
    is_numeric: bool = False
    together: ValuesOfMany | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """
    People who stand one after the other along one index, as one part of an order.

    `source` is what follows upon FROM, with one row `p` of people_person for each of them, and nobody twice; `where` is
    a condition on it, which names `%(association)s` for every table but `p`. They stand by `key` and, where that is
    the same, by `id`; without `key` by `id` alone, whichever way a list is sorted. An index begins with the
    association and goes on with what `where` holds fast, `key` and `id`: a page then costs the same wherever it is.
    Where it is NULL that `where` holds fast, `held` says of which column: PostgreSQL does not know by itself that the
    index is then in the order of `id`. `floor` is a further condition, below which no key lies: whoever goes on upwards
    from a mark is above it, and PostgreSQL, told both, would read the index from the floor on.
    """

    source: str = "people_person p"
    where: str = "true"
    key: str = ""
    id: str = "p.id"
    held: str = ""
    floor: str = "true"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    An order in which a list of people can stand, by its code.

    The runs follow upon one another in both directions: whoever lacks what is sorted by stands in the last ones.
    Together they hold everybody once. The first has a `key`, the others do without.
    """

    code: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """
    Everything that one room offers.

    What an association made itself (own fields) is found by `find_own`, one query, and only when a code that begins
    with `prefix` (`field.`) is met or everything is to be shown.
    """

    filters: tuple[Filter, ...] = ()
    columns: tuple[Column, ...] = ()
    orders: tuple[Order, ...] = ()
    prefix: str = ""
    find_own: Callable[[Viewer], tuple[Sequence[Filter], Sequence[Column]]] | None = None


_RANGE = re.compile(r"\s*([^.]*?)\s*\.\.\s*([^.]*?)\s*")


def read_days(text: str) -> tuple[date | None, date | None]:
    """Return the days of `2025-01-01..2025-12-31`; an end may be missing, one day alone is both."""
    found = _RANGE.fullmatch(text)
    first, last = (_day(found[1]), _day(found[2])) if found else (_day(text), _day(text))
    return (last, first) if first and last and last < first else (first, last)


def write_days(first: date | None, last: date | None) -> str:
    """Return days as they stand in addresses; nothing for no day."""
    if first is None and last is None:
        return ""
    return f"{first.isoformat() if first else ''}..{last.isoformat() if last else ''}"


def read_numbers(text: str) -> tuple[int | None, int | None]:
    """Return the numbers of `18..25`; an end may be missing, one number alone is both."""
    found = _RANGE.fullmatch(text)
    first, last = (_number(found[1]), _number(found[2])) if found else (_number(text), _number(text))
    return (last, first) if first is not None and last is not None and last < first else (first, last)


def write_numbers(first: int | None, last: int | None) -> str:
    """Return numbers as they stand in addresses; nothing for no number."""
    if first is None and last is None:
        return ""
    return f"{'' if first is None else first}..{'' if last is None else last}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None


def _as_id(text: str) -> str:
    # One id has many spellings; codes stay as they are.
    try:
        return str(UUID(text)) if len(text) >= 32 else text
    except ValueError:
        return text
