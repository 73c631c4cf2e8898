"""Search from anywhere: a fragment for the dialog, or the list where no script runs."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address
from matrikel.office.people import wording
from matrikel.selections.queries.people import PersonRow, list_people
from matrikel.selections.rules import Question
from matrikel.ui.listing import state_url
from matrikel.ui.parts import Pill

MOST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """One line of the search dialog."""

    url: str
    initials: str
    title: str
    line: str
    pill: Pill


@require_safe
@needs(Right.PEOPLE_SEE)
def search(request: OfficeRequest) -> HttpResponse:
    """Answer with the first hits, and the way to all of them."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    everything = state_url(address(request, "people"), {"q": query})
    if not request.htmx:
        return HttpResponseRedirect(everything)
    if not query:
        return HttpResponse("")
    page = list_people(question=Question(search=query), on=request.today, viewer=request.viewer, rows=MOST)
    return render(
        request,
        "ui/parts/search_results.html",
        {
            "query": query,
            "results": [_result(request, row) for row in page.rows],
            "more_url": everything if page.next_after else "",
        },
    )


def _result(request: OfficeRequest, row: PersonRow) -> Result:
    return Result(
        url=address(request, "person", person_id=row.id),
        initials="••" if row.is_protected else row.initials,
        title=wording.shown_name(row),
        line=" · ".join(part for part in (row.member_number, row.type_names, row.unit_name) if part),
        pill=wording.protected_pill() if row.is_protected else wording.status_pill(row.status),
    )
