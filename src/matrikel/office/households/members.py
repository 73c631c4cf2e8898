"""Who lives in a household: somebody of the register joins, stays, or leaves."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.households.choosing import read_choosing
from matrikel.office.households.forms import LeavingForm, StayForm
from matrikel.organisations.rules.modules import Module
from matrikel.relations.actions.choose_primary_homes import choose_primary_homes
from matrikel.relations.actions.join_households import join_households
from matrikel.relations.actions.leave_households import leave_households
from matrikel.relations.queries.homes import (
    HouseholdDetails,
    HouseholdMemberRow,
    get_household,
    list_homes,
    list_people_at,
)
from matrikel.relations.rules.records import Joining, Leaving


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def add(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Let somebody of the register join: find the person, say since when."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    living = {row.person.id for row in household.members}
    offered = []
    if household.members:
        offered = [
            person
            for person in list_people_at(person_id=household.members[0].person.id, viewer=request.viewer)
            if person.id not in living
        ]
    choosing = read_choosing(request, several=True, offered=offered)
    if request.htmx and choosing.is_search:
        return choosing.found(request)
    is_sent = request.method == "POST" and not choosing.is_search
    form = StayForm(request.POST if request.method == "POST" else None)
    if is_sent and form.is_valid():
        if not choosing.chosen:
            form.add_error(None, _("Choose who lives there: find people by name, and tick them."))
        else:
            joinings = [
                Joining(
                    household_id=household.id,
                    person_id=person.id,
                    starts_on=form.cleaned_data["starts_on"],
                )
                for person in choosing.chosen
            ]
            try:
                join_households(joinings=joinings, actor=request.actor, at=request.now)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Added to the household."))
                return HttpResponseRedirect(_household_url(request, household))
    context = {
        "form": form,
        "shown_errors": is_sent,
        "choosing": choosing.for_page(request),
        "name": wording.household_name(household),
        "new_person_url": address(request, "new_household_person", household_id=household.id),
        "cancel_url": _household_url(request, household),
    }
    return show(
        request, "office/households/join.html", context, status=422 if is_sent and form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def stay(request: OfficeRequest, household_id: UUID, person_id: UUID) -> HttpResponse:
    """Say that somebody has left, never lived there, or gets the post here."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    row = next((each for each in household.members if each.person.id == person_id), None)
    if row is None:
        raise NotFound
    what = request.POST.get("what", "")
    form = LeavingForm(
        request.POST if request.method == "POST" and what == "left" else None,
        initial={"last_day": request.today},
    )
    if request.method == "POST":
        try:
            done = _change_stay(request, household, row, form, what)
        except Refusal as refusal:
            done = ""
            form = LeavingForm(request.POST)
            form.is_valid()
            form.add_error(None, str(refusal))
        if done:
            messages.success(request, done)
            return HttpResponseRedirect(_household_url(request, household))
    homes = list_homes(person_id=person_id, on=request.today, viewer=request.viewer)
    context = {
        "form": form,
        "name": wording.shown_name(row.person),
        "household_name": wording.household_name(household),
        "period": wording.period(row.starts_on, row.ends_on, request.today),
        "may_choose_post": len(homes) > 1 and homes[0].id != household.id,
        "person_url": address(request, "person", person_id=person_id),
        "cancel_url": _household_url(request, household),
    }
    return show(request, "office/households/stay.html", context, status=422 if form.errors else 200)


def _change_stay(
    request: OfficeRequest,
    household: HouseholdDetails,
    row: HouseholdMemberRow,
    form: LeavingForm,
    what: str,
) -> str:
    """Do what was asked and return what is said of it; nothing if the form has to be mended first."""
    who: dict[str, Any] = {"actor": request.actor, "at": request.now}
    if what == "post":
        choose_primary_homes(homes={row.person.id: household.id}, **who)
        return _("The post goes to this home from now on.")
    if what == "mistake":
        leaving = Leaving(household_id=household.id, person_id=row.person.id, ends_on=None)
        leave_households(leavings=[leaving], **who)
        return _("Taken out of the household, as if never there.")
    if what == "left" and form.is_valid():
        over_on = form.cleaned_data["last_day"] + timedelta(days=1)
        leaving = Leaving(household_id=household.id, person_id=row.person.id, ends_on=over_on)
        leave_households(leavings=[leaving], **who)
        return _("Written down: the person has left the household.")
    return ""


def _household_url(request: OfficeRequest, household: HouseholdDetails) -> str:
    return address(request, "household", household_id=household.id)
