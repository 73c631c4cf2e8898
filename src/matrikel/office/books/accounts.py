"""The accounts with their sums for a year, and the statement of one."""

import datetime as dt
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.money import nothing, total
from matrikel.ledger.queries.accounts import (
    BalanceRow,
    Mark,
    StatementRow,
    account_statement,
    get_account,
    trial_balance,
)
from matrikel.ledger.queries.years import list_years
from matrikel.office.books.frame import account_name, chosen_year, column, tabs, year_filter
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.selections.state import read_id
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language, date
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results


@require_safe
@needs(Right.BOOKS_SEE, module=Module.BOOKS)
def accounts(request: OfficeRequest) -> HttpResponse:
    """Show what each account had, got and has in a fiscal year."""
    years = list_years()
    if not years:
        return redirect(address(request, "books"))
    year = chosen_year(request, years)
    path = address(request, "book_accounts")
    state = {"year": str(year.id) if "year" in request.GET else ""}
    balances = trial_balance(year=year)
    turnover = total((row.debits for row in balances), year.currency).written(current_language())
    listing = Listing(
        title=_("Accounts"),
        url=path,
        self_url=state_url(path, state),
        count_line=_("%(year)s · debit and credit are %(sum)s each") % {"year": year.name, "sum": turnover},
        filters=year_filter(path, state, years, year),
        columns=(
            Column(label=_("Account"), primary=True),
            Column(label=_("At the beginning"), numeric=True, at_end=True),
            Column(label=_("Debit"), numeric=True, at_end=True),
            Column(label=_("Credit"), numeric=True, at_end=True),
            Column(label=_("Balance, %(currency)s") % {"currency": year.currency}, numeric=True, at_end=True),
        ),
        rows=tuple(_balance(request, row, state) for row in balances),
    )
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request, "office/books/list.html", {"listing": listing, "tabs": tabs(request, "book_accounts")}
    )


def _balance(request: OfficeRequest, row: BalanceRow, state: dict[str, str]) -> Row:
    name = account_name(row.account)
    url = state_url(address(request, "book_account", book_account_id=row.account.id), state)
    amounts = (row.opening, row.debits, row.credits, row.closing)
    return Row(
        id=str(row.account.id),
        label=name,
        cells=(Cell(text=name, url=url), *(Cell(text=column(amount)) for amount in amounts)),
    )


@require_safe
@needs(Right.BOOKS_SEE, module=Module.BOOKS)
def statement(request: OfficeRequest, book_account_id: UUID) -> HttpResponse:
    """Show what came on an account in a fiscal year, oldest first."""
    account, years = get_account(account_id=book_account_id), list_years()
    year = chosen_year(request, years)
    after = _mark(request.GET.get("after", ""))
    page = account_statement(account=account, year=year, after=after)
    path = address(request, "book_account", book_account_id=account.id)
    state = {"year": str(year.id) if "year" in request.GET else ""}
    opening = page.opening.written(current_language())
    words = _("%(year)s · %(sum)s before the first line") % {"year": year.name, "sum": opening}
    next_url = ""
    if page.next_after is not None:
        day, number, leg_id = page.next_after
        next_url = state_url(path, state, after=f"{day.isoformat()}_{number}_{leg_id}")
    listing = Listing(
        title=account_name(account),
        url=path,
        self_url=state_url(path, state),
        count_line=words,
        filters=year_filter(path, state, years, year),
        columns=(
            Column(label=_("Number"), numeric=True, quiet=True),
            Column(label=_("Day"), quiet=True),
            Column(label=_("What happened"), primary=True),
            Column(label=_("Debit"), numeric=True, at_end=True),
            Column(label=_("Credit"), numeric=True, at_end=True),
            Column(label=_("Balance, %(currency)s") % {"currency": year.currency}, numeric=True, at_end=True),
        ),
        rows=tuple(_line(request, row) for row in page.rows),
        next_url=next_url,
        previous_url=state_url(path, state) if after else "",
        empty_title=_("Nothing came on this account"),
        empty_text=_("Choose another fiscal year, or another account."),
        empty_url=address(request, "book_accounts"),
        empty_action=_("All accounts"),
    )
    if wants_results(request):
        return render_results(request, listing)
    context = {"listing": listing, "tabs": tabs(request, ""), "back_url": address(request, "book_accounts")}
    return show(request, "office/books/list.html", context)


def _mark(typed: str) -> Mark | None:
    try:
        day, number, leg = typed.split("_")
        leg_id = read_id(leg)
        return (dt.date.fromisoformat(day), int(number) % 2**62, leg_id) if leg_id else None
    except ValueError:
        return None


def _line(request: OfficeRequest, row: StatementRow) -> Row:
    none = nothing(row.amount.currency)
    return Row(
        id=str(row.leg_id),
        label=row.text,
        cells=(
            Cell(text=str(row.number)),
            Cell(text=date(row.booked_on)),
            Cell(text=row.text, url=address(request, "book_entry", book_entry_id=row.entry_id)),
            Cell(text=column(max(row.amount, none))),
            Cell(text=column(max(-row.amount, none))),
            Cell(text=row.balance.in_column(current_language())),
        ),
    )
