"""What the pages about the books share: their tabs, the choice of a year, and how amounts stand in columns."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from matrikel.kernel.money import Money
from matrikel.ledger.queries.accounts import AccountRow
from matrikel.ledger.queries.years import YearRow
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.office.selections.state import read_id
from matrikel.ui.formatting import current_language
from matrikel.ui.listing import Filter, Option, state_url
from matrikel.ui.parts import Tab


def tabs(request: OfficeRequest, here: str) -> list[Tab]:
    """Return the pages about the books, and which one this is."""
    pages = (("books", _("Journal")), ("book_accounts", _("Accounts")), ("book_years", _("Fiscal years")))
    return [Tab(label=label, url=address(request, name), current=name == here) for name, label in pages]


def chosen_year(request: OfficeRequest, years: Sequence[YearRow]) -> YearRow:
    """Return the year that the address names, else that of today, else the latest."""
    wanted = read_id(request.GET.get("year", ""))
    by_id = {year.id: year for year in years}
    if wanted in by_id:
        return by_id[wanted]
    return next((year for year in years if year.starts_on <= request.today < year.ends_on), years[0])


def year_filter(
    path: str, state: dict[str, str], years: Sequence[YearRow], chosen: YearRow
) -> tuple[Filter, ...]:
    """Return the choice of a year, where there is one."""
    if len(years) < 2:
        return ()
    options = tuple(
        Option(
            label=year.name,
            url=state_url(path, {**state, "year": str(year.id)}),
            current=year.id == chosen.id,
        )
        for year in years
    )
    return (Filter(label=_("Fiscal year"), options=options),)


def column(amount: Money) -> str:
    """Return an amount as it stands in a column; nothing is left empty."""
    return amount.in_column(current_language()) if amount else ""


def account_name(account: AccountRow) -> str:
    """Return an account as people call it: its number and its name."""
    return f"{account.number} {account.name_in(current_language())}"
