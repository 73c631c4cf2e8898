"""The one list: a door fills in these values, `ui/list.html` draws them, and all its state is in the URL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from matrikel.ui.parts import Pill

RESULTS_ID = "listing-results"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A heading. Exactly one column is `primary`: on a phone it becomes the title of the card."""

    label: str
    primary: bool = False
    numeric: bool = False
    quiet: bool = False
    at_end: bool = False
    sort_url: str = ""
    sorted: str = ""  # "ascending", "descending" or nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class CellInput:
    """
    A value that is changed in its place; `form` is the id of the form of the page that sends it.

    The label is read out, and shown with `shows_label`; `about` says further to whoever hears it what it belongs to.
    """

    name: str
    value: str
    label: str
    form: str
    shows_label: bool = False
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What stands in one place: text or inputs, perhaps a link, initials or a picture in front, pills behind, a note."""

    text: str = ""
    url: str = ""
    initials: str = ""
    picture: str = ""  # the address of a square picture, which covers the initials once it is there
    pills: tuple[Pill, ...] = ()
    note: str = ""
    lang: str = ""
    inputs: tuple[CellInput, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.text or self.pills or self.note or self.inputs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One line; `label` names it for who selects it without seeing the table."""

    id: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    """A filter that is on; following `remove_url` takes it away."""

    label: str
    remove_url: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """A choice of options, or, with `name`, a value that is typed in."""

    label: str
    options: tuple[Option, ...] = ()
    name: str = ""
    value: str = ""
    hint: str = ""
    input_type: str = "text"


@dataclass(frozen=True, kw_only=True, slots=True)
class SelectionAction:
    """
    What can be done with the chosen rows: a button that posts (or gets) `selected=<id>` to `url`.

    Where all that match are chosen: `all=1`, the list's `selection_fields`, and `unselected=<id>` for the exceptions.
    Where ticks are kept from page to page, those of other pages come in one more `selected`, separated by spaces.
    """

    label: str
    url: str
    icon: str = ""
    method: str = "post"


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """Everything that the list component shows."""

    title: str
    url: str  # without any state
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count_line: str = ""
    range_line: str = ""
    search_label: str = ""
    search_value: str = ""
    search_name: str = "q"
    search_posts: bool = False  # what is typed may name somebody: it goes by POST, and never into an address
    kept: tuple[tuple[str, str], ...] = ()
    chips: tuple[Chip, ...] = ()
    clear_url: str = ""
    self_url: str = ""  # with the state that the rows show
    filters: tuple[Filter, ...] = ()
    filter_url: str = ""  # a page of filters that opens as a sheet, instead of `filters` in a menu
    tools_template: str = ""  # what stands at the end of the head; it is told `listing.tools`
    tools: object = None
    sort_options: tuple[Option, ...] = ()  # for a phone, which has no headings; `url` is the value of `sort`
    sort_kept: tuple[tuple[str, str], ...] = ()
    next_url: str = ""
    previous_url: str = ""
    actions: tuple[SelectionAction, ...] = ()
    selection_fields: tuple[tuple[str, str], ...] = ()  # what a form says of the whole list, with `all=1`
    all_label: str = ""  # offers to choose all that match; nothing where the page shows them all
    selection_note: str = ""
    ticks_kept_as: str = (
        ""  # under this name the tab keeps what is ticked from page to page; nothing without it
    )
    suggestions: tuple[Option, ...] = ()  # what may have been meant where a search found nothing
    empty_title: str = ""
    empty_text: str = ""
    empty_url: str = ""
    empty_action: str = ""

    @property
    def pairs(self) -> tuple[tuple[Row, tuple[tuple[Column, Cell], ...]], ...]:
        """Each row with its cells beside their columns."""
        return tuple((row, tuple(zip(self.columns, row.cells, strict=True))) for row in self.rows)

    @property
    def search_field(self) -> tuple[str, str]:
        """What a form that is sent by GET carries of the search."""
        if isinstance(self.search_value, SealedWords):
            return SEALED, self.search_value.token
        return self.search_name, self.search_value

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search_value or self.chips)


class SealedWords(str):
    """Words of a search that may name somebody: a text like any other, which an address carries only sealed."""

    token: str

    def __new__(cls, words: str, token: str) -> SealedWords:
        made = super().__new__(cls, words)
        made.token = token
        return made


SEALED = "s"
"""Under this name an address carries sealed words."""


def state_url(path: str, state: Mapping[str, str | Sequence[str]], **changes: str | Sequence[str]) -> str:
    """The address of the list in `state` after `changes`; an empty value takes the parameter away."""
    merged = {**state, **changes}
    pairs: list[tuple[str, str]] = []
    for name, value in merged.items():
        if isinstance(value, SealedWords):
            name, value = SEALED, value.token
        values = [value] if isinstance(value, str) else list(value)
        pairs.extend((name, each) for each in values if each)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def wants_results(request: HttpRequest) -> bool:
    """Whether a search as one types asks, and so needs only the rows, the count and the chips."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target") == RESULTS_ID


def render_results(request: HttpRequest, listing: Listing) -> HttpResponse:
    """Only the parts that a search as one types replaces, and the address that says what they show."""
    response = render(request, "ui/list_results.html", {"listing": listing})
    if listing.self_url:
        response.headers["HX-Replace-Url"] = listing.self_url
    return response
