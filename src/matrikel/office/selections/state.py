"""What the address of a people list says, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict

from matrikel.office.doors import OfficeRequest
from matrikel.office.selections.searching import WORDS, Search, read_search
from matrikel.selections.queries.questions import ON, ReadQuestion, read_question
from matrikel.selections.rules import BY_NAME, Question, Sort, SortBy, read_sort
from matrikel.ui.listing import state_url

SAVED = "saved"
SORT = "sort"


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """What is asked, with which saved selection one began, and where in the alphabet one is."""

    read: ReadQuestion
    search: Search
    saved: UUID | None
    after: UUID | None
    before: UUID | None
    first_row: int | None
    sort: Sort = BY_NAME

    @property
    def question(self) -> Question:
        """Return what is asked."""
        return self.read.question

    @property
    def is_narrowed(self) -> bool:
        """Say whether the list does not show everybody as of today."""
        return self.question.is_narrowed or bool(self.question.search) or self.question.on is not None

    def values(self, **changes: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
        """Return what an address carries, after changes; the place in the alphabet is left out."""
        values = address_values(self.question)
        values[WORDS] = self.search.token
        values[SAVED] = str(self.saved or "")
        values[SORT] = self.sort.as_text()
        return {name: value for name, value in {**values, **changes}.items() if value}


def address_values(question: Question) -> dict[str, str | Sequence[str]]:
    """Return what an address carries of a question: everything but its words."""
    values: dict[str, str | Sequence[str]] = dict(question.asked)
    if question.on is not None:
        values[ON] = question.on.isoformat()
    return values


def query_of(question: Question) -> str:
    """Return a question's filters as the query of an address, as forms carry them."""
    return state_url("", address_values(question)).removeprefix("?")


def read_state(request: OfficeRequest) -> State:
    """
    Read the state of a list from its address.

    :raises NotFound: something is named that is not of this association, or not for this viewer.
    """
    query = request.GET
    search = read_search(request)
    row = query.get("row", "")
    read = read_question(said_in(query), viewer=request.viewer, search=search.words)
    sort = read_sort(query.get(SORT, ""))
    return State(
        read=read,
        search=search,
        saved=read_id(query.get(SAVED, "")),
        after=read_id(query.get("after", "")) if request.method != "POST" else None,
        before=read_id(query.get("before", "")) if request.method != "POST" else None,
        # Who had joined when, seen from another day, is no order of an index.
        sort=BY_NAME if sort.by == SortBy.JOINED and read.question.on else sort,
        first_row=int(row) if row.isascii() and row.isdecimal() and len(row) < 9 else None,
    )


def said_in(query: QueryDict) -> Mapping[str, Sequence[str]]:
    """Return every value of an address or a form, by name."""
    return {name: query.getlist(name) for name in query}


def read_id(text: str) -> UUID | None:
    """Return an id; nothing for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
