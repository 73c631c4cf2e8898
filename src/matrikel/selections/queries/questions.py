"""A question read from what an address or a form says, with the names of what was chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from matrikel.kernel.actors import Viewer
from matrikel.kernel.errors import NotFound
from matrikel.people.filters.offers import Filter, FilterKind, Option
from matrikel.selections.filters import filters_for
from matrikel.selections.rules import LONGEST_SEARCH, Question

ON = "on"
"""The name under which an address tells the day for which is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFilter:
    """A filter that is on, with its values; `chosen` are the options that they name."""

    filter: Filter
    values: tuple[str, ...]
    chosen: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadQuestion:
    """A question with the filters that are on, in the order of the catalogue."""

    question: Question
    filters: tuple[AskedFilter, ...]


def read_question(said: Mapping[str, Sequence[str]], *, viewer: Viewer, search: str = "") -> ReadQuestion:
    """
    Read a question from values by the code of a filter; what is not understood asks for nothing.

    The ends of a range may come apart, as forms send them: `joined.from` and `joined.to`.

    :raises NotFound: something is named that is not of this association, or that this viewer may not ask.
    """
    found = []
    codes = {name.removesuffix(".from").removesuffix(".to") for name in said}
    for code, each in filters_for(viewer, codes).items():
        read = _read(each, said.get(code) or _put_together(said, code), viewer)
        if read.values:
            found.append(read)
    question = Question(
        search=search.replace("\x00", "").strip()[:LONGEST_SEARCH],
        asked={each.filter.code: each.values for each in found},
        on=_read_day(said.get(ON, ())),
    )
    return ReadQuestion(question=question, filters=tuple(found))


def _put_together(said: Mapping[str, Sequence[str]], code: str) -> list[str]:
    ends = [next(iter(said.get(code + end, ())), "") for end in (".from", ".to")]
    return ["..".join(ends)] if any(ends) else []


def _read(each: Filter, said: Sequence[str], viewer: Viewer) -> AskedFilter:
    values = each.read(said)
    if each.kind is not FilterKind.CHOICE or each.options is None or not values:
        return AskedFilter(filter=each, values=values)
    chosen = tuple(option for option in each.options(viewer) if option.value in values)
    known = {option.value for option in chosen}
    if any(_is_id(value) for value in values if value not in known):
        raise NotFound
    return AskedFilter(filter=each, values=tuple(value for value in values if value in known), chosen=chosen)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _read_day(said: Sequence[str]) -> date | None:
    try:
        return date.fromisoformat(said[0].strip()) if said else None
    except ValueError:
        return None
