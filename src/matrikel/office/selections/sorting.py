"""How the people list is sorted: a link in the heading of a column, and a choice where there are no headings."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matrikel.office.selections.state import SORT, State
from matrikel.selections.rules import Sort, SortBy
from matrikel.ui.listing import Option, state_url

ORDERS: Mapping[Sort, str | Promise] = {
    Sort(): _("Name, from A"),
    Sort(is_descending=True): _("Name, from the end of the alphabet"),
    Sort(by=SortBy.NUMBER): _("Number, the lowest first"),
    Sort(by=SortBy.NUMBER, is_descending=True): _("Number, the highest first"),
    Sort(by=SortBy.JOINED, is_descending=True): _("Joined, the newest first"),
    Sort(by=SortBy.JOINED): _("Joined, the longest ago first"),
    Sort(by=SortBy.PLACE): _("Place, from A"),
    Sort(by=SortBy.PLACE, is_descending=True): _("Place, from the end of the alphabet"),
    Sort(by=SortBy.POSTCODE): _("Postcode, the lowest first"),
    Sort(by=SortBy.POSTCODE, is_descending=True): _("Postcode, the highest first"),
    Sort(by=SortBy.BORN): _("Born, the oldest first"),
    Sort(by=SortBy.BORN, is_descending=True): _("Born, the youngest first"),
    Sort(by=SortBy.CHANGED, is_descending=True): _("Changed, the latest first"),
    Sort(by=SortBy.CHANGED): _("Changed, the longest ago first"),
}
"""Every order, by what it is called; the first of each kind is the one that a heading begins with."""

# What a column is sorted by, where that has another name; the oldest have the highest ages.
_HEADINGS = {"since": SortBy.JOINED, "age": SortBy.BORN}
_COUNTED_BACK = ("age",)


class Sorting:
    """The orders of one list as its addresses say them; `stands` is how its rows stand."""

    def __init__(self, path: str, state: State, stands: Sort) -> None:
        self._path, self._state, self._stands = path, state, stands
        # Seen from another day, joining is no order.
        self._offered = [sort for sort in ORDERS if sort.by != SortBy.JOINED or state.question.on is None]

    def url_of(self, code: str) -> str:
        """Return where a heading leads: its first order, and from there the other way round."""
        ways = [each for each in self._offered if each.by == _HEADINGS.get(code, code)]
        if not ways:
            return ""
        if code in _COUNTED_BACK:
            ways.reverse()
        return self._url(ways[1] if self._state.sort == ways[0] else ways[0])

    def direction_of(self, code: str) -> str:
        """Return which way a column is sorted, as `aria-sort` says it; nothing for a column that is not."""
        sort = self._stands
        if sort.by != _HEADINGS.get(code, code):
            return ""
        if code in _COUNTED_BACK:
            sort = replace(sort, is_descending=not sort.is_descending)
        return "descending" if sort.is_descending else "ascending"

    def options(self) -> tuple[Option, ...]:
        """Return every order to choose from."""
        return tuple(
            Option(label=str(ORDERS[sort]), url=sort.as_text(), current=sort == self._stands)
            for sort in self._offered
        )

    def kept(self) -> tuple[tuple[str, str], ...]:
        """Return what a form carries beside the order that is chosen in it."""
        pairs = [(name, value) for name, value in self._state.values().items() if name != SORT]
        return tuple(
            (name, each) for name, value in pairs for each in ([value] if isinstance(value, str) else value)
        )

    def _url(self, sort: Sort) -> str:
        return state_url(self._path, self._state.values(**{SORT: sort.as_text()}))
