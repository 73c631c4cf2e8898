"""Admit somebody who is in the register already, and end a membership."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.actions.end_memberships import Ending, end_memberships
from matrikel.memberships.queries import list_membership_types, list_memberships
from matrikel.memberships.rules import earliest_end_on, notice_rule_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.people.forms import EndingForm, MembershipForm
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.queries import PersonDetails, get_person
from matrikel.ui import formatting


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT)
def admit(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Ask as what and from when, or admit."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    form = MembershipForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": request.today},
        types=list_membership_types(offered_only=True),
        country=request.association.country,
        today=request.today,
    )
    done_url = address(request, "person", person_id=person.id)
    if request.method == "POST" and form.is_valid():
        form.ask_about_age(person.core.birth_date)
    if request.method == "POST" and form.is_valid():
        admission = Admission(
            person_id=person.id,
            type_id=UUID(form.cleaned_data["type"]),
            starts_on=form.cleaned_data["starts_on"],
            unit_id=person.core.unit_id,
            decision=form.cleaned_data["decision"],
        )
        try:
            _admit(admission, form, actor=request.actor, at=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Admitted."))
            return HttpResponseRedirect(done_url)
    context = {"name": _name(person), "form": form, "cancel_url": done_url}
    return show(request, "office/people/admit.html", context, status=422 if form.errors else 200)


@action
def _admit(admission: Admission, form: MembershipForm, *, actor: Actor, at: datetime) -> None:
    (membership_id,) = admit_members(admissions=[admission], actor=actor, at=at)
    if kinds := form.kept_texts.get("decision"):
        kept = KeptText(place="DECISION", person_id=admission.person_id, row_id=membership_id, concerns=kinds)
        note_texts_to_review(texts=[kept], actor=actor, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT)
def end(request: OfficeRequest, person_id: UUID, membership_id: UUID) -> HttpResponse:
    """Ask when and why, or end the membership."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    own = list_memberships(person_ids=[person.id], language=formatting.current_language()).get(person.id, [])
    membership = next((row for row in own if row.id == membership_id), None)
    if membership is None:
        raise NotFound
    earliest = earliest_end_on(request.today, notice_rule_of(request.association.country))
    form = EndingForm(
        request.POST if request.method == "POST" else None,
        initial={"last_day": max(request.today, earliest - timedelta(days=1))},
    )
    done_url = address(request, "person_memberships", person_id=person.id)
    if request.method == "POST" and form.is_valid():
        over_on = form.cleaned_data["last_day"] + timedelta(days=1)
        ending = Ending(membership_id=membership.id, ends_on=over_on, reason=form.cleaned_data["reason"])
        try:
            end_memberships(endings=[ending], actor=request.actor, at=request.now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The membership ends as you wrote."))
            return HttpResponseRedirect(done_url)
    context = {
        "name": _name(person),
        "type_name": membership.type_name,
        "period": wording.period(membership),
        "earliest": formatting.date(earliest) if earliest > request.today else "",
        "form": form,
        "cancel_url": done_url,
    }
    return show(request, "office/people/end_membership.html", context, status=422 if form.errors else 200)


def _name(person: PersonDetails) -> str:
    return wording.DOTS if person.is_protected else person.display_name
