"""Edit a person; when two officers do so at once, the second sees the difference field by field and chooses."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.fields.actions.set_values import NewValue, ValuesOvertaken, set_values
from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import Refusal
from matrikel.kernel.transactions import action
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields.built_in import follow_built_in
from matrikel.office.fields.values import OwnFieldsForm, own_fields_form, types_held
from matrikel.office.frame import address, show
from matrikel.office.people import wording
from matrikel.office.people.contact_rows import ADDRESS, Layout, layout_of
from matrikel.office.people.doubles import are_new, find_alike, lines
from matrikel.office.people.drafts import (
    NAMES_SOMEBODY,
    SEALED,
    Draft,
    change_of,
    changed_fields,
    draft_of,
    kept_labels,
    read_draft,
    typed,
)
from matrikel.office.people.guidance import guide
from matrikel.office.people.person_form import SETS_ACCOUNT, PersonForm
from matrikel.office.people.reach import units_offered
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.change_people import PersonOvertaken, change_people
from matrikel.people.actions.note_looks import note_looks
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.reveal_protected import RevealRefused, reveal_protected
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.queries import PersonDetails, get_person
from matrikel.people.queries.similar import SimilarPerson, list_number_systems, list_places_of_postcode
from matrikel.people.rules.records import PersonChange


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, fresh=SETS_ACCOUNT)
def edit(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Show the form (of a protected person only for a reason), or change what differs from what was shown."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if request.method != "POST":
        if person.is_protected:
            return _ask_reason(request, person)
        note_looks(subjects=[person.audit_subject], function="edit_form", actor=request.actor, at=request.now)
        draft = _draft(request, person)
        return _page(request, person, _form(request, person, draft), draft)
    if "reason" in request.POST:
        return _open(request, person)
    draft_shown = read_draft(request.POST.get("draft", ""), person.id)
    if draft_shown is None:
        return HttpResponseRedirect(address(request, "edit_person", person_id=person.id))
    if "add" in request.POST:
        form = _form(request, person, draft_shown, adds=request.POST["add"])
        return _page(request, person, form, draft_shown)
    return _save(request, person, draft_shown)


@needs(Right.PEOPLE_EDIT)
@require_POST
def similar_to(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Answer, while one types, with whoever looks like the person as it is being changed."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    draft = read_draft(request.POST.get("draft", ""), person.id)
    found: list[SimilarPerson] = []
    if draft is not None:
        form = _form(request, person, draft, data=request.POST)
        form.is_valid()
        found = _doubles(request, form, draft)
    told_apart = request.POST.getlist("not_the_same")
    return render(request, "office/people/similar.html", {"alike": lines(request, found, told_apart)})


@action
def save_person(
    *,
    change: PersonChange | None,
    account: NewBankAccount | None,
    doubtful: list[KeptText],
    own_values: list[NewValue],
    actor: Actor,
    at: datetime,
) -> None:
    """Change the person, the account into which the person is paid, and the list of texts to look at, or nothing."""
    if change is not None:
        change_people(changes=[change], actor=actor, at=at)
    if account is not None:
        set_bank_accounts(accounts=[account], actor=actor, at=at)
    note_texts_to_review(texts=doubtful, actor=actor, at=at)
    set_values(values=own_values, actor=actor, at=at)


def _open(request: OfficeRequest, person: PersonDetails) -> HttpResponse:
    if not person.is_protected:
        return HttpResponseRedirect(address(request, "edit_person", person_id=person.id))
    try:
        draft = _opened_draft(request, person, request.POST["reason"])
    except RevealRefused as refusal:
        return _ask_reason(request, person, str(refusal))
    return _page(request, person, _form(request, person, draft), draft)


def _save(request: OfficeRequest, person: PersonDetails, draft: Draft) -> HttpResponse:
    data = request.POST.copy()
    for name in draft.values:
        # Where somebody else was faster, their value can be chosen: it is the one that the draft now shows.
        if data.get(f"choose-{name}") == "theirs":
            data[name] = draft.values[name]
    form = _form(request, person, draft, data=data)
    own = _own_fields(request, person)
    if not all([form.is_valid(), own.is_valid()]):
        return _page(request, person, form, draft, own=own, status=422)
    alike = _doubles(request, form, draft)
    if are_new(alike, request.POST.getlist("not_the_same")):
        return _page(request, person, form, draft, own=own, alike=alike, status=422)
    # Whoever may see protected details came here through a reason, so the draft holds all of them.
    knows = person.core.protection == "NONE" or person.is_protected
    change = change_of(form, draft, knows_whereabouts=knows)
    account = _account(form, person)
    page = address(request, "person", person_id=person.id)
    own_values = own.new_values(person.id)
    if change is None and account is None and not own_values:
        messages.info(request, _("Nothing was different, so nothing was changed."))
        return HttpResponseRedirect(page)
    doubtful: list[KeptText] = []
    if change is not None:
        points = [*(change.contact_points or ()), *change.added_contact_points]
        doubtful = [
            KeptText(place="LABEL", person_id=person.id, row_id=point_id, concerns=kinds)
            for point_id, kinds in kept_labels(form, points)
        ]
    try:
        save_person(
            change=change,
            account=account,
            doubtful=doubtful,
            own_values=own_values,
            actor=request.actor,
            at=request.now,
        )
    except PersonOvertaken:
        return _overtaken(request, person, form, draft)
    except ValuesOvertaken as overtaken:
        own.say_overtaken(overtaken.field_ids)
        return _page(request, person, form, draft, own=own, status=409)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, person, form, draft, own=own, status=422)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(page)


def _account(form: PersonForm, person: PersonDetails) -> NewBankAccount | None:
    iban = str(form.cleaned_data.get("iban") or "")
    if iban or form.cleaned_data.get("forgets_iban"):
        return NewBankAccount(person_id=person.id, iban=iban)
    return None


def _doubles(request: OfficeRequest, form: PersonForm, draft: Draft) -> list[SimilarPerson]:
    """Return who looks like the person, where something was changed by which people are told apart."""
    telling = {*NAMES_SOMEBODY, *form.layout.slots("email"), *form.layout.slots("phone")}
    if not telling & set(changed_fields(form, draft.values)):
        return []
    return find_alike(request, form, besides=draft.person_id)


def _overtaken(request: OfficeRequest, person: PersonDetails, form: PersonForm, draft: Draft) -> HttpResponse:
    """Show both versions: what only the other changed is taken over, what both changed is put side by side."""
    if person.is_protected:
        # The details were opened for this form already; they are opened again for the same reason.
        now = _opened_draft(request, person, draft.reason, since=draft)
    else:
        now = _draft(request, person, since=draft)
    mine = set(changed_fields(form, draft.values)) - SEALED
    names = {*now.values, *draft.values}
    theirs = {name for name in names if _differs(now, draft, name)}
    entered = request.POST.copy()
    for name in theirs - mine:
        entered[name] = now.values.get(name) or ""
    merged = _form(request, person, now, data=entered, least=form.layout)
    merged.is_valid()
    rows = [
        {
            "name": name,
            "label": merged.fields[name].label or _("Preferred"),
            "before": _chosen(merged, name, draft),
            "theirs": _chosen(merged, name, now),
            "mine": _as_shown(merged, name, typed(form, name)) if name in form.fields else "—",
        }
        for name in merged.fields
        if name in mine & theirs and typed(form, name) != str(now.values.get(name) or "")
    ]
    taken = [
        str(merged.fields[name].label)
        for name in merged.fields
        if name in theirs - mine and merged.fields[name].label
    ]
    return _page(request, person, merged, now, status=409, overtaken={"rows": rows, "taken": taken})


def _differs(now: Draft, draft: Draft, name: str) -> bool:
    return str(now.values.get(name) or "") != str(draft.values.get(name) or "")


def _chosen(form: PersonForm, name: str, draft: Draft) -> str:
    return _as_shown(form, name, str(draft.values.get(name) or ""))


def _as_shown(form: PersonForm, name: str, value: str) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value)).strip() or "—"


def _draft(request: OfficeRequest, person: PersonDetails, since: Draft | None = None) -> Draft:
    may_protect = request.viewer.may(Right.PROTECTED_SEE)
    return draft_of(person, home=request.association.country, may_protect=may_protect, since=since)


def _opened_draft(
    request: OfficeRequest, person: PersonDetails, reason: str, since: Draft | None = None
) -> Draft:
    whereabouts = reveal_protected(person_id=person.id, reason=reason, actor=request.actor, at=request.now)
    return draft_of(
        person,
        home=request.association.country,
        may_protect=True,
        whereabouts=whereabouts,
        reason=reason,
        since=since,
    )


def _form(
    request: OfficeRequest,
    person: PersonDetails,
    draft: Draft,
    *,
    data: QueryDict | None = None,
    adds: str = "",
    least: Layout | None = None,
) -> PersonForm:
    association = request.association
    may_protect = request.viewer.may(Right.PROTECTED_SEE)
    initial = dict(draft.values)
    layout = draft.layout.beside(layout_of(request.POST))
    if least is not None:
        layout = layout.beside(least)
    if adds:
        # A row more is no attempt to save: nothing is checked, and all that was typed stays.
        layout = layout.one_more(adds)
        initial = {**initial, "is_deceased": False, **request.POST.dict()}
    for slot in layout.slots("address"):
        country = ADDRESS[-1] + slot.removeprefix("address")
        initial[country] = initial.get(country) or association.country
    form = PersonForm(
        data,
        initial=initial,
        home=association.country,
        today=request.today,
        units=units_offered(request),
        is_in_branch=request.viewer.unit_ids is not None,
        may_protect=may_protect,
        may_number=request.viewer.may(Right.IDENTITY_NUMBER_SEE),
        may_bank=request.viewer.may(Right.BANK_ACCOUNT_SEE),
        has_bank=bool(person.bank_ending),
        writes_freely=association.has(Module.NOTES),
        held_protection=person.core.protection if may_protect else "NONE",
        kind=person.core.kind,
        layout=layout,
        places=_places,
    )
    guide(form, adds=adds)
    follow_built_in(request, form, is_new=False)
    return form


def _own_fields(request: OfficeRequest, person: PersonDetails) -> OwnFieldsForm:
    """Return the association's own fields: as they stand, as they were typed, or on their way to one row more."""
    is_typed = "draft" in request.POST
    is_more = "add" in request.POST
    return own_fields_form(
        request,
        person_id=person.id,
        is_organisation=person.core.kind == "LEGAL",
        types_held=types_held(request, person.id),
        data=request.POST if is_typed and not is_more else None,
        given=request.POST if is_typed and is_more else None,
    )


def _places(postcode: str, country: str) -> list[tuple[str, int]]:
    return list_places_of_postcode(postcode=postcode, country=country)


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
    draft: Draft,
    *,
    overtaken: dict[str, Any] | None = None,
    alike: list[SimilarPerson] | None = None,
    own: OwnFieldsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        "office/people/edit.html",
        {
            "name": person.display_name,
            "form": form,
            "own_fields": own if own is not None else _own_fields(request, person),
            "draft": draft.sealed(),
            "overtaken": overtaken,
            "alike": lines(request, alike or [], request.POST.getlist("not_the_same")),
            "similar_url": address(request, "similar_to", person_id=person.id),
            "number_systems": list_number_systems(),
            "has_identity_number": person.has_identity_number,
            "bank_ending": person.bank_ending,
            "cancel_url": address(request, "person", person_id=person.id),
        },
        status=status,
    )
