"""Add member: one form for the person, the ways to reach the person, and the membership."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import Refusal
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people.drafts import contact_points, new_core
from matrikel.office.people.forms import MembershipForm, PersonForm
from matrikel.office.people.reach import units_in_reach
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries.similar import SimilarPerson, Sought, list_similar_people
from matrikel.people.rules import emails
from matrikel.people.rules.records import NewPerson

CONTACT_FIELDS = (
    *("email", "email_2", "phone", "phone_2"),
    *("care_of", "street", "postcode", "place", "country"),
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT)
def new_member(request: OfficeRequest) -> HttpResponse:
    """Show the form, or enter what it says: a person, and a membership unless only a contact is wanted."""
    form, membership = _forms(request)
    if request.method != "POST":
        return _page(request, form, membership)
    # Both are checked, so that everything that is wrong shows at once.
    if not all([form.is_valid(), membership.is_valid()]):
        return _page(request, form, membership, status=422)
    # A button pressed twice is two requests at once: the second waits, and finds the person of the first.
    one_at_a_time("enter member")
    alike = _alike(request, form)
    if _are_new(alike, request.POST.getlist("not_the_same")):
        return _page(request, form, membership, alike=alike, status=422)
    try:
        person_id = enter_member(form=form, membership=membership, actor=request.actor, at=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, membership, alike=alike, status=422)
    messages.success(request, _("Entered. The page shows what is known so far."))
    return HttpResponseRedirect(address(request, "person", person_id=person_id))


@needs(Right.PEOPLE_EDIT)
@require_POST
def similar(request: OfficeRequest) -> HttpResponse:
    """Answer, while one types, with whoever looks like the person being typed; names stay out of addresses."""
    form, _membership = _forms(request)
    form.is_valid()
    return render(
        request,
        "office/people/similar.html",
        {"alike": _lines(request, _alike(request, form), request.POST.getlist("not_the_same"))},
    )


@action
def enter_member(*, form: PersonForm, membership: MembershipForm, actor: Actor, at: datetime) -> UUID:
    """Register the person and admit the member: both or neither."""
    type_id = membership.cleaned_data["type"]
    (person_id,) = register_people(
        people=[
            NewPerson(
                core=new_core(form),
                contact_points=contact_points(form, (), CONTACT_FIELDS),
                identity_number=form.cleaned_data.get("identity_number"),
                wants_number=bool(type_id),
            )
        ],
        actor=actor,
        at=at,
    )
    if type_id:
        admission = Admission(
            person_id=person_id,
            type_id=UUID(type_id),
            starts_on=membership.cleaned_data["starts_on"],
            unit_id=form.unit_id(),
            decision=membership.cleaned_data["decision"],
        )
        admit_members(admissions=[admission], actor=actor, at=at)
    return person_id


def _forms(request: OfficeRequest) -> tuple[PersonForm, MembershipForm]:
    data = request.POST if request.method == "POST" else None
    association = request.association
    initial = {"country": association.country, "language": association.language}
    form = PersonForm(
        data,
        initial=initial,
        home=association.country,
        today=request.today,
        units=units_in_reach(request.viewer),
        is_in_branch=request.viewer.unit_ids is not None,
        may_protect=request.viewer.may(Right.PROTECTED_SEE),
        may_number=request.viewer.may(Right.IDENTITY_NUMBER_SEE),
    )
    types = list_membership_types(offered_only=True)
    membership = MembershipForm(data, initial={"starts_on": request.today}, types=types, is_optional=True)
    return form, membership


def _alike(request: OfficeRequest, form: PersonForm) -> list[SimilarPerson]:
    data = form.cleaned_data
    return list_similar_people(
        sought=Sought(
            given_name=data.get("given_name", ""),
            family_name=data.get("family_name", ""),
            family_name_prefix=data.get("family_name_prefix", ""),
            birth_date=data.get("birth_date"),
            emails=[address] if (address := emails.normalise(data.get("email", ""))) else [],
        ),
        viewer=request.viewer,
        language=request.association.sorting_language,
    )


def _are_new(alike: Sequence[SimilarPerson], told_apart: Sequence[str]) -> bool:
    """Whether somebody looks alike whom the officer has not yet said to be another person."""
    return any(person.is_likely and str(person.id) not in told_apart for person in alike)


def _lines(
    request: OfficeRequest, alike: Sequence[SimilarPerson], told_apart: Sequence[str]
) -> list[dict[str, Any]]:
    because = {
        "email": _("has the same e-mail address"),
        "name_and_birth": _("has the same name and birth date"),
        "name": _("has the same name"),
    }
    return [
        {
            "id": str(person.id),
            "name": person.display_name,
            "born": str(person.birth_year or ""),
            "because": because.get(person.because, ""),
            "url": address(request, "person", person_id=person.id),
            "is_told_apart": str(person.id) in told_apart,
        }
        for person in alike
    ]


def _page(
    request: OfficeRequest,
    form: PersonForm,
    membership: MembershipForm,
    *,
    alike: Sequence[SimilarPerson] = (),
    status: int = 200,
) -> HttpResponse:
    return show(
        request,
        "office/people/new_member.html",
        {
            "form": form,
            "membership": membership,
            "alike": _lines(request, alike, request.POST.getlist("not_the_same")),
            "similar_url": address(request, "similar_people"),
            "cancel_url": address(request, "people"),
        },
        status=status,
    )
