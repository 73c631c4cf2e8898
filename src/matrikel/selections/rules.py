"""What can be asked about people, and whom somebody chose from an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from matrikel.memberships.rules import Status

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """
    Whom a list of people shows; empty parts ask for nothing.

    `asked` holds the values of filters by code: any value of one filter, and all filters. `on` is the day for
    which is asked, instead of today.
    """

    search: str = ""
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on: date | None = None

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the search leaves somebody out."""
        return any(self.asked.values())


class SortBy(StrEnum):
    """By what a list of people can be sorted: for each, a room offers an order along indexes."""

    NAME = "name"
    NUMBER = "number"
    JOINED = "joined"
    BORN = "born"
    POSTCODE = "postcode"
    PLACE = "place"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """In which order a list stands; whoever lacks what it is sorted by comes last, either way."""

    by: SortBy = SortBy.NAME
    is_descending: bool = False

    def as_text(self) -> str:
        """Return the order as addresses say it: `born`, or `-born` for the youngest first; nothing for the usual one."""
        return "" if self == BY_NAME else ("-" if self.is_descending else "") + self.by.value


BY_NAME = Sort()


def read_sort(text: str) -> Sort:
    """Return the order that a text says; what is none is the usual one."""
    code = text.removeprefix("-")
    return Sort(by=SortBy(code), is_descending=text != code) if code in list(SortBy) else BY_NAME


MEMBERS = Question(asked={"status": (Status.MEMBER.value,)})
MEMBERS_WITHOUT_CONTACT = Question(asked={"status": (Status.MEMBER.value,), "missing": ("ANY",)})
MEMBERS_WITHOUT_EMAIL = Question(asked={"status": (Status.MEMBER.value,), "missing": ("EMAIL",)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """
    People chosen from a list: those named, or all whom a question finds but for some.

    With `question` the ids are those left out; without, those meant. `sort` is the order in which the list stood.
    """

    ids: tuple[UUID, ...] = ()
    question: Question | None = None
    sort: Sort = BY_NAME

    @property
    def is_empty(self) -> bool:
        """Say whether nobody can be meant."""
        return self.question is None and not self.ids

    def as_fields(self) -> list[tuple[str, str]]:
        """Return the fields with which a form carries the choice on: ids in one, as a form has few thousand fields."""
        ids = " ".join(str(person_id) for person_id in self.ids)
        order = [("sort", self.sort.as_text())] if self.sort != BY_NAME else []
        if self.question is None:
            return [("selected", ids), *order]
        pairs = [(code, value) for code, values in self.question.asked.items() for value in values]
        if self.question.on is not None:
            pairs.append(("on", self.question.on.isoformat()))
        return [
            ("all", "1"),
            ("question", urlencode(pairs)),
            *((("search", self.question.search),) if self.question.search else ()),
            *((("unselected", ids),) if ids else ()),
            *order,
        ]


LONGEST_NAME = 80
MOST_FROZEN = 100_000


def write_question(question: Question, sort: Sort = BY_NAME) -> dict[str, object]:
    """Return a question as it is saved: without the words that were searched, which may name somebody."""
    said: dict[str, object] = {code: list(values) for code, values in question.asked.items() if values}
    on = question.on.isoformat() if question.on else None
    return {"asked": said, "on": on, **({"sort": sort.as_text()} if sort != BY_NAME else {})}


def read_saved_sort(saved: Mapping[str, object]) -> Sort:
    """Return the order that was saved with a question."""
    return read_sort(str(saved.get("sort") or ""))


def read_saved_question(saved: Mapping[str, object]) -> Question:
    """Return a saved question."""
    asked, on = saved.get("asked"), saved.get("on")
    return Question(
        asked={
            str(code): tuple(str(value) for value in values)
            for code, values in (asked.items() if isinstance(asked, dict) else ())
        },
        on=date.fromisoformat(on) if isinstance(on, str) else None,
    )
