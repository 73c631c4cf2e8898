"""Edit a person; when two officers do so at once, the second sees the difference and chooses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.people.drafts import Draft, change_of, changed_fields, draft_of, read_draft
from matrikel.office.people.forms import PersonForm
from matrikel.office.people.reach import units_in_reach
from matrikel.people.actions.change_people import PersonOvertaken, change_people
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.reveal_protected import RevealRefused, reveal_protected
from matrikel.people.queries import PersonDetails, get_person


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT)
def edit(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show the form (of a protected person only for a reason), or change what differs from what was shown."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if request.method != "POST":
        if person.is_protected:
            return _ask_reason(request, person)
        note_looks(subjects=[person.audit_subject], function="edit_form", actor=request.actor, at=request.now)
        return _page(request, person, _form(request, person, _draft(request, person)))
    if "reason" in request.POST:
        return _open(request, person)
    return _save(request, person)


def _open(request: OfficeRequest, person: PersonDetails) -> HttpResponse:
    if not person.is_protected:
        return HttpResponseRedirect(address(request, "edit_person", person_id=person.id))
    try:
        whereabouts = reveal_protected(
            person_id=person.id, reason=request.POST["reason"], actor=request.actor, at=request.now
        )
    except RevealRefused as refusal:
        return _ask_reason(request, person, str(refusal))
    draft = draft_of(person, home=request.association.country, may_protect=True, whereabouts=whereabouts)
    return _page(request, person, _form(request, person, draft), draft=draft)


def _save(request: OfficeRequest, person: PersonDetails) -> HttpResponse:
    draft = read_draft(request.POST.get("draft", ""), person.id)
    if draft is None:
        return HttpResponseRedirect(address(request, "edit_person", person_id=person.id))
    form = _form(request, person, draft, is_bound=True)
    if not form.is_valid():
        return _page(request, person, form, draft=draft, status=422)
    # Whoever may see protected details came here through a reason, so the draft holds all of them.
    knows = person.core.protection == "NONE" or person.is_protected
    change = change_of(form, draft, knows_whereabouts=knows)
    page = address(request, "person", person_id=person.id)
    if change is None:
        messages.info(request, _("Nothing was different, so nothing was changed."))
        return HttpResponseRedirect(page)
    try:
        change_people(changes=[change], actor=request.actor, at=request.now)
    except PersonOvertaken:
        return _overtaken(request, person, form, draft)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, person, form, draft=draft, status=422)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(page)


def _overtaken(request: OfficeRequest, person: PersonDetails, form: PersonForm, draft: Draft) -> HttpResponse:
    """Show both versions: what only the other changed is taken over, what both changed is put side by side."""
    if person.is_protected:
        problem = _(
            "Somebody else changed this person meanwhile. Open the details again and repeat your change."
        )
        return _ask_reason(request, person, problem)
    now = _draft(request, person)
    mine = set(changed_fields(form, draft.values)) - {"identity_number"}
    theirs = {name for name in now.values if now.values[name] != draft.values.get(name)}
    typed = request.POST.copy()
    for name in theirs - mine:
        typed[name] = now.values[name] or ""
    both = [name for name in form.fields if name in mine & theirs]
    merged = PersonForm(typed, **_settings(request, person))
    merged.is_valid()
    rows = [
        {
            "label": form.fields[name].label,
            "before": _shown(form, name, draft),
            "theirs": _shown(form, name, now),
            "mine": _chosen(form, name, str(form[name].value() or "")),
        }
        for name in both
    ]
    taken = [str(form.fields[name].label) for name in form.fields if name in theirs - mine]
    return _page(request, person, merged, draft=now, status=409, overtaken={"rows": rows, "taken": taken})


def _shown(form: PersonForm, name: str, draft: Draft) -> str:
    return _chosen(form, name, str(draft.values.get(name) or ""))


def _chosen(form: PersonForm, name: str, value: str) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value)).strip() or "—"


def _draft(request: OfficeRequest, person: PersonDetails) -> Draft:
    may_protect = request.viewer.may(Right.PROTECTED_SEE)
    return draft_of(person, home=request.association.country, may_protect=may_protect)


def _settings(request: OfficeRequest, person: PersonDetails) -> dict[str, Any]:
    may_protect = request.viewer.may(Right.PROTECTED_SEE)
    return {
        "home": request.association.country,
        "today": request.today,
        "units": units_in_reach(request.viewer),
        "is_in_branch": request.viewer.unit_ids is not None,
        "may_protect": may_protect,
        "may_number": request.viewer.may(Right.IDENTITY_NUMBER_SEE),
        "held_protection": person.core.protection if may_protect else "NONE",
    }


def _form(
    request: OfficeRequest, person: PersonDetails, draft: Draft, *, is_bound: bool = False
) -> PersonForm:
    data = request.POST if is_bound else None
    return PersonForm(data, initial=dict(draft.values), **_settings(request, person))


def _ask_reason(request: OfficeRequest, person: PersonDetails, problem: str = "") -> HttpResponse:
    return show(
        request,
        "office/people/edit_reason.html",
        {
            "name": wording.DOTS,
            "reasons": wording.reveal_reasons(),
            "problem": problem,
            "opened_url": request.path,
            "cancel_url": address(request, "person", person_id=person.id),
        },
        status=422 if problem else 200,
    )


def _page(
    request: OfficeRequest,
    person: PersonDetails,
    form: PersonForm,
    *,
    draft: Draft | None = None,
    overtaken: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        "office/people/edit.html",
        {
            "name": person.display_name,
            "form": form,
            "draft": (draft or _draft(request, person)).sealed(),
            "overtaken": overtaken,
            "has_identity_number": person.has_identity_number,
            "cancel_url": address(request, "person", person_id=person.id),
        },
        status=status,
    )
