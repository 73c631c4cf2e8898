"""Add member: one form for the person, the ways to reach the person, and the membership."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.fields.actions.set_values import set_values
from matrikel.fields.queries import text_for
from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields.built_in import follow_built_in
from matrikel.office.fields.values import OwnFieldsForm, own_fields_form
from matrikel.office.frame import address, show
from matrikel.office.people.contact_rows import KIND_OF, fields_of, layout_of
from matrikel.office.people.doubles import are_new, find_alike, lines
from matrikel.office.people.drafts import contact_points, external_numbers, kept_labels, new_core
from matrikel.office.people.forms import MembershipForm
from matrikel.office.people.guidance import guide
from matrikel.office.people.person_form import SETS_ACCOUNT, PersonForm
from matrikel.office.people.reach import units_offered
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.register_people import register_people
from matrikel.people.actions.set_bank_accounts import NewBankAccount, set_bank_accounts
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import SimilarPerson, list_number_systems, list_places_of_postcode
from matrikel.people.rules.records import NewPerson
from matrikel.ui.formatting import current_language

SALT = "office.people.new"


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, fresh=SETS_ACCOUNT)
def new_member(request: OfficeRequest) -> HttpResponse:
    """Show the form, or enter what it says: a person, and a membership unless only a contact is wanted."""
    return _new(request, kind="NATURAL")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, fresh=SETS_ACCOUNT)
def new_company(request: OfficeRequest) -> HttpResponse:
    """Show the form for a company or association, or enter what it says."""
    return _new(request, kind="LEGAL")


def _new(request: OfficeRequest, *, kind: str) -> HttpResponse:
    if request.method == "POST" and "add" in request.POST:
        form, membership = _forms(request, kind=kind, adds=request.POST["add"])
        return _page(request, form, membership, _own_fields(request, kind))
    form, membership = _forms(request, kind=kind)
    own = _own_fields(request, kind)
    if request.method != "POST":
        return _page(request, form, membership, own)
    # All are checked, so that everything that is wrong shows at once.
    are_valid = [form.is_valid(), membership.is_valid()]
    own.types_held = membership.type_ids()
    are_valid.append(own.is_valid())
    membership.ask_about_age(form.cleaned_data.get("birth_date"))
    if not all(are_valid) or membership.errors:
        return _page(request, form, membership, own, status=422)
    # A button pressed twice is two requests at once: the second waits, and finds the person of the first.
    one_at_a_time("enter member")
    person_id, is_entered = promised_id(request, form)
    if is_entered:
        messages.info(request, _("This was saved already: here is the page."))
        return HttpResponseRedirect(address(request, "person", person_id=person_id))
    alike = find_alike(request, form)
    if are_new(alike, request.POST.getlist("not_the_same")):
        return _page(request, form, membership, own, alike=alike, status=422)
    try:
        person_id = enter_member(
            person_id=person_id,
            form=form,
            membership=membership,
            own=own,
            actor=request.actor,
            at=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, membership, own, alike=alike, status=422)
    messages.success(request, _("Entered. The page shows what is known so far."))
    return HttpResponseRedirect(address(request, "person", person_id=person_id))


@needs(Right.PEOPLE_EDIT)
@require_POST
def similar(request: OfficeRequest) -> HttpResponse:
    """Answer, while one types, with whoever looks like the person being typed; names stay out of addresses."""
    form, _membership = _forms(request, kind="LEGAL" if request.POST.get("kind") == "LEGAL" else "NATURAL")
    form.is_valid()
    found = lines(request, find_alike(request, form), request.POST.getlist("not_the_same"))
    return render(request, "office/people/similar.html", {"alike": found})


@action
def enter_member(
    *,
    person_id: UUID,
    form: PersonForm,
    membership: MembershipForm,
    own: OwnFieldsForm,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Register the person under a promised id and admit the member: all of it or nothing."""
    type_id = membership.cleaned_data["type"]
    contact = [name for kind in KIND_OF for slot in form.layout.slots(kind) for name in fields_of(slot)]
    points = contact_points(form, {}, [*contact, *(f"preferred_{kind}" for kind in KIND_OF)])
    register_people(
        people=[
            NewPerson(
                id=person_id,
                core=new_core(form),
                contact_points=points,
                external_numbers=external_numbers(form),
                identity_number=form.cleaned_data.get("identity_number"),
                wants_number=bool(type_id),
            )
        ],
        actor=actor,
        at=at,
    )
    if iban := form.cleaned_data.get("iban"):
        set_bank_accounts(accounts=[NewBankAccount(person_id=person_id, iban=iban)], actor=actor, at=at)
    doubtful = [
        KeptText(place="LABEL", person_id=person_id, row_id=point_id, concerns=kinds)
        for point_id, kinds in kept_labels(form, points)
    ]
    if type_id:
        admission = Admission(
            person_id=person_id,
            type_id=UUID(type_id),
            starts_on=membership.cleaned_data["starts_on"],
            unit_id=form.unit_id(),
            decision=membership.cleaned_data["decision"],
        )
        (membership_id,) = admit_members(admissions=[admission], actor=actor, at=at)
        if kinds := membership.kept_texts.get("decision"):
            doubtful.append(
                KeptText(place="DECISION", person_id=person_id, row_id=membership_id, concerns=kinds)
            )
    note_texts_to_review(texts=doubtful, actor=actor, at=at)
    set_values(values=own.new_values(person_id), actor=actor, at=at)
    return person_id


def promise_of(request: OfficeRequest) -> str:
    """Return the signed id that a form carries for the person who is entered with it."""
    return request.POST.get("promise") or signing.dumps(str(new_id()), salt=SALT)


def promised_id(request: OfficeRequest, form: Form) -> tuple[UUID, bool]:
    """
    Return the id that the form was given when it was shown, and whether it was saved already: sent twice, it is one.

    A form that was gone back to and written anew is another person, and gets another id.
    """
    try:
        promised = UUID(signing.loads(request.POST.get("promise", ""), salt=SALT))
        person = get_person(person_id=promised, viewer=request.viewer)
    except (signing.BadSignature, ValueError):
        return new_id(), False
    except NotFound:
        return promised, False
    core, data = person.core, form.cleaned_data
    names = ("given_name", "family_name", "preferred_name")
    same = all(getattr(core, name) == (data.get(name) or "") for name in names if name in data)
    if same and (core.birth_date == data.get("birth_date") or core.protection != "NONE"):
        return promised, True
    return new_id(), False


def _forms(request: OfficeRequest, *, kind: str, adds: str = "") -> tuple[PersonForm, MembershipForm]:
    association = request.association
    is_bound = request.method == "POST" and not adds
    initial: dict[str, Any] = {"country": association.country, "language": association.language}
    layout = layout_of(request.POST)
    given = request.POST.dict() if adds else {}
    if adds:
        # A row more is no attempt to save: nothing is checked, and all that was typed stays.
        layout = layout.one_more(adds)
        initial = {**initial, **given}
    for slot in layout.slots("address")[1:]:
        initial.setdefault("country" + slot.removeprefix("address"), association.country)
    form = PersonForm(
        request.POST if is_bound else None,
        initial=initial,
        home=association.country,
        today=request.today,
        units=units_offered(request, open_only=True),
        is_in_branch=request.viewer.unit_ids is not None,
        may_protect=request.viewer.may(Right.PROTECTED_SEE),
        may_number=request.viewer.may(Right.IDENTITY_NUMBER_SEE),
        may_bank=request.viewer.may(Right.BANK_ACCOUNT_SEE),
        writes_freely=association.has(Module.NOTES),
        kind=kind,
        layout=layout,
        places=_places,
    )
    guide(form, adds=adds)
    follow_built_in(request, form, is_new=True)
    membership = MembershipForm(
        request.POST if is_bound else None,
        initial={"starts_on": request.today, **given},
        types=list_membership_types(offered_only=True),
        country=association.country,
        today=request.today,
        is_optional=True,
    )
    if kind == "LEGAL" and not given:
        membership.initial["type"] = ""
    return form, membership


def _own_fields(request: OfficeRequest, kind: str) -> OwnFieldsForm:
    is_typed = request.method == "POST"
    is_more = "add" in request.POST
    return own_fields_form(
        request,
        is_organisation=kind == "LEGAL",
        types_named={each.id: each.name for each in list_membership_types(offered_only=True)},
        data=request.POST if is_typed and not is_more else None,
        given=request.POST if is_more else None,
    )


def _places(postcode: str, country: str) -> list[tuple[str, int]]:
    return list_places_of_postcode(postcode=postcode, country=country)


def _page(
    request: OfficeRequest,
    form: PersonForm,
    membership: MembershipForm,
    own: OwnFieldsForm,
    *,
    alike: list[SimilarPerson] | None = None,
    status: int = 200,
) -> HttpResponse:
    promise = promise_of(request)
    return show(
        request,
        "office/people/new_member.html",
        {
            "form": form,
            "membership": membership,
            "own_fields": own,
            "own_words": {
                place: text_for(place=place, languages=(current_language(), request.association.language))
                for place in ("person_form", "member_form")
            },
            "promise": promise,
            "alike": lines(request, alike or [], request.POST.getlist("not_the_same")),
            "number_systems": list_number_systems(),
            "similar_url": address(request, "similar_people"),
            "other_url": address(request, "new_member" if form.is_legal else "new_company"),
            "cancel_url": address(request, "people"),
        },
        status=status,
    )
