"""The list of households."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.people.wording import protected_pill
from matrikel.office.selections.searching import answer_search, sealed_words
from matrikel.organisations.rules.modules import Module
from matrikel.relations.queries.homes import PAGE_ROWS, HouseholdDetails, HouseholdsPage, list_households
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Column,
    Listing,
    Row,
    state_url,
)

_SOMEWHERE = str(UUID(int=0))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE, module=Module.RELATIONS)
def households(request: OfficeRequest) -> HttpResponse:
    """Show one page of the households."""
    search = sealed_words(request)
    row = request.GET.get("row", "")
    page = list_households(
        search=search,
        on=request.today,
        viewer=request.viewer,
        after=_id(request.GET.get("after", "")),
        before=_id(request.GET.get("before", "")),
    )
    first = int(row) if row.isascii() and row.isdecimal() and len(row) < 9 else 1
    listing = _listing(request, page, search, max(first, 1))
    if answer := answer_search(request, listing):
        return answer
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    return show(
        request,
        "office/households/list.html",
        {
            "listing": listing,
            "new_url": address(request, "new_household") if may_edit else "",
            "suggestions_url": address(request, "household_suggestions") if may_edit else "",
            "export_url": state_url(address(request, "new_export"), {"household": "any"})
            if request.viewer.may(Right.PEOPLE_EXPORT)
            else "",
        },
    )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _listing(request: OfficeRequest, page: HouseholdsPage, search: str, first: int) -> Listing:
    path = address(request, "households")
    state = {"q": search}
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    household_address = address(request, "household", household_id=_SOMEWHERE)
    count = number(page.count)
    if page.count_is_about:
        count_line = _("more than %(count)s households") % {"count": count}
    else:
        count_line = ngettext("%(count)s household", "%(count)s households", page.count) % {"count": count}
    last = first + len(page.rows) - 1
    return Listing(
        title=_("Households"),
        url=path,
        self_url=state_url(path, state),
        count_line=count_line,
        search_label=_("Search by name of somebody who lives there"),
        search_value=search,
        search_posts=True,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Household"), primary=True),
            Column(label=_("Lives there")),
            Column(label=_("Address"), quiet=True),
            Column(label=_("People"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, row, household_address) for row in page.rows),
        range_line=_("%(first)s–%(last)s of %(count)s")
        % {"first": number(first), "last": number(last), "count": count}
        if page.rows
        else "",
        next_url=state_url(path, state, after=str(page.next_after), row=str(last + 1))
        if page.next_after
        else "",
        previous_url=state_url(
            path, state, before=str(page.previous_before), row=str(max(1, first - PAGE_ROWS))
        )
        if page.previous_before
        else "",
        empty_title=_("No households yet"),
        empty_text=_(
            "A household is people at one address: they move together, and a child may live in two homes."
        ),
        empty_url=address(request, "household_suggestions") if may_edit else "",
        empty_action=_("See who shares an address"),
    )


def _row(request: OfficeRequest, row: HouseholdDetails, household_address: str) -> Row:
    name = wording.household_name(row)
    living = [each.person for each in row.members]
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(text=name, url=household_address.replace(_SOMEWHERE, str(row.id))),
            Cell(text=", ".join(wording.shown_name(person) for person in living)),
            Cell(
                text=wording.address_line(row.address, home=request.association.country),
                pills=(protected_pill(),) if row.is_sealed else (),
            ),
            Cell(text=number(len(living))),
        ),
    )
