"""Own fields of one person: changing them, and opening what is sealed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.fields.actions.open_values import OpeningRefused, open_values
from matrikel.fields.actions.set_values import ValueRefused, ValuesOvertaken, set_values
from matrikel.fields.queries import list_fields, list_values
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.queries import list_memberships
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields import wording
from matrikel.office.fields.values import own_fields_form, types_held
from matrikel.office.frame import address, show
from matrikel.office.people.person import head
from matrikel.office.people.wording import reveal_reasons
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.queries import get_person
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import Fact


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.FIELDS)
def person_own_fields(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Change what own fields hold about a person."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    own = list_memberships(person_ids=[person.id]).get(person.id, [])
    form = own_fields_form(
        request,
        person_id=person.id,
        is_organisation=person.core.kind == "LEGAL",
        types_held=types_held(request, person.id),
        data=request.POST if request.method == "POST" else None,
    )
    page = {
        **head(request, person, own, tab="overview"),
        "form": form,
        "cancel_url": address(request, "person", person_id=person.id),
    }
    if request.method != "POST":
        note_looks(
            subjects=[person.audit_subject], function="own_fields", actor=request.actor, at=request.now
        )
        return show(request, "office/fields/person.html", page)
    if not form.is_valid():
        return show(request, "office/fields/person.html", page, status=422)
    try:
        changed = set_values(values=form.new_values(person.id), actor=request.actor, at=request.now)
    except ValuesOvertaken as overtaken:
        form.say_overtaken(overtaken.field_ids)
        return show(request, "office/fields/person.html", page, status=409)
    except ValueRefused as refusal:
        form.add_error(f"own_{refusal.field_id.hex}", str(refusal))
        return show(request, "office/fields/person.html", page, status=422)
    messages.success(request, _("Saved.") if changed else _("Nothing was different, so nothing was changed."))
    return HttpResponseRedirect(page["cancel_url"])


@needs(Right.PEOPLE_SEE, module=Module.FIELDS)
@require_POST
def person_own_fields_opened(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Open what is sealed in own fields, for a reason, in this one answer."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    fields = list_fields(with_retired=True)
    held = list_values(person_ids=[person.id], viewer=request.viewer).get(person.id, {})
    sealed = [field for field in fields if field.id in held and held[field.id].is_sealed]
    if not sealed:
        raise NotFound
    own = list_memberships(person_ids=[person.id]).get(person.id, [])
    page = {
        **head(request, person, own, tab="overview"),
        "back_url": address(request, "person", person_id=person.id),
        "opened_url": request.path,
        "reasons": reveal_reasons(),
        "sealed": ", ".join(field.label(*_languages(request)) for field in sealed),
    }
    try:
        opened = open_values(
            person_id=person.id,
            field_ids=[field.id for field in sealed],
            reason=request.POST.get("reason", ""),
            actor=request.actor,
            at=request.now,
        )
    except OpeningRefused as refusal:
        return show(request, "office/fields/opened.html", {**page, "problem": str(refusal)}, status=422)
    facts = [
        Fact(
            term=field.label(*_languages(request)),
            value=wording.shown_value(field, opened[field.id], *_languages(request)),
            note=wording.source_line(held[field.id]),
        )
        for field in sealed
        if field.id in opened
    ]
    return show(request, "office/fields/opened.html", {**page, "facts": facts})


def _languages(request: OfficeRequest) -> tuple[str, str]:
    return current_language(), request.association.language
