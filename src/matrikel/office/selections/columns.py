"""Which columns the people list shows, and what stands in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address
from matrikel.office.people import wording as people_wording
from matrikel.office.selections import wording
from matrikel.office.selections.sheets import back_to, show_sheet
from matrikel.office.selections.sorting import Sorting
from matrikel.organisations.rules.modules import Module
from matrikel.people.filters.offers import Column as OfferedColumn
from matrikel.people.filters.offers import Value
from matrikel.selections.actions.choose_columns import choose_columns
from matrikel.selections.filters import columns_for, read_columns
from matrikel.selections.queries.people import PersonRow
from matrikel.selections.queries.saved import find_columns
from matrikel.ui.listing import Cell, Column

PEOPLE = "people"
# These come with every line of the list; the others are asked of their rooms.
WITH_THE_LINE = ("number", "type", "unit", "status", "since")
MOST_COLUMNS = 12


def usual_columns(request: OfficeRequest) -> tuple[str, ...]:
    """Return the columns that a list has until somebody chooses others."""
    return tuple(code for code in WITH_THE_LINE if code != "unit" or request.association.has(Module.UNITS))


def chosen_columns(request: OfficeRequest) -> tuple[str, ...]:
    """Return the columns of the people list for whoever looks."""
    return or_usual(request, find_columns(list_code=PEOPLE, viewer=request.viewer))


def or_usual(request: OfficeRequest, chosen: Sequence[str] | None) -> tuple[str, ...]:
    """Return the columns that somebody chose, or the usual ones where nobody did."""
    return usual_columns(request) if chosen is None else tuple(chosen)


def offered_columns(request: OfficeRequest) -> list[tuple[str, str]]:
    """Return every column that whoever looks may see, as code and name, in the order of the menu."""
    offered = columns_for(request.viewer)
    codes = [*WITH_THE_LINE, *(code for code in offered if code not in WITH_THE_LINE)]
    return [
        (code, wording.column_name(offered.get(code, code)))
        for code in codes
        if (module := wording.module_of(code)) is None or request.association.has(module)
    ]


class Cells:
    """What stands in the chosen columns for some people: one question to a room for each column."""

    def __init__(
        self, request: OfficeRequest, codes: Sequence[str], rows: Sequence[PersonRow], on: date
    ) -> None:
        self._home = request.association.country
        wanted = [code for code in codes if code not in WITH_THE_LINE]
        offered = columns_for(request.viewer, wanted) if wanted else {}
        ids = [row.id for row in rows]
        self._offered: Mapping[str, OfferedColumn] = offered
        self.codes = [
            code
            for code in codes
            if (code in WITH_THE_LINE or code in offered)
            and ((module := wording.module_of(code)) is None or request.association.has(module))
        ]
        asked = {code: offered[code] for code in self.codes if code in offered} if ids else {}
        self._values: Mapping[str, Mapping[UUID, Value]] = read_columns(asked, ids, request.viewer, on)

    @property
    def tell_sensitive_details(self) -> bool:
        """Say whether a column stands there that few may see."""
        return any(self._offered[code].right for code in self.codes if code in self._offered)

    def headings(self, sorting: Sorting | None = None) -> tuple[Column, ...]:
        """Return the columns of the list, the name in front; with `sorting`, links that sort it."""
        return tuple(self._heading(code, sorting) for code in ("name", *self.codes))

    def _heading(self, code: str, sorting: Sorting | None) -> Column:
        offered = self._offered.get(code)
        is_number = offered.is_numeric if offered else code in ("number", "since")
        return Column(
            label=wording.column_name(offered or code),
            primary=code == "name",
            numeric=is_number,
            quiet=is_number,
            sort_url=sorting.url_of(code) if sorting else "",
            sorted=sorting.direction_of(code) if sorting else "",
        )

    def of(self, row: PersonRow) -> tuple[Cell, ...]:
        """Return the cells of one line, but for the name."""
        return tuple(
            Cell(pills=(people_wording.status_pill(row.status),))
            if code == "status"
            else Cell(text=self.text(row, code))
            for code in self.codes
        )

    def text(self, row: PersonRow, code: str) -> str:
        """Return what stands in one column, as text."""
        match code:
            case "number":
                return row.member_number
            case "type":
                return row.type_names
            case "unit":
                return row.unit_name
            case "status":
                return wording.value_name("status", row.status)
            case "since":
                return since(row)
        return wording.shown(code, self._values[code].get(row.id), home=self._home)


def since(row: PersonRow) -> str:
    """Return since when somebody is a member, was one or will be: years, or a question mark where nobody knows."""
    if row.member_since is None:
        joined = str(row.joined_on.year) if row.joined_on else "?"
        if row.left_on is None:
            return joined if row.joined_on else ""
        return "–".join(dict.fromkeys([joined, str(row.left_on.year)]))
    return "?" if row.since_precision == "UNKNOWN" else str(row.member_since.year)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE)
def columns(request: OfficeRequest) -> HttpResponse:
    """Choose the columns of the people list."""
    offered = offered_columns(request)
    back = back_to(request, address(request, "people"))
    if request.method == "POST":
        known = dict(offered)
        wanted = [code for code in request.POST.getlist("column") if code in known][:MOST_COLUMNS]
        choose_columns(
            list_code=PEOPLE,
            columns=None if "reset" in request.POST else wanted,
            viewer=request.viewer,
        )
        messages.success(request, _("The list shows your columns now."))
        return redirect(back)
    chosen = chosen_columns(request)
    # The chosen ones stand first, in their order.
    codes = [
        *(code for code in chosen if code in dict(offered)),
        *(c for c, _n in offered if c not in chosen),
    ]
    names = dict(offered)
    return show_sheet(
        request,
        "office/selections/columns.html",
        {
            "choices": [(code, names[code], code in chosen) for code in codes],
            "back_url": back,
            "own_url": address(request, "people_columns"),
            "most": MOST_COLUMNS,
        },
    )
