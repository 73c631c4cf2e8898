"""Fiscal years: begun one after the other, and closed for good."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.ledger.actions.close_year import YearRefused, close_year
from matrikel.ledger.actions.open_books import open_books
from matrikel.ledger.actions.open_year import open_year
from matrikel.ledger.queries.years import YearRow, get_year, list_years
from matrikel.ledger.rules.years import first_year, months_later, year_name
from matrikel.office.books.frame import tabs
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.selections.state import read_id
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import date, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results
from matrikel.ui.parts import Pill, Tone


@require_safe
@needs(Right.BOOKS_SEE, module=Module.BOOKS)
def years(request: OfficeRequest) -> HttpResponse:
    """Show the fiscal years, the latest first."""
    found = list_years()
    if not found:
        return redirect(address(request, "books"))
    may_post = request.viewer.may(Right.BOOKS_POST)
    path = address(request, "book_years")
    listing = Listing(
        title=_("Fiscal years"),
        url=path,
        self_url=path,
        count_line=_("What is closed takes no entry any more."),
        columns=(
            Column(label=_("Fiscal year"), primary=True),
            Column(label=_("From"), quiet=True),
            Column(label=_("To"), quiet=True),
            Column(label=_("Entries"), numeric=True, at_end=True),
            Column(label=_("Closing")),
        ),
        rows=tuple(_row(request, year, may_post=may_post) for year in found),
    )
    if wants_results(request):
        return render_results(request, listing)
    context = {
        "listing": listing,
        "tabs": tabs(request, "book_years"),
        "next_url": address(request, "open_book_year") if may_post else "",
    }
    return show(request, "office/books/list.html", context)


def _row(request: OfficeRequest, year: YearRow, *, may_post: bool) -> Row:
    if year.closed_at is not None:
        closing = Cell(text=date(year.closed_at), pills=(Pill(tone=Tone.QUIET, text=_("closed")),))
    elif may_post and request.today >= year.ends_on:
        closing = Cell(
            text=_("Close %(year)s") % {"year": year.name},
            url=address(request, "close_book_year", book_year_id=year.id),
        )
    else:
        closing = Cell(pills=(Pill(tone=Tone.GOOD, text=_("open")),))
    return Row(
        id=str(year.id),
        label=year.name,
        cells=(
            Cell(text=year.name, url=state_url(address(request, "books"), {"year": str(year.id)})),
            Cell(text=date(year.starts_on)),
            Cell(text=date(year.ends_on - timedelta(1))),
            Cell(text=number(year.entries)),
            closing,
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.BOOKS_POST, module=Module.BOOKS)
def open_first(request: OfficeRequest) -> HttpResponse:
    """Say with what the books begin, and begin them."""
    starts_on, ends_on = first_year(request.today)
    return _confirm(
        request,
        do=lambda: open_books(actor=request.actor, at=request.now),
        said=_("The books are open."),
        title=_("Begin the books"),
        line=year_name(starts_on, ends_on),
        text=_("You get the usual accounts of your country, and a fiscal year from %(first)s to %(last)s.")
        % {"first": date(starts_on), "last": date(ends_on - timedelta(1))},
        button=_("Begin the books"),
        back="books",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.BOOKS_POST, module=Module.BOOKS)
def open_next(request: OfficeRequest) -> HttpResponse:
    """Say which year comes next, and begin it."""
    found = list_years()
    if not found:
        raise NotFound
    starts_on, ends_on = found[0].ends_on, months_later(found[0].ends_on, 12)
    return _confirm(
        request,
        do=lambda: open_year(
            actor=request.actor, at=request.now, after=read_id(request.POST.get("after", ""))
        ),
        said=_("The fiscal year is there."),
        title=_("Begin the next fiscal year"),
        line=year_name(starts_on, ends_on),
        text=_("It goes from %(first)s to %(last)s. The year before stays open until you close it.")
        % {"first": date(starts_on), "last": date(ends_on - timedelta(1))},
        button=_("Begin it"),
        after=found[0].id,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.BOOKS_POST, module=Module.BOOKS)
def close(request: OfficeRequest, book_year_id: UUID) -> HttpResponse:
    """Say what closing means, and close."""
    year = get_year(year_id=book_year_id)
    return _confirm(
        request,
        do=lambda: close_year(year_id=book_year_id, actor=request.actor, at=request.now),
        said=_("The fiscal year is closed."),
        title=_("Close fiscal year %(year)s") % {"year": year.name},
        line=ngettext("%(count)s entry", "%(count)s entries", year.entries) % {"count": number(year.entries)},
        text=_(
            "Nothing can be posted into it any more, and it cannot be opened again. Corrections go into the next year."
        ),
        button=_("Close it for good"),
    )


def _confirm(
    request: OfficeRequest,
    *,
    do: Callable[[], object],
    said: str,
    title: str,
    line: str,
    text: str,
    button: str,
    back: str = "book_years",
    after: UUID | None = None,
) -> HttpResponse:
    problem = ""
    if request.method == "POST":
        try:
            do()
        except YearRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, said)
            return redirect(address(request, back))
    context = {
        "title": title,
        "line": line,
        "text": text,
        "problem": problem,
        "button": button,
        "after": after,
        "back_url": address(request, back),
    }
    return show(request, "office/books/confirm.html", context, status=422 if problem else 200)
