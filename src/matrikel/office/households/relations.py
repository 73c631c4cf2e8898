"""Who answers, pays, is called, or acts for a person: written down and ended."""

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
from matrikel.office.households.choosing import Choosing, read_choosing
from matrikel.office.households.forms import RELATIONS, LeavingForm, RelationForm
from matrikel.office.people.wording import DOTS
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.queries import PersonDetails, get_person
from matrikel.relations.actions.end_relations import end_relations
from matrikel.relations.actions.set_contacts import set_contacts
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.actions.set_payers import set_payers
from matrikel.relations.actions.set_representatives import set_representatives
from matrikel.relations.queries.family import get_relative
from matrikel.relations.queries.homes import list_homes
from matrikel.relations.queries.seeing import RelatedPerson
from matrikel.relations.rules.guardianship import is_of_age
from matrikel.relations.rules.records import (
    NewContact,
    NewGuardian,
    NewPayer,
    NewRepresentative,
    RelationEnding,
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def new_relation(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Ask who is what to the person, or write it down; of a company, who acts for it."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if person.core.protection != "NONE" and not request.viewer.may(Right.PROTECTED_SEE):
        # A relation tells where somebody is: whoever may not know that a person is protected writes none down.
        raise NotFound
    is_legal = person.core.kind == "LEGAL"
    offered = (
        ("represents", "payer", "contact") if is_legal else ("guardian", "payer", "contact", "emergency")
    )
    asked = request.GET.get("what", "") if request.method != "POST" else request.POST.get("what", "")
    relation = asked if asked in offered else offered[0]
    if (
        not is_legal
        and asked not in offered
        and is_of_age(request.today, person.core.birth_date, person.core.birth_year)
    ):
        relation = "payer"
    choosing = read_choosing(
        request,
        several=False,
        offered=_those_near(request, person, relation),
        with_companies=relation == "payer",
    )
    if request.htmx and choosing.is_search:
        return choosing.found(request)
    is_sent = request.method == "POST" and request.POST.get("step") == "save"
    form = RelationForm(
        request.POST if request.method == "POST" else None,
        relation=relation,
        country=request.association.country,
        today=request.today,
    )
    if is_sent and form.is_valid():
        try:
            _write(request, person, relation, choosing, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return HttpResponseRedirect(address(request, "person", person_id=person.id))
    path = address(request, "new_relation", person_id=person.id)
    context = {
        "form": form,
        "relation": relation,
        "question": _question(relation),
        "choices": [
            {"label": label, "url": f"{path}?what={code}", "is_current": code == relation}
            for code, label in _relation_names()
            if code in offered
        ],
        "name": DOTS if person.is_protected else person.display_name,
        "shown_errors": is_sent,
        "choosing": choosing.for_page(request),
        "may_be_named": relation in ("contact", "emergency"),
        "cancel_url": address(request, "person", person_id=person.id),
    }
    failed = is_sent and bool(form.errors)
    return show(request, "office/households/relation.html", context, status=422 if failed else 200)


def _those_near(request: OfficeRequest, person: PersonDetails, relation: str) -> list[RelatedPerson]:
    """Return those with whom the person lives, the grown ones for whoever is to answer or pay."""
    homes = list_homes(person_id=person.id, on=request.today, viewer=request.viewer)
    found = {
        row.person.id: row.person for home in homes for row in home.members if row.person.id != person.id
    }
    if relation in ("guardian", "payer"):
        return [
            other
            for other in found.values()
            if is_of_age(request.today, other.birth_date, other.birth_year) is not False
        ]
    return list(found.values())


def _write(
    request: OfficeRequest, person: PersonDetails, relation: str, choosing: Choosing, form: RelationForm
) -> None:
    data: dict[str, Any] = form.cleaned_data
    who: dict[str, Any] = {"actor": request.actor, "at": request.now}
    other = choosing.chosen[0].id if choosing.chosen else None
    if relation in ("contact", "emergency"):
        contact = NewContact(
            person_id=person.id,
            contact_id=other,
            name="" if other else data["name"],
            phone="" if other else data["phone"],
            label=data["label"],
            is_emergency=relation == "emergency",
        )
        if other is None and not contact.name.strip():
            raise Refusal(_("Choose somebody, or write a name."))
        (contact_row,) = set_contacts(contacts=[contact], **who)
        if kinds := form.kept_texts.get("label"):
            kept = KeptText(place="LABEL", person_id=person.id, row_id=contact_row, concerns=kinds)
            note_texts_to_review(texts=[kept], **who)
        return
    if other is None:
        raise Refusal(_("Choose somebody: find the person by name."))
    starts_on = data["starts_on"]
    if relation == "guardian":
        guardian = NewGuardian(
            person_id=person.id, guardian_id=other, kind=data["kind"] or "PARENT", starts_on=starts_on
        )
        set_guardians(guardians=[guardian], **who)
    elif relation == "payer":
        set_payers(payers=[NewPayer(person_id=person.id, payer_id=other, starts_on=starts_on)], **who)
    else:
        representative = NewRepresentative(
            person_id=other, represents_id=person.id, function=data["function"], starts_on=starts_on
        )
        set_representatives(representatives=[representative], **who)


def _relation_names() -> list[tuple[str, str]]:
    names = {
        "guardian": _("Parent or guardian"),
        "payer": _("Payer"),
        "contact": _("Contact"),
        "emergency": _("In an emergency"),
        "represents": _("Representative"),
    }
    return [(code, names[code]) for code in RELATIONS]


def _question(relation: str) -> str:
    return {
        "guardian": _("Who is the parent or guardian?"),
        "payer": _("Who pays?"),
        "contact": _("Whom does one ask?"),
        "emergency": _("Whom does one call?"),
        "represents": _("Who acts for it?"),
    }[relation]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def end_relation(request: OfficeRequest, person_id: UUID, relation_id: UUID) -> HttpResponse:
    """End a relation on a day, or remove what was entered by mistake."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    relative = get_relative(
        person_id=person.id, relation_id=relation_id, on=request.today, viewer=request.viewer
    )
    what = request.POST.get("what", "")
    has_dates = relative.relation != "CONTACT"
    form = LeavingForm(
        request.POST if what == "end" else None, initial={"last_day": request.today - timedelta(days=1)}
    )
    form.fields["last_day"].label = _("Last day")
    done_url = address(request, "person", person_id=person.id)
    wanted = None
    if request.method == "POST" and what == "remove":
        wanted = RelationEnding(relation=relative.relation, relation_id=relative.id)
    elif request.method == "POST" and what == "end" and has_dates and form.is_valid():
        over_on = form.cleaned_data["last_day"] + timedelta(days=1)
        wanted = RelationEnding(relation=relative.relation, relation_id=relative.id, ends_on=over_on)
    if wanted is not None:
        try:
            end_relations(endings=[wanted], actor=request.actor, at=request.now)
        except Refusal as refusal:
            form = LeavingForm(request.POST)
            form.is_valid()
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Written down."))
            return HttpResponseRedirect(done_url)
    other = wording.shown_name(relative.person) if relative.person else relative.name
    context = {
        "form": form,
        "name": DOTS if person.is_protected else person.display_name,
        "term": wording.relation_term(relative),
        "other": other,
        "has_dates": has_dates,
        "cancel_url": done_url,
    }
    return show(request, "office/households/end_relation.html", context, status=422 if form.errors else 200)
