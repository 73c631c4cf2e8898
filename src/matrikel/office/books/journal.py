"""The journal: every entry of a fiscal year, newest first."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.ledger.queries.journal import COUNTED_TO, EntryPage, EntryRow, list_entries
from matrikel.ledger.queries.years import YearRow, list_years
from matrikel.office.books.frame import chosen_year, column, tabs, year_filter
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import date, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results
from matrikel.ui.parts import Pill, Tone


@require_safe
@needs(Right.BOOKS_SEE, module=Module.BOOKS)
def journal(request: OfficeRequest) -> HttpResponse:
    """Show one page of a year's entries, or how to begin."""
    years = list_years()
    if not years:
        open_url = address(request, "open_books") if request.viewer.may(Right.BOOKS_POST) else ""
        return show(request, "office/books/begin.html", {"open_url": open_url})
    year = chosen_year(request, years)
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    page = list_entries(
        year_id=year.id, search=search, after=_mark(request, "after"), before=_mark(request, "before")
    )
    path = address(request, "books")
    state = {"year": str(year.id) if "year" in request.GET else "", "q": search}
    new_url = address(request, "new_book_entry") if request.viewer.may(Right.BOOKS_POST) else ""
    listing = Listing(
        title=_("Journal"),
        url=path,
        self_url=state_url(path, state),
        count_line=_count_line(page, year),
        search_label=_("Search by number or text"),
        search_value=search,
        kept=tuple((name, value) for name, value in state.items() if value and name != "q"),
        clear_url=state_url(path, state, q="") if search else "",
        filters=year_filter(path, state, years, year),
        columns=(
            Column(label=_("Number"), numeric=True, quiet=True),
            Column(label=_("Day"), quiet=True),
            Column(label=_("What happened"), primary=True),
            Column(label=_("Amount, %(currency)s") % {"currency": year.currency}, numeric=True, at_end=True),
        ),
        rows=tuple(_row(request, row) for row in page.rows),
        next_url=state_url(path, state, after=str(page.next_after)) if page.next_after is not None else "",
        previous_url=state_url(path, state, before=str(page.previous_before))
        if page.previous_before is not None
        else "",
        empty_title=_("No entries yet"),
        empty_text=_("What is posted stands here, the newest first."),
        empty_url=new_url,
        empty_action=_("New entry"),
    )
    if wants_results(request):
        return render_results(request, listing)
    context = {"listing": listing, "tabs": tabs(request, "books"), "new_url": new_url if page.rows else ""}
    return show(request, "office/books/list.html", context)


def _mark(request: OfficeRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 18 else None


def _count_line(page: EntryPage, year: YearRow) -> str:
    if page.count > COUNTED_TO:
        return _("%(year)s · more than %(count)s entries") % {"year": year.name, "count": number(COUNTED_TO)}
    line = ngettext("%(year)s · %(count)s entry", "%(year)s · %(count)s entries", page.count)
    return line % {"year": year.name, "count": number(page.count)}


def _row(request: OfficeRequest, row: EntryRow) -> Row:
    pills: tuple[Pill, ...] = ()
    if row.reversed_by_number is not None:
        text = _("reversed by %(number)s") % {"number": row.reversed_by_number}
        pills = (Pill(tone=Tone.QUIET, text=text),)
    elif row.reverses_number is not None:
        pills = (Pill(tone=Tone.QUIET, text=_("reverses %(number)s") % {"number": row.reverses_number}),)
    return Row(
        id=str(row.id),
        label=row.text,
        cells=(
            Cell(text=str(row.number)),
            Cell(text=date(row.booked_on)),
            Cell(text=row.text, url=address(request, "book_entry", book_entry_id=row.id), pills=pills),
            Cell(text=column(row.amount)),
        ),
    )
