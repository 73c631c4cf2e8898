"""Somebody new in a household: a child or a partner is entered with the household's address, guardians and payer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import Refusal
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.people.adding import promise_of, promised_id
from matrikel.office.people.forms import DateInput, MembershipForm
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import SimilarPerson, Sought, list_similar_people
from matrikel.people.rules import emails, phones
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.people.wording import email_problem, past_problem, phone_problem
from matrikel.relations.actions.join_households import join_households
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.actions.set_payers import set_payers
from matrikel.relations.queries.homes import (
    HouseholdDetails,
    get_household,
)
from matrikel.relations.rules.guardianship import is_of_age
from matrikel.relations.rules.records import Joining, NewGuardian, NewPayer


class NewcomerForm(forms.Form):
    """Somebody new in a family: the name is half there, the address is the household's."""

    marks_optional = False

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=120, required=True)
    family_name_prefix = forms.CharField(label=gettext_lazy("Prefix"), max_length=40, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120, required=False)
    birth_date = forms.DateField(
        label=gettext_lazy("Born"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("Settles the membership type, and who needs a guardian's word."),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=320,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    guardians = forms.MultipleChoiceField(
        label=gettext_lazy("Whose child is it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy(
            "They get the letters until the child has grown up. Leave it empty for a partner."
        ),
    )
    payer = forms.ChoiceField(label=gettext_lazy("Who pays?"), required=False)

    def __init__(
        self, *args: Any, request: OfficeRequest, household: HouseholdDetails, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.home = request.today, request.association.country
        grown = [
            (str(row.person.id), wording.shown_name(row.person))
            for row in household.members
            if is_of_age(request.today, row.person.birth_date, row.person.birth_year) is not False
        ]
        guardians, payer = self.fields["guardians"], self.fields["payer"]
        assert isinstance(guardians, forms.ChoiceField)
        assert isinstance(payer, forms.ChoiceField)
        guardians.choices = grown
        payer.choices = [("", _("the person")), *grown]
        if not grown:
            del self.fields["guardians"], self.fields["payer"]
        if self.home not in ("NL", "BE"):
            del self.fields["family_name_prefix"]

    def clean(self) -> dict[str, Any]:
        """Say beside each box what cannot be."""
        data = super().clean() or self.cleaned_data
        future = _("Nobody is born in the future.")
        problems = {
            "birth_date": past_problem(data.get("birth_date"), self.today, future),
            "email": email_problem(data.get("email") or ""),
            "phone": phone_problem(data.get("phone") or "", self.home),
        }
        for name, problem in problems.items():
            if problem:
                self.add_error(name, problem)
        return data


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.RELATIONS)
def new_person(request: OfficeRequest, household_id: UUID) -> HttpResponse:
    """Enter somebody new who lives in the household: a child, a partner."""
    household = get_household(household_id=household_id, on=request.today, viewer=request.viewer)
    data = request.POST if request.method == "POST" else None
    form = NewcomerForm(data, request=request, household=household, initial=_start(household))
    membership = MembershipForm(
        data,
        initial={"starts_on": request.today},
        types=list_membership_types(offered_only=True),
        country=request.association.country,
        today=request.today,
        is_optional=True,
        by_age=True,
    )
    if data is not None:
        are_valid = [form.is_valid(), membership.is_valid()]
        membership.show_by_age(form.cleaned_data.get("birth_date"))
    if request.htmx and request.POST.get("step") == "type":
        # A birth date was written: the type that fits it is named, before anything is sent.
        membership.errors.clear()
        return show(request, "office/households/new_person.html#membership_type", {"membership": membership})
    alike: list[SimilarPerson] = []
    if data is not None:
        if "birth_date" not in form.errors:
            membership.settle_by_age(form.cleaned_data.get("birth_date"))
        membership.ask_about_age(form.cleaned_data.get("birth_date"))
        if all(are_valid) and not membership.errors:
            # A button pressed twice is two requests at once: the second waits, and finds the person of the first.
            one_at_a_time("enter member")
            promised, is_entered = promised_id(request, form)
            if is_entered:
                messages.info(request, _("This was saved already: here is the page."))
                return HttpResponseRedirect(address(request, "person", person_id=promised))
            alike = _alike(request, form)
            told_apart = request.POST.getlist("not_the_same")
            if all(str(person.id) in told_apart for person in alike):
                try:
                    person_id = enter_newcomer(
                        person_id=promised,
                        form=form,
                        membership=membership,
                        household=household,
                        unit_id=_branch_of(request, household),
                        actor=request.actor,
                        at=request.now,
                    )
                except Refusal as refusal:
                    form.add_error(None, str(refusal))
                else:
                    messages.success(request, _("Entered, and in the household."))
                    return HttpResponseRedirect(address(request, "person", person_id=person_id))
    context = {
        "form": form,
        "membership": membership,
        "name": wording.household_name(household),
        "here": wording.address_line(household.address, home=request.association.country),
        "alike": _alike_lines(request, alike),
        "join_url": address(request, "join_household", household_id=household.id),
        "cancel_url": address(request, "household", household_id=household.id),
        "promise": promise_of(request),
    }
    failed = data is not None
    return show(request, "office/households/new_person.html", context, status=422 if failed else 200)


@action
def enter_newcomer(
    *,
    person_id: UUID,
    form: NewcomerForm,
    membership: MembershipForm,
    household: HouseholdDetails,
    unit_id: UUID | None,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Register the person with the household's address, admit, and tie the family: all of it or nothing."""
    data = form.cleaned_data
    born, type_id = data["birth_date"], membership.cleaned_data["type"]
    core = PersonCore(
        given_name=data["given_name"],
        family_name_prefix=data.get("family_name_prefix", ""),
        family_name=data["family_name"],
        birth_date=born,
        birth_year=born.year if born else None,
        unit_id=unit_id,
    )
    register_people(
        people=[
            NewPerson(
                id=person_id,
                core=core,
                contact_points=_points(form, household),
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
            unit_id=unit_id,
            decision=membership.cleaned_data["decision"],
        )
        (membership_id,) = admit_members(admissions=[admission], actor=actor, at=at)
        if kinds := membership.kept_texts.get("decision"):
            kept = KeptText(place="DECISION", person_id=person_id, row_id=membership_id, concerns=kinds)
            note_texts_to_review(texts=[kept], actor=actor, at=at)
    join_households(joinings=[Joining(household_id=household.id, person_id=person_id)], actor=actor, at=at)
    set_guardians(
        guardians=[
            NewGuardian(person_id=person_id, guardian_id=UUID(found)) for found in data.get("guardians", [])
        ],
        actor=actor,
        at=at,
    )
    if data.get("payer"):
        set_payers(payers=[NewPayer(person_id=person_id, payer_id=UUID(data["payer"]))], actor=actor, at=at)
    return person_id


def _points(form: NewcomerForm, household: HouseholdDetails) -> list[NewContactPoint]:
    data, points = form.cleaned_data, []
    if data["email"]:
        points.append(
            NewContactPoint(
                kind="EMAIL", value=data["email"], normalised=emails.normalise(data["email"]) or ""
            )
        )
    if data["phone"]:
        points.append(
            NewContactPoint(
                kind="PHONE", value=data["phone"], normalised=phones.normalise(data["phone"], form.home) or ""
            )
        )
    where = household.address
    if not where.is_empty:
        points.append(
            NewContactPoint(
                kind="POSTAL",
                care_of=where.care_of,
                street=where.street,
                postcode=where.postcode,
                place=where.place,
                country=where.country or form.home,
                is_preferred=True,
            )
        )
    return points


def _start(household: HouseholdDetails) -> dict[str, Any]:
    seen = [row.person for row in household.members if not row.person.is_protected]
    names = list(dict.fromkeys(person.family_name for person in seen if person.family_name))
    return {"family_name": names[0] if len(names) == 1 else ""}


def _branch_of(request: OfficeRequest, household: HouseholdDetails) -> UUID | None:
    """Return the branch in which the household's people are: whoever looks after one would lose sight otherwise."""
    if not household.members:
        return None
    eldest = household.members[0].person
    return get_person(person_id=eldest.id, viewer=request.viewer).core.unit_id


def _alike(request: OfficeRequest, form: NewcomerForm) -> list[SimilarPerson]:
    data = form.cleaned_data
    email, phone = emails.normalise(data["email"]), phones.normalise(data["phone"], form.home)
    sought = Sought(
        given_name=data["given_name"],
        family_name=data["family_name"],
        family_name_prefix=data.get("family_name_prefix", ""),
        birth_date=data["birth_date"],
        emails=[email] if email else [],
        phones=[phone] if phone else [],
    )
    found = list_similar_people(
        sought=sought, viewer=request.viewer, language=request.association.sorting_language
    )
    # In a family, equal phones and e-mail addresses say nothing.
    return [person for person in found if person.is_likely and person.because not in ("email", "phone")]


def _alike_lines(request: OfficeRequest, alike: list[SimilarPerson]) -> list[dict[str, Any]]:
    told_apart = request.POST.getlist("not_the_same")
    return [
        {
            "id": str(person.id),
            "name": person.display_name,
            "born": str(person.birth_year or ""),
            "because": _("has the same name"),
            "url": address(request, "person", person_id=person.id),
            "asks": True,
            "is_told_apart": str(person.id) in told_apart,
        }
        for person in alike
    ]
