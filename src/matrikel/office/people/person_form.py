"""What an officer types about a person: read, checked against the country's rules, never saved here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from matrikel.office.people import wording
from matrikel.office.people.asking import AskingForm
from matrikel.office.people.contact_rows import (
    ADDRESS,
    ONE_ROW,
    ContactRow,
    Layout,
    add_rows,
    label_names,
    number_rows,
    part_name,
    rows_of,
)
from matrikel.office.people.forms import DateInput
from matrikel.organisations.queries import UnitRow
from matrikel.people.rules import (
    addresses,
    ibans,
    national_numbers,
    organisation_numbers,
    slips,
)
from matrikel.people.rules.names import fold, tidy_case
from matrikel.people.rules.records import PROTECTION_LEVELS, NewIdentityNumber, is_lower
from matrikel.people.wording import email_problem, past_problem, phone_problem, postcode_problem
from matrikel.ui import formatting
from matrikel.ui.doors import Sends

ENOUGH_NEIGHBOURS = 3
SETS_ACCOUNT = Sends(fields=frozenset({"iban", "forgets_iban"}))
"""Where money goes is asked for with a proof of the last minutes; the rest of the form is not."""

OF_A_BODY = (
    *("given_name", "family_name_prefix", "preferred_name", "birth_date", "gender", "identity_number"),
    *("home_municipality", "home_municipality_since", "is_deceased", "deceased_on", "protection"),
)
"""What only a natural person has."""

LANGUAGE_OF = {"SE": "sv", "NO": "nb", "DK": "da", "FI": "fi", "NL": "nl", "BE": "nl-be"}


class PersonForm(AskingForm):
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
    organisation_number = forms.CharField(
        label=_("Organisation number"),
        max_length=24,
        required=False,
        help_text=_("As the country's register gave it; finds the company again."),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("Letters to the person are written in it.")
    )
    member_number = forms.CharField(label=_("Member number"), max_length=40, required=False)
    unit = forms.ChoiceField(label=_("Branch"), required=False)
    home_municipality = forms.CharField(label=_("Home municipality"), max_length=120, required=False)
    home_municipality_since = forms.DateField(
        label=_("Lives there since"), required=False, widget=DateInput()
    )
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
    iban = forms.CharField(
        label=_("Bank account (IBAN)"),
        max_length=40,
        required=False,
        help_text=_("Only to pay the person back. It is kept sealed."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    forgets_iban = forms.BooleanField(label=_("Forget the bank account"), required=False)

    def __init__(
        self,
        *args: Any,
        home: str,
        today: date,
        units: list[UnitRow],
        is_in_branch: bool,
        may_protect: bool,
        may_number: bool,
        may_bank: bool = False,
        has_bank: bool = False,
        writes_freely: bool = True,
        held_protection: str = "NONE",
        kind: str = "NATURAL",
        layout: Layout = ONE_ROW,
        places: Callable[[str, str], Sequence[tuple[str, int]]] = lambda _postcode, _country: (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.today, self.kind, self.layout, self.places = home, today, kind, layout, places
        self.held_protection = held_protection
        self.unused: frozenset[str] = frozenset()
        add_rows(self, layout, wording.country_choices(home), free=writes_freely)
        self.is_legal = kind == "LEGAL"
        self._choose("gender", [("", pgettext("gender", "not stated")), *_genders()])
        self._choose("language", [("", "—"), *((code, str(name)) for code, name in settings.LANGUAGES)])
        nowhere = [] if is_in_branch else [("", "—")]
        self._choose("unit", [*nowhere, *((str(each.id), _indented(each)) for each in units)])
        # Whoever looks after a branch would lose sight of somebody who is in none.
        self.fields["unit"].required = is_in_branch
        self._choose("protection", _levels_from(held_protection))
        self._leave_out(
            *(() if units else ("unit",)),
            *(() if may_protect else ("protection",)),
            *(() if may_number and national_numbers.storable(home) else ("identity_number",)),
            *(() if home in ("NL", "BE") else ("family_name_prefix",)),
            *(() if may_bank else ("iban",)),
            *(() if may_bank and has_bank else ("forgets_iban",)),
            *(OF_A_BODY if self.is_legal else ("organisation_number",)),
        )
        if self.is_legal:
            name = self.fields["family_name"]
            name.label, name.required = gettext("Name"), True
            name.help_text = gettext("The whole name, as the company or association writes it.")

    def _leave_out(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def rows(self) -> dict[str, list[ContactRow]]:
        """Return the rows of contact details, by kind, for the template."""
        return {
            kind: [] if kind in self.unused else rows_of(self, self.layout, kind)
            for kind in ("email", "phone", "address")
        }

    def numbers(self) -> list[Any]:
        """Return the rows of numbers elsewhere, for the template."""
        return number_rows(self, self.layout)

    def labels(self) -> list[str]:
        """Return the labels that are offered."""
        return label_names()

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
        if problem := past_problem(day, self.today, future):
            raise forms.ValidationError(problem)
        return day

    def _check_email(self, name: str) -> None:
        text: str = self.cleaned_data.get(name) or ""
        if problem := email_problem(text):
            self.add_error(name, problem)
        elif (meant := slips.meant_address(text)) and text != self.initial.get(name):
            self.ask(name, gettext("Did you mean %(address)s?") % {"address": meant})

    def _check_phone(self, name: str) -> None:
        text: str = self.cleaned_data.get(name) or ""
        if problem := phone_problem(text, self.home):
            self.add_error(name, problem)

    def _check_address(self, slot: str) -> None:
        names = {part: part_name(slot, part) for part in ADDRESS}
        data = self.cleaned_data
        country = data.get(names["country"]) or self.home
        if data.get(names["place"]):
            data[names["place"]] = tidy_case(data[names["place"]], LANGUAGE_OF.get(country, ""))
        if not data.get(names["postcode"]):
            if data.get(names["street"]) and not data.get(names["place"]):
                self.add_error(names["place"], gettext("An address needs a postcode or a place."))
            return
        postcode = addresses.clean_postcode(data[names["postcode"]], country)
        if postcode is None:
            self.add_error(names["postcode"], postcode_problem(data[names["postcode"]], country))
            return
        data[names["postcode"]] = postcode
        self._compare_place(names, postcode, country)

    def _compare_place(self, names: Mapping[str, str], postcode: str, country: str) -> None:
        """Ask where everybody else with the postcode lives in another place."""
        place = str(self.cleaned_data.get(names["place"]) or "")
        if not place or not {names["postcode"], names["place"]} & set(self.changed_data):
            return
        others = self.places(postcode, country)
        count = sum(times for _name, times in others)
        if count >= ENOUGH_NEIGHBOURS and all(fold(other) != fold(place) for other, _times in others):
            question = gettext("Others with postcode %(postcode)s live in %(other)s. Is this right?")
            shown = addresses.display_postcode(postcode, country)
            self.ask(names["place"], question % {"postcode": shown, "other": others[0][0]})

    def _check_dates(self, slot: str) -> None:
        first, last = (self.cleaned_data.get(part_name(slot, part)) for part in ("from", "until"))
        if first and last and last < first:
            self.add_error(part_name(slot, "until"), gettext("The last day lies before the first."))

    def _check_number(self, slot: str) -> None:
        name = part_name(slot, "number")
        system, number = self.cleaned_data.get(slot), self.cleaned_data.get(name)
        if number and not system:
            self.add_error(
                slot, gettext("Write who gave the number: a federation, a licence, another register.")
            )
        if system and not number:
            self.add_error(name, gettext("Write the number, or empty both fields."))

    def clean_organisation_number(self) -> str:
        """Return the number as it is stored, once it is one of the association's country."""
        text: str = self.cleaned_data["organisation_number"]
        if not text:
            return ""
        found = organisation_numbers.normalise(text, self.home)
        if isinstance(found, organisation_numbers.OrganisationNumberProblem):
            if found is organisation_numbers.OrganisationNumberProblem.OF_A_PERSON:
                raise forms.ValidationError(
                    gettext("This is the number of a person, not of an organisation.")
                )
            example = organisation_numbers.example(self.home)
            raise forms.ValidationError(
                gettext("A digit is wrong. Such numbers look like %(example)s.") % {"example": example}
            )
        return found

    def clean_iban(self) -> str:
        """Return the account as an IBAN."""
        text: str = self.cleaned_data["iban"]
        if not text:
            return ""
        found = ibans.read(text, self.home)
        if found is None:
            raise forms.ValidationError(
                gettext("This is not an account number. Write the IBAN, which begins with two letters.")
            )
        return found

    def clean_identity_number(self) -> NewIdentityNumber | None:
        """Return the number, checked as its country makes them."""
        text: str = self.cleaned_data["identity_number"]
        if not text:
            return None
        found = national_numbers.parse(self.home, text, on=self.today)
        if isinstance(found, national_numbers.NationalNumberProblem):
            raise forms.ValidationError(number_problem(found.reason))
        return NewIdentityNumber(country=found.country, kind=found.kind, normalised=found.normalised)

    def clean(self) -> dict[str, Any]:
        """Check what several fields say together."""
        data = super().clean() or self.cleaned_data
        if not self.is_legal and not any(
            data.get(name) for name in ("given_name", "family_name", "preferred_name")
        ):
            self.add_error("given_name", gettext("Write at least one name."))
        for slot in self.layout.slots("email"):
            self._check_email(slot)
        for slot in self.layout.slots("phone"):
            self._check_phone(slot)
        for slot in self.layout.slots("address"):
            self._check_address(slot)
        for slot in self.layout.slots("system"):
            self._check_number(slot)
        for kind in ("email", "phone", "address"):
            for slot in self.layout.slots(kind):
                self._check_dates(slot)
                self.ask_about_text(part_name(slot, "label"), self.home, self.today)
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


def _genders() -> list[tuple[str, str]]:
    return [(code, wording.gender_name(code)) for code in ("F", "M", "X")]


def _indented(unit: UnitRow) -> str:
    return "\u2003" * unit.depth + unit.name_in(formatting.current_language())


def _levels_from(held: str) -> list[tuple[str, str]]:
    """The levels that one officer may set: raising takes one step, lowering needs two people."""
    return [(level, wording.level_name(level)) for level in PROTECTION_LEVELS if not is_lower(level, held)]


def number_problem(reason: national_numbers.NumberProblemReason) -> str:
    why = national_numbers.NumberProblemReason
    return {
        why.WRONG_LENGTH: gettext("A digit is missing or too many."),
        why.NOT_A_DATE: gettext("The number does not begin with a date that exists."),
        why.IN_THE_FUTURE: gettext("The date in the number lies in the future."),
        why.WRONG_CHECK_DIGIT: gettext("The check digit does not fit: one digit is mistyped."),
        why.ORGANISATION_NUMBER: gettext("This is the number of an organisation, not of a person."),
    }.get(reason, gettext("This is not a national identity number of the association's country."))
