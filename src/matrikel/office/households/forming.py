"""A new household from chosen people."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households.choosing import Choosing, read_choosing
from matrikel.office.households.forms import HouseholdForm, initial_address
from matrikel.office.selections.chosen import read_chosen
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import get_person
from matrikel.relations.actions.form_households import form_households
from matrikel.relations.queries.homes import list_people_at
from matrikel.relations.rules.likely import MOST_IN_ONE
from matrikel.relations.rules.records import HomeAddress, NewHousehold, NewHouseholdMember
from matrikel.selections.queries.chosen_people import list_chosen


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS, asks=True)
def new_household(request: OfficeRequest) -> HttpResponse:
    """Ask who lives together and where, or form the household; people chosen on a list come along."""
    if request.method == "POST" and "step" not in request.POST and (chosen := read_chosen(request)):
        ids = list_chosen(chosen=chosen, on=request.today, viewer=request.viewer, most=MOST_IN_ONE + 1)
        if len(ids) > MOST_IN_ONE:
            messages.warning(
                request,
                _("That is more than one household. Choose at most %(most)s people.") % {"most": MOST_IN_ONE},
            )
            return HttpResponseRedirect(address(request, "people"))
        query = urlencode([("person", str(person_id)) for person_id in ids])
        return HttpResponseRedirect(f"{address(request, 'new_household')}?{query}")
    choosing = read_choosing(request, several=True)
    if request.htmx and choosing.is_search:
        return choosing.found(request)
    home = request.association.country
    start = _start_of(request, choosing)
    data = request.POST if request.method == "POST" else None
    form = HouseholdForm(data, initial=start, home=home)
    if data is not None and not choosing.is_search and form.is_valid():
        if not choosing.chosen:
            form.add_error(None, _("Choose who lives there: find people by name, and tick them."))
        else:
            new = NewHousehold(
                members=[NewHouseholdMember(person_id=person.id) for person in choosing.chosen],
                address=form.address(),
                name=form.cleaned_data["name"],
            )
            try:
                (household_id,) = form_households(households=[new], actor=request.actor, at=request.now)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The household is there."))
                return HttpResponseRedirect(address(request, "household", household_id=household_id))
    failed = data is not None and not choosing.is_search and bool(form.errors)
    context = {
        "form": form,
        "choosing": choosing.for_page(request),
        "shown_errors": failed,
        "cancel_url": address(request, "households"),
    }
    return show(request, "office/households/new.html", context, status=422 if failed else 200)


def _start_of(request: OfficeRequest, choosing: Choosing) -> dict[str, Any]:
    """Begin with the address of the first person who was chosen, and offer those who gave the same."""
    if request.method == "POST" or not choosing.chosen:
        return {"country": request.association.country}
    first = get_person(person_id=choosing.chosen[0].id, viewer=request.viewer)
    choosing.offered = [
        person
        for person in list_people_at(person_id=first.id, viewer=request.viewer)
        if person.id not in {each.id for each in choosing.chosen}
    ]
    postal = next((point for point in first.contact_points if point.kind == "POSTAL"), None)
    if postal is None:
        return {"country": request.association.country}
    where = HomeAddress(
        care_of=postal.care_of,
        street=postal.street,
        postcode=postal.postcode,
        place=postal.place,
        country=postal.country,
    )
    return initial_address(where, home=request.association.country)
