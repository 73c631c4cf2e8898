"""What an officer types about memberships: read and checked, never saved here."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matrikel.memberships.queries import MembershipTypeRow
from matrikel.memberships.rules import type_for_age
from matrikel.office.people import wording
from matrikel.office.people.asking import AskingForm
from matrikel.people.rules.ages import age_on
from matrikel.ui.formatting import current_language


class DateInput(forms.DateInput):
    """The browser's own date field, which writes dates as its owner does."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class LastDayField(forms.DateField):
    """Reads to the end of which day something lasts: one that has a day after it, since that is what is kept."""

    def to_python(self, value: Any) -> date | None:
        """Return the day, refusing the last one that there is."""
        day: date | None = super().to_python(value)
        if day == date.max:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


BY_AGE = "BY_AGE"
"""What the form says instead of a type: the one that is meant for the person's age."""


class MembershipForm(AskingForm):
    """
    As what and from when somebody becomes a member; `country` and `today` are the association's.

    With `by_age` the type that fits the birth date is offered first; `settle_by_age` puts it into the answer.
    """

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
        self,
        *args: Any,
        types: list[MembershipTypeRow],
        country: str,
        today: date,
        is_optional: bool = False,
        by_age: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.types = {str(each.id): each for each in types}
        self.country, self.today = country, today
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        offered = [(str(each.id), type_label(each)) for each in types]
        if is_optional:
            offered.append(("", gettext("None: only a contact")))
            field.choices = offered
            field.initial = next((str(each.id) for each in types if each.kind == "ADULT"), None)
        else:
            field.choices = [("", gettext("Choose a type")), *offered]
        if by_age:
            field.choices = [(BY_AGE, gettext("The one that fits the age")), *offered]
            field.initial = BY_AGE
        field.required = not is_optional
        self.fields["starts_on"].required = not is_optional
        self.offered = offered

    def show_by_age(self, born_on: date | None) -> None:
        """Name the type that fits somebody born on a day where the choice by age stands."""
        found = type_for_age(self.types.values(), age_on(self.today, born_on)) if born_on else None
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        if found is not None:
            named = gettext("By age: %(type)s") % {"type": found.name_in(current_language())}
            field.choices = [(BY_AGE, named), *self.offered]

    def settle_by_age(self, born_on: date | None) -> None:
        """Put the type that fits the age on the first day in the place of the choice by age, or ask for what lacks."""
        if self.cleaned_data.get("type") != BY_AGE:
            return
        if born_on is None:
            self.add_error("type", gettext("Write when the person was born, or choose the type."))
            return
        starts_on = max(self.cleaned_data.get("starts_on") or self.today, born_on)
        found = type_for_age(self.types.values(), age_on(starts_on, born_on))
        if found is None:
            self.add_error("type", gettext("No type is meant for this age. Choose one."))
            return
        self.cleaned_data["type"] = str(found.id)

    def type_ids(self) -> tuple[UUID, ...]:
        """Return the chosen type, if there is one."""
        chosen = self.cleaned_data.get("type")
        return (UUID(chosen),) if chosen else ()

    def clean(self) -> dict[str, Any]:
        """A type needs its first day."""
        data = super().clean() or self.cleaned_data
        if data.get("type") and not data.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", gettext("Write the first day of membership."))
        if data.get("decision"):
            self.ask_about_text("decision", self.country, self.today)
        return data

    def ask_about_age(self, born_on: date | None) -> None:
        """Ask again where somebody is too young or too old for the type on the first day."""
        chosen, starts_on = (
            self.types.get(self.cleaned_data.get("type") or ""),
            self.cleaned_data.get("starts_on"),
        )
        if born_on is None or chosen is None or starts_on is None or starts_on < born_on:
            return
        age = age_on(starts_on, born_on)
        if (chosen.from_age or 0) <= age <= (chosen.to_age if chosen.to_age is not None else age):
            return
        self.ask(
            "type",
            gettext("The person is %(age)s years old on the first day. Is %(type)s right?")
            % {"age": age, "type": type_label(chosen)},
        )


class EndingForm(forms.Form):
    """When and why a membership ends."""

    last_day = LastDayField(
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
    name = membership_type.name_in(current_language())
    if low is not None and high is not None:
        return gettext("%(name)s (%(low)s to %(high)s years)") % {
            "name": name,
            "low": low,
            "high": high,
        }
    if low is not None:
        return gettext("%(name)s (from %(low)s years)") % {"name": name, "low": low}
    if high is not None:
        return gettext("%(name)s (to %(high)s years)") % {"name": name, "high": high}
    return name
