"""Who shares address and family name: one household? Answered for many at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.organisations.rules.modules import Module
from matrikel.relations.actions.accept_suggestions import Accepted, accept_suggestions, leave_apart
from matrikel.relations.queries.homes import get_household, list_related_people
from matrikel.relations.queries.likely import Suggestion, list_suggestions
from matrikel.ui.formatting import number


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def suggestions(request: OfficeRequest) -> HttpResponse:
    """Show who may be one household, or make households of those who were ticked."""
    if request.method == "POST":
        return _answer(request)
    return _page(request)


def _page(request: OfficeRequest, problem: str = "") -> HttpResponse:
    after = _id(request.GET.get("after", ""))
    found = list_suggestions(on=request.today, viewer=request.viewer, after=after)
    path = address(request, "household_suggestions")
    context = {
        "rows": [_row(request, row) for row in found.rows],
        "problem": problem,
        "next_url": f"{path}?after={found.next_after}" if found.next_after else "",
        "households_url": address(request, "households"),
    }
    return show(request, "office/households/suggestions.html", context, status=422 if problem else 200)


def _row(request: OfficeRequest, row: Suggestion) -> dict[str, Any]:
    ids = [str(person.id) for person in row.people]
    return {
        "value": ",".join([str(row.household.id) if row.household else "", *ids]),
        "name": wording.household_name(row.household) if row.household else wording.family_name(row.people),
        "line": wording.address_line(row.address, home=request.association.country),
        "people": [
            {
                "name": wording.shown_name(person),
                "line": wording.age_line(person, request.today),
                "url": address(request, "person", person_id=person.id),
            }
            for person in row.people
        ],
        "household_url": address(request, "household", household_id=row.household.id)
        if row.household
        else "",
    }


def _answer(request: OfficeRequest) -> HttpResponse:
    chosen = [_accepted(request, text) for text in request.POST.getlist("selected")[:200]]
    path = address(request, "household_suggestions")
    if not chosen:
        return _page(request, _("Tick at least one line."))
    try:
        if request.POST.get("what") == "apart":
            everybody = [person_id for each in chosen for person_id in each.person_ids]
            leave_apart(person_ids=everybody, actor=request.actor, at=request.now)
            messages.success(request, _("They are not proposed again."))
        else:
            count = accept_suggestions(suggestions=chosen, actor=request.actor, at=request.now)
            messages.success(
                request,
                ngettext("%(count)s household is there.", "%(count)s households are there.", count)
                % {"count": number(count)},
            )
    except Refusal as refusal:
        return _page(request, str(refusal))
    return HttpResponseRedirect(path)


def _accepted(request: OfficeRequest, text: str) -> Accepted:
    """Read one ticked line: a household's id or nothing, then those of the people, all within the viewer's sight."""
    first, *others = text.split(",")
    ids = [found for part in others if (found := _id(part)) is not None]
    people = list_related_people(person_ids=ids, viewer=request.viewer)
    household_id = _id(first)
    if household_id is not None:
        get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    return Accepted(person_ids=[person.id for person in people], household_id=household_id)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
