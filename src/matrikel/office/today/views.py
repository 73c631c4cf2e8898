"""Today: what waits for a person, and how the association stands."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right, Viewer
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.set_up.waiting import waiting as of_set_up
from matrikel.office.today.arrival import places_to_go
from matrikel.office.today.chart import draw
from matrikel.office.today.figures import about_members, figures, members_by_year
from matrikel.office.today.waiting import waiting
from matrikel.people.queries import is_anybody_here
from matrikel.selections.queries.counts import count_members, find_course
from matrikel.ui.formatting import long_date, number


@require_safe
@needs(None)
def today(request: OfficeRequest) -> HttpResponse:
    """Show the first page, and to each role the one that fits it."""
    if request.presence.may(Right.PEOPLE_SEE):
        return _of_the_register(request)
    if not request.presence.sees_others and any(term.person_id for term in request.presence.terms):
        return redirect(reverse("portal:me", kwargs={"association": request.association.slug}))
    return _without_the_register(request)


def _without_the_register(request: OfficeRequest) -> HttpResponse:
    """Show numbers in which nobody can be seen, what waits, and where the role leads."""
    rows = waiting(request, is_small=False)
    numbers: dict[str, object] = {}
    if request.presence.may(Right.PROOFS_SEE):
        # How many there are is what the proof counts too; nobody in particular is shown.
        numbers = _numbers(request, replace(request.viewer, unit_ids=None))
    return show(
        request,
        "office/today/arrival.html",
        {
            "greeting": _greeting(request),
            "line": f"{long_date(request.today)} · {_waiting_line(len(rows))}",
            "rows": rows,
            "places": places_to_go(request),
            **numbers,
        },
    )


def _of_the_register(request: OfficeRequest) -> HttpResponse:
    viewer, on = request.viewer, request.today
    context: dict[str, object] = {
        "greeting": _greeting(request),
        "import_url": address(request, "imports") if viewer.may(Right.PEOPLE_IMPORT) else "",
        "new_url": address(request, "new_member") if viewer.may(Right.PEOPLE_EDIT) else "",
    }
    if not is_anybody_here(viewer=viewer):
        context["set_up"] = of_set_up(request, is_small=True)
        return show(request, "office/today/start.html", {**context, "line": long_date(on)})
    numbers = _numbers(request, viewer)
    rows = waiting(request, is_small=numbers["is_small"])
    context |= {
        "line": f"{long_date(on)} · {_waiting_line(len(rows))}",
        "rows": rows,
        **numbers,
    }
    return show(request, "office/today/page.html", context)


def _numbers(request: OfficeRequest, viewer: Viewer) -> dict[str, Any]:
    """Return how many whom a viewer sees there are, and how that has gone."""
    on, course = request.today, find_course(viewer=viewer)
    points = members_by_year(course, on) if course else []
    return {
        "is_small": course is not None,
        "figures": figures(course, viewer=viewer, on=on)
        if course
        else about_members(count_members(on=on, viewer=viewer)[0]),
        "points": points,
        "chart": draw(points, write=number) if points else None,
    }


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
