"""What an officer types about a person: read, checked against the country's rules, never saved here."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from babel import Locale
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from matrikel.memberships.queries import MembershipTypeRow
from matrikel.office.people import wording
from matrikel.organisations.queries import UnitRow
from matrikel.people.rules import addresses, emails, national_numbers, phones
from matrikel.people.rules.records import NewIdentityNumber
from matrikel.ui import formatting

OLDEST_YEAR = 1890
PROTECTION_LEVELS = ("NONE", "HIDDEN", "PROTECTED", "STRICT")


class DateInput(forms.DateInput):
    """The browser's own date field, which writes dates as its owner does."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PersonForm(forms.Form):
    """
    A person's names, facts and ways to be reached.

    `clean_*` answers in the form in which the rooms below keep a value: e-mail addresses in lower case, phone
    numbers in E.164, postcodes without spaces.
    """

    marks_optional = False

    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    family_name_prefix = forms.CharField(
        label=_("Prefix"), max_length=40, required=False, help_text=_("As in de Vries, van den Berg.")
    )
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    preferred_name = forms.CharField(
        label=_("Preferred name"),
        max_length=120,
        required=False,
        help_text=_("If the person goes by another first name: letters and lists use it."),
    )
    birth_date = forms.DateField(
        label=_("Born"),
        required=False,
        widget=DateInput(),
        help_text=_("Settles the membership type, and who needs a guardian's word."),
    )
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, help_text=_("Only where sport or grants ask for it.")
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Letters to the person are written in it.")
    )
    member_number = forms.CharField(label=_("Member number"), max_length=40, required=False)
    unit = forms.ChoiceField(label=_("Branch"), required=False)
    home_municipality = forms.CharField(label=_("Home municipality"), max_length=120, required=False)
    is_deceased = forms.BooleanField(label=_("Has died"), required=False)
    deceased_on = forms.DateField(
        label=_("Day of death"), required=False, widget=DateInput(), help_text=_("If it is known.")
    )
    protection = forms.ChoiceField(
        label=_("Protected identity"),
        required=False,
        help_text=_("Hides address, phone, e-mail, birth date and branch at once, everywhere."),
    )
    identity_number = forms.CharField(
        label=_("National identity number"),
        max_length=40,
        required=False,
        help_text=_("Only if the law or a grant asks for it. It is kept sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=320,
        required=False,
        help_text=_("For letters from the association, and to sign in."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    email_2 = forms.CharField(
        label=_("Another e-mail"), max_length=320, required=False, widget=forms.EmailInput()
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        help_text=_("For messages about events, and when something is urgent."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    phone_2 = forms.CharField(
        label=_("Another phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel"}),
    )
    care_of = forms.CharField(label=_("Care of (c/o)"), max_length=120, required=False)
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(
        self,
        *args: Any,
        home: str,
        today: date,
        units: list[UnitRow],
        is_in_branch: bool,
        may_protect: bool,
        may_number: bool,
        held_protection: str = "NONE",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.today = home, today
        self.held_protection = held_protection
        self._choose("gender", [("", pgettext("gender", "not stated")), *_genders()])
        self._choose("language", [("", "—"), *((code, str(name)) for code, name in settings.LANGUAGES)])
        self._choose("country", _countries(home))
        nowhere = [] if is_in_branch else [("", "—")]
        self._choose("unit", [*nowhere, *((str(each.id), _indented(each)) for each in units)])
        # Whoever looks after a branch would lose sight of somebody who is in none.
        self.fields["unit"].required = is_in_branch
        self._choose("protection", _levels_from(held_protection))
        if not units:
            del self.fields["unit"]
        if not may_protect:
            del self.fields["protection"]
        if not (may_number and national_numbers.storable(home)):
            del self.fields["identity_number"]
        if home not in ("NL", "BE"):
            del self.fields["family_name_prefix"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_birth_date(self) -> date | None:
        """Return the birth date."""
        return self._past("birth_date", gettext("Nobody is born in the future."))

    def clean_deceased_on(self) -> date | None:
        """Return the day of death."""
        return self._past("deceased_on", gettext("The day of death cannot lie in the future."))

    def _past(self, name: str, future: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day is not None and day > self.today:
            raise forms.ValidationError(future)
        if day is not None and day.year < OLDEST_YEAR:
            raise forms.ValidationError(
                gettext("That is before %(year)s: is the year right?") % {"year": OLDEST_YEAR}
            )
        return day

    def clean_email(self) -> str:
        """Return the address as it was typed, once it is one."""
        return self._email("email")

    def clean_email_2(self) -> str:
        """Return the other address as it was typed, once it is one."""
        return self._email("email_2")

    def _email(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if text and emails.normalise(text) is None:
            raise forms.ValidationError(
                gettext("This is not one whole e-mail address, such as name@example.org.")
            )
        return text

    def clean_phone(self) -> str:
        """Return the number as it was typed, once it can be dialled."""
        return self._phone("phone")

    def clean_phone_2(self) -> str:
        """Return the other number as it was typed, once it can be dialled."""
        return self._phone("phone_2")

    def _phone(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if text and phones.normalise(text, self.home) is None:
            raise forms.ValidationError(
                gettext(
                    "This number cannot be dialled. Write numbers from abroad with + and the country code."
                )
            )
        return text

    def clean_identity_number(self) -> NewIdentityNumber | None:
        """Return the number, checked as its country makes them."""
        text: str = self.cleaned_data["identity_number"]
        if not text:
            return None
        found = national_numbers.parse(self.home, text, on=self.today)
        if isinstance(found, national_numbers.NationalNumberProblem):
            raise forms.ValidationError(_number_problem(found.reason))
        return NewIdentityNumber(country=found.country, kind=found.kind, normalised=found.normalised)

    def clean(self) -> dict[str, Any]:
        """Check what several fields say together."""
        data = super().clean() or self.cleaned_data
        if not (data.get("given_name") or data.get("family_name") or data.get("preferred_name")):
            self.add_error("given_name", gettext("Write at least one name."))
        country = data.get("country") or self.home
        if data.get("postcode"):
            postcode = addresses.clean_postcode(data["postcode"], country)
            if postcode is None:
                example = addresses.form_of(country).postcode_example
                self.add_error(
                    "postcode",
                    gettext("Postcodes of this country look like %(example)s.") % {"example": example},
                )
            else:
                data["postcode"] = postcode
        elif data.get("street") and not data.get("place"):
            self.add_error("place", gettext("An address needs a postcode or a place."))
        born, died = data.get("birth_date"), data.get("deceased_on")
        if born and died and died < born:
            self.add_error("deceased_on", gettext("The day of death lies before the birth date."))
        if died:
            data["is_deceased"] = True
        if "protection" in self.fields and not data.get("protection"):
            data["protection"] = self.held_protection
        return data

    def unit_id(self) -> UUID | None:
        """Return the chosen branch."""
        chosen = self.cleaned_data.get("unit")
        return UUID(chosen) if chosen else None


class MembershipForm(forms.Form):
    """As what and from when somebody becomes a member."""

    marks_optional = False

    type = forms.ChoiceField(label=_("Membership type"))
    starts_on = forms.DateField(
        label=_("Member from"),
        widget=DateInput(),
        help_text=_("The first day of membership, usually the day of the board's decision."),
    )
    decision = forms.CharField(
        label=_("Decision"),
        max_length=120,
        required=False,
        help_text=_("Where it was decided, such as “board meeting 3/2026, § 7”."),
    )

    def __init__(
        self, *args: Any, types: list[MembershipTypeRow], is_optional: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(str(each.id), type_label(each)) for each in types]
        if is_optional:
            field.choices = [*offered, ("", gettext("None: only a contact"))]
            field.initial = next((str(each.id) for each in types if each.kind == "ADULT"), None)
        else:
            field.choices = [("", gettext("Choose a type")), *offered]
        field.required = not is_optional
        self.fields["starts_on"].required = not is_optional

    def clean(self) -> dict[str, Any]:
        """A type needs its first day."""
        data = super().clean() or self.cleaned_data
        if data.get("type") and not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", gettext("Write the first day of membership."))
        return data


class EndingForm(forms.Form):
    """When and why a membership ends."""

    last_day = forms.DateField(
        label=_("Last day"), widget=DateInput(), help_text=_("The person is a member to the end of this day.")
    )
    reason = forms.ChoiceField(
        label=_("Why"),
        help_text=_("Statistics tell those who left from those who moved, died or were entered by mistake."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        codes = ("RESIGNED", "LAPSED", "TRANSFERRED", "DIED", "EXPELLED", "MISTAKE", "UNKNOWN")
        field.choices = [
            ("", gettext("Choose a reason")),
            *((code, capfirst(wording.end_reason_name(code))) for code in codes),
        ]


def type_label(membership_type: MembershipTypeRow) -> str:
    """Return a type's name with the ages for which it is meant."""
    low, high = membership_type.from_age, membership_type.to_age
    if low is not None and high is not None:
        return gettext("%(name)s (%(low)s to %(high)s years)") % {
            "name": membership_type.name,
            "low": low,
            "high": high,
        }
    if low is not None:
        return gettext("%(name)s (from %(low)s years)") % {"name": membership_type.name, "low": low}
    if high is not None:
        return gettext("%(name)s (to %(high)s years)") % {"name": membership_type.name, "high": high}
    return membership_type.name


def _genders() -> list[tuple[str, str]]:
    return [(code, wording.gender_name(code)) for code in ("F", "M", "X")]


def _indented(unit: UnitRow) -> str:
    return "\u2003" * unit.depth + unit.name


def _levels_from(held: str) -> list[tuple[str, str]]:
    """The levels that one officer may set: raising takes one step, lowering needs two people."""
    names = {
        "NONE": pgettext("protection", "none"),
        "HIDDEN": pgettext("protection", "hidden at the person's wish"),
        "PROTECTED": pgettext("protection", "protected by the authorities"),
        "STRICT": pgettext("protection", "strictly protected by the authorities"),
    }
    return [(level, names[level]) for level in PROTECTION_LEVELS[PROTECTION_LEVELS.index(held) :]]


def _countries(home: str) -> list[tuple[str, str]]:
    territories: Mapping[str, str] = Locale.parse(formatting.current_language()).territories
    others = [(code, name) for code, name in territories.items() if len(code) == 2 and code.isalpha()]
    first = [(code, territories[code]) for code in (home, "SE", "NO", "FI", "DK", "NL", "BE")]
    return [
        *dict.fromkeys(first),
        *sorted((pair for pair in others if pair not in first), key=lambda pair: pair[1]),
    ]


def _number_problem(reason: national_numbers.NumberProblemReason) -> str:
    why = national_numbers.NumberProblemReason
    return {
        why.WRONG_LENGTH: gettext("A digit is missing or too many."),
        why.NOT_A_DATE: gettext("The number does not begin with a date that exists."),
        why.IN_THE_FUTURE: gettext("The date in the number lies in the future."),
        why.WRONG_CHECK_DIGIT: gettext("The check digit does not fit: one digit is mistyped."),
        why.ORGANISATION_NUMBER: gettext("This is the number of an organisation, not of a person."),
    }.get(reason, gettext("This is not a national identity number of the association's country."))
