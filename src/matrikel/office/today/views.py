"""Today: what waits for a person, and how the association stands."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.today.chart import draw
from matrikel.office.today.figures import about_members, figures, members_by_year
from matrikel.office.today.waiting import waiting
from matrikel.people.queries import is_anybody_here
from matrikel.selections.queries.counts import count_members, find_course
from matrikel.selections.queries.people import PersonRow, list_members_without_contact
from matrikel.ui.formatting import long_date, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, wants_results

MOST_LISTED = 100


@require_safe
@needs(Right.PEOPLE_SEE)
def today(request: OfficeRequest) -> HttpResponse:
    """Show the first page."""
    viewer, on = request.viewer, request.today
    context: dict[str, object] = {
        "greeting": _greeting(request),
        "import_url": address(request, "imports") if viewer.may(Right.PEOPLE_IMPORT) else "",
        "new_url": address(request, "new_member") if viewer.may(Right.PEOPLE_EDIT) else "",
    }
    if not is_anybody_here(viewer=viewer):
        return show(request, "office/today/start.html", {**context, "line": long_date(on)})
    course = find_course(viewer=viewer)
    rows = waiting(request, is_small=course is not None)
    points = members_by_year(course, on) if course else []
    context |= {
        "line": f"{long_date(on)} · {_waiting_line(len(rows))}",
        "rows": rows,
        "figures": figures(course, viewer=viewer, on=on)
        if course
        else about_members(count_members(on=on, viewer=viewer)[0]),
        "points": points,
        "chart": draw(points, write=number) if points else None,
    }
    return show(request, "office/today/page.html", context)


@require_safe
@needs(Right.PEOPLE_EDIT)
def without_contact(request: OfficeRequest) -> HttpResponse:
    """List the members who cannot be reached in any way."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = list_members_without_contact(on=request.today, viewer=request.viewer, most=MOST_LISTED)
    rows = [row for row in found if search.casefold() in row.display_name.casefold()]
    path = address(request, "without_contact")
    listing = Listing(
        title=_("Members who cannot be reached"),
        url=path,
        count_line=ngettext("%(count)s member", "%(count)s members", len(rows)) % {"count": number(len(rows))}
        if len(found) < MOST_LISTED
        else _("the first %(count)s of more") % {"count": number(MOST_LISTED)},
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("No."), numeric=True, quiet=True),
            Column(label=_("Type")),
            Column(label=_("Since"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, row) for row in rows),
        range_line=ngettext("%(count)s member", "%(count)s members", len(rows))
        % {"count": number(len(rows))},
        empty_title=_("Everybody can be reached"),
        empty_text=_("Every member has an e-mail address, a phone number or a postal address."),
        empty_url=address(request, "today"),
        empty_action=_("Back to Today"),
    )
    if wants_results(request):
        return render_results(request, listing)
    return show(request, "office/today/without_contact.html", {"listing": listing})


def _row(request: OfficeRequest, row: PersonRow) -> Row:
    name = wording.shown_name(row)
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(text=name, url=address(request, "person", person_id=row.id), initials=row.initials),
            Cell(text=row.member_number),
            Cell(text=row.type_names),
            Cell(text=str(row.member_since.year) if row.member_since else ""),
        ),
    )


def _greeting(request: OfficeRequest) -> str:
    name = getattr(request.user, "display_name", "").split(" ")[0]
    hour = timezone.localtime(request.now).hour
    if 5 <= hour < 12:
        return _("Good morning, %(name)s") % {"name": name} if name else _("Good morning")
    if 12 <= hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name} if name else _("Good afternoon")
    return _("Good evening, %(name)s") % {"name": name} if name else _("Good evening")


def _waiting_line(rows: int) -> str:
    if not rows:
        return _("nothing waits for you")
    return ngettext("one thing waits for you", "%(count)s things wait for you", rows) % {
        "count": number(rows)
    }
