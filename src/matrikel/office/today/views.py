"""Today: what waits for a person, and how the association stands."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.set_up.waiting import waiting as of_set_up
from matrikel.office.today.chart import draw
from matrikel.office.today.figures import about_members, figures, members_by_year
from matrikel.office.today.waiting import waiting
from matrikel.people.queries import is_anybody_here
from matrikel.selections.queries.counts import count_members, find_course
from matrikel.ui.formatting import long_date, number


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
        context["set_up"] = of_set_up(request, is_small=True)
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
