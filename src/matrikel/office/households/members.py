"""Who lives in a household: somebody joins, a new child or partner is entered, somebody leaves."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from matrikel.kernel.actors import Actor, Right
from matrikel.kernel.errors import NotFound, Refusal
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.transactions import action
from matrikel.memberships.actions.admit_members import Admission, admit_members
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.households import wording
from matrikel.office.households.choosing import read_choosing
from matrikel.office.households.forms import LeavingForm, StayForm
from matrikel.office.people.adding import promise_of, promised_id
from matrikel.office.people.forms import DateInput, MembershipForm
from matrikel.organisations.rules.modules import Module
from matrikel.people.actions.note_texts_to_review import KeptText, note_texts_to_review
from matrikel.people.actions.register_people import register_people
from matrikel.people.queries import get_person
from matrikel.people.queries.similar import SimilarPerson, Sought, list_similar_people
from matrikel.people.rules import emails, phones
from matrikel.people.rules.records import NewContactPoint, NewPerson, PersonCore
from matrikel.relations.actions.choose_primary_homes import choose_primary_homes
from matrikel.relations.actions.join_households import join_households
from matrikel.relations.actions.leave_households import leave_households
from matrikel.relations.actions.set_guardians import set_guardians
from matrikel.relations.actions.set_payers import set_payers
from matrikel.relations.queries.homes import (
    HouseholdDetails,
    HouseholdMemberRow,
    get_household,
    list_homes,
    list_people_at,
)
from matrikel.relations.rules.guardianship import is_of_age
from matrikel.relations.rules.records import Joining, Leaving, NewGuardian, NewPayer

OLDEST_YEAR = 1890


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


# --- A new child or partner -----------------------------------------------------------------------


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

    def clean_birth_date(self) -> Any:
        """Return the birth date."""
        day = self.cleaned_data["birth_date"]
        if day is not None and day > self.today:
            raise forms.ValidationError(_("Nobody is born in the future."))
        if day is not None and day.year < OLDEST_YEAR:
            raise forms.ValidationError(
                _("That is before %(year)s: is the year right?") % {"year": OLDEST_YEAR}
            )
        return day

    def clean_email(self) -> str:
        """Return the address as it was typed, once it is one."""
        text: str = self.cleaned_data["email"]
        if text and emails.normalise(text) is None:
            raise forms.ValidationError(_("This is not one whole e-mail address, such as name@example.org."))
        return text

    def clean_phone(self) -> str:
        """Return the number as it was typed, once it can be dialled."""
        text: str = self.cleaned_data["phone"]
        if text and phones.normalise(text, self.home) is None:
            raise forms.ValidationError(
                _("This number cannot be dialled. Write numbers from abroad with + and the country code.")
            )
        return text


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
        "cancel_url": _household_url(request, household),
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
