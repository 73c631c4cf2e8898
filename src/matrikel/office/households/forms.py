"""What is asked about homes and relations: read and checked here, decided by the room."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matrikel.office.households import wording
from matrikel.office.people.asking import AskingForm
from matrikel.office.people.forms import DateInput, LastDayField
from matrikel.office.people.wording import country_choices
from matrikel.people.rules import addresses
from matrikel.people.wording import phone_problem, postcode_problem
from matrikel.relations.queries.homes import HouseholdDetails
from matrikel.relations.rules.homes import Stays
from matrikel.relations.rules.records import HomeAddress

ADDRESS_FIELDS = ("care_of", "street", "postcode", "place", "country")


class AddressForm(forms.Form):
    """A postal address, as its country writes it."""

    marks_optional = False

    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    care_of = forms.CharField(label=_("Care of (c/o)"), max_length=120, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, home: str, needs_address: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.needs_address = home, needs_address
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = country_choices(home)
        country.initial = home

    def clean(self) -> dict[str, Any]:
        """Check what the parts say together."""
        data = super().clean() or self.cleaned_data
        country = data.get("country") or self.home
        if data.get("postcode"):
            if problem := postcode_problem(data["postcode"], country):
                self.add_error("postcode", problem)
            else:
                data["postcode"] = addresses.clean_postcode(data["postcode"], country)
        if self.needs_address and not data.get("street"):
            self.add_error("street", gettext("Write the new address."))
        elif data.get("street") and not data.get("place"):
            self.add_error("place", gettext("An address needs a postcode and a place."))
        return data

    def address(self) -> HomeAddress:
        """Return the address that was typed."""
        parts = {name: self.cleaned_data.get(name) or "" for name in ADDRESS_FIELDS}
        found = HomeAddress(**{**parts, "country": parts["country"] or self.home})
        return HomeAddress() if found.is_empty else found


def initial_address(address: HomeAddress, *, home: str) -> dict[str, str]:
    """Return an address as the form shows it first."""
    country = address.country or home
    return {
        **{name: getattr(address, name) for name in ADDRESS_FIELDS},
        "country": country,
        "postcode": addresses.display_postcode(address.postcode, country),
    }


class HouseholdForm(AddressForm):
    """A household's own name and its address."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        required=False,
        help_text=_("Leave it empty and the household is called by its family names."),
    )


class MoveForm(AddressForm):
    """Who of a household moves, where to, and since when."""

    moved_on = forms.DateField(
        label=_("Moved on"),
        widget=DateInput(),
        help_text=_("The first day in the new home. It can be today or a day that has passed."),
    )

    def __init__(self, *args: Any, household: HouseholdDetails, today: date, **kwargs: Any) -> None:
        super().__init__(*args, needs_address=True, **kwargs)
        self.household, self.today = household, today
        for row in household.members:
            fate = forms.ChoiceField(
                label=wording.shown_name(row.person),
                choices=[(each.value, wording.fate_name(each)) for each in Stays],
                initial=Stays.MOVES.value,
                widget=forms.RadioSelect(),
            )
            self.fields[_fate(row.person.id)] = fate
            self.fields[_primary(row.person.id)] = forms.BooleanField(required=False)

    def clean_moved_on(self) -> date:
        """Return the day, if it is not still to come."""
        day: date = self.cleaned_data["moved_on"]
        if day > self.today:
            raise forms.ValidationError(
                gettext(
                    "That day is still to come. Come back on the day, so that no letter is sent too early."
                )
            )
        return day

    def fates(self) -> dict[UUID, Stays]:
        """Return what the move means for each person."""
        return {
            row.person.id: Stays(self.cleaned_data[_fate(row.person.id)]) for row in self.household.members
        }

    def post_at_new(self) -> list[UUID]:
        """Return those who live in both homes and get their post at the new one."""
        return [
            person_id
            for person_id, fate in self.fates().items()
            if fate is Stays.BOTH and self.cleaned_data[_primary(person_id)]
        ]

    def people(self) -> list[dict[str, Any]]:
        """Return each person with the fields that ask about it, for the page."""
        return [
            {
                "row": row,
                "name": wording.shown_name(row.person),
                "initials": wording.shown_initials(row.person),
                "line": wording.member_line(row, self.today),
                "fate": self[_fate(row.person.id)],
                "primary": self[_primary(row.person.id)],
            }
            for row in self.household.members
        ]


def _fate(person_id: UUID) -> str:
    return f"fate-{person_id}"


def _primary(person_id: UUID) -> str:
    return f"post-{person_id}"


class StayForm(forms.Form):
    """Since when somebody lives in a household."""

    starts_on = forms.DateField(
        label=_("Lives there since"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave it empty if you do not know."),
    )


class LeavingForm(forms.Form):
    """Until when somebody lived in a household."""

    last_day = LastDayField(
        label=_("Last day there"), widget=DateInput(), help_text=_("Until the end of this day.")
    )


RELATIONS = ("guardian", "payer", "contact", "emergency", "represents")


class RelationForm(AskingForm):
    """Who is what to a person; which fields there are depends on the relation."""

    marks_optional = False

    kind = forms.ChoiceField(label=_("What makes the person a guardian?"), required=False)
    starts_on = forms.DateField(
        label=_("Since"),
        required=False,
        widget=DateInput(),
        help_text=_("Leave it empty if you do not know."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Of somebody who is not in the register."),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    label = forms.CharField(
        label=_("What they are to the person"),
        max_length=60,
        required=False,
        help_text=_("Such as grandmother, neighbour, team contact."),
    )
    function = forms.CharField(
        label=_("Function"), max_length=80, required=False, help_text=_("Such as chair, owner, contact.")
    )

    FIELDS = {
        "guardian": ("kind", "starts_on"),
        "payer": ("starts_on",),
        "contact": ("label", "name", "phone"),
        "emergency": ("label", "name", "phone"),
        "represents": ("function", "starts_on"),
    }

    def __init__(self, *args: Any, relation: str, country: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.relation, self.country, self.today = relation, country, today
        for name in set(self.fields) - set(self.FIELDS[relation]):
            del self.fields[name]
        if "kind" in self.fields:
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices = [
                (code, wording.guardian_kind(code, country=country))
                for code in ("PARENT", "GUARDIAN", "FOSTER", "LEGAL")
            ]
            kind.initial = "PARENT"

    def clean(self) -> dict[str, Any]:
        """Ask back where the label says more than it need."""
        data = super().clean() or self.cleaned_data
        if data.get("label"):
            self.ask_about_text("label", self.country, self.today)
        return data

    def clean_phone(self) -> str:
        """Return the number as it was typed, once it can be dialled."""
        text: str = self.cleaned_data["phone"]
        if problem := phone_problem(text, self.country):
            raise forms.ValidationError(problem)
        return text
