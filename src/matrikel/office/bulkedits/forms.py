"""What is typed for each kind of bulk edit; `values()` answers with the texts that the kind reads."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.values import LONGEST_TEXT, Read, read_value
from matrikel.groups.rules import LONGEST_NAME, Part
from matrikel.groups.rules import Kind as GroupKind
from matrikel.office.bulkedits.kinds import Kind
from matrikel.office.fields import wording as field_wording
from matrikel.office.groups import wording as group_wording
from matrikel.office.people import wording as people_wording
from matrikel.office.people.asking import AskingForm
from matrikel.office.people.forms import DateInput, LastDayField
from matrikel.people.rules import addresses
from matrikel.people.rules.names import fold
from matrikel.people.rules.tags import LONGEST_TAG
from matrikel.people.wording import postcode_problem
from matrikel.ui.formatting import current_language


class KindForm(forms.Form):
    """The form of one kind; `options` are what a choice offers, and `country` is the association's."""

    marks_optional = False

    def __init__(
        self, *args: Any, options: Sequence[tuple[str, str]] = (), country: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.country = country
        for name in ("branch", "tag", "group", "field", "type"):
            if isinstance(field := self.fields.get(name), forms.ChoiceField):
                field.choices = [("", gettext("Choose one")), *options]

    def values(self) -> dict[str, str]:
        """Return what was typed, as texts."""
        return {
            name: value.isoformat() if hasattr(value, "isoformat") else str(value or "")
            for name, value in self.cleaned_data.items()
        }


class AddressForm(KindForm):
    """A changed address."""

    street_from = forms.CharField(
        label=_("Street that was called"),
        max_length=200,
        required=False,
        help_text=_("Only the name, without the number: everybody keeps the number of the house."),
    )
    street_to = forms.CharField(label=_("Is now called"), max_length=200, required=False)
    only_postcode = forms.CharField(
        label=_("Only where the postcode is"),
        max_length=16,
        required=False,
        help_text=_("Leave it empty to change everybody whom you chose."),
    )
    postcode = forms.CharField(label=_("New postcode"), max_length=16, required=False)
    place = forms.CharField(label=_("New place"), max_length=120, required=False)
    street = forms.CharField(
        label=_("New street and number"),
        max_length=200,
        required=False,
        help_text=_("Everybody whom you chose gets this very street and number."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for both names of a street, and for anything to change at all."""
        typed = super().clean() or {}
        if bool(typed.get("street_from")) != bool(typed.get("street_to")):
            missing = "street_to" if typed.get("street_from") else "street_from"
            self.add_error(missing, gettext("Write both names of the street, the old one and the new one."))
        elif typed.get("street") and typed.get("street_from"):
            self.add_error("street", gettext("Either rename the street or write a new one, not both."))
        elif not self.errors and not any(
            typed.get(name) for name in ("street_to", "postcode", "place", "street")
        ):
            raise forms.ValidationError(gettext("Write what is new about the address."))
        return typed

    def clean_postcode(self) -> str:
        """Check the postcode by the country's form."""
        return self._postcode(self.cleaned_data["postcode"])

    def clean_only_postcode(self) -> str:
        """Check the postcode by the country's form."""
        return self._postcode(self.cleaned_data["only_postcode"])

    def _postcode(self, text: str) -> str:
        if problem := postcode_problem(text, self.country):
            raise forms.ValidationError(problem)
        return (addresses.clean_postcode(text, self.country) or "") if text else ""


class BranchForm(KindForm):
    """Another branch."""

    branch = forms.ChoiceField(label=_("Branch"))


class LanguageForm(KindForm):
    """Another language to write in."""

    language = forms.ChoiceField(
        label=_("Language"), help_text=_("Letters to these people are written in it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", gettext("Choose one")),
            *((code, capfirst(people_wording.language_name(code))) for code, _name in settings.LANGUAGES),
        ]


class MunicipalityForm(KindForm):
    """Another home municipality."""

    municipality = forms.CharField(label=_("Home municipality"), max_length=120)


class MembershipEndForm(KindForm):
    """The end of memberships."""

    last_day = LastDayField(
        label=_("Last day"), widget=DateInput(), help_text=_("They are members to the end of this day.")
    )
    reason = forms.ChoiceField(label=_("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        codes = ("RESIGNED", "LAPSED", "TRANSFERRED", "DIED", "EXPELLED", "MISTAKE", "UNKNOWN")
        field.choices = [
            ("", gettext("Choose a reason")),
            *((code, capfirst(people_wording.end_reason_name(code))) for code in codes),
        ]


class MembershipTypeForm(KindForm):
    """Another membership type from a day on."""

    type = forms.ChoiceField(label=_("New type"))
    starts_on = forms.DateField(
        label=_("From"),
        widget=DateInput(),
        help_text=_("The type that they have ends on the day before."),
    )
    from_type = forms.ChoiceField(label=_("Only who has this type"), required=False)

    def __init__(self, *args: Any, earlier: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["from_type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Whatever they have")), *earlier]

    def clean(self) -> dict[str, Any]:
        """Refuse to follow a type by itself."""
        typed = super().clean() or {}
        if typed.get("type") and typed.get("type") == typed.get("from_type"):
            self.add_error("from_type", gettext("Choose two different types."))
        return typed


class TagForm(KindForm):
    """A tag to take off."""

    tag = forms.ChoiceField(label=_("Tag"))


class OrNewForm(KindForm):
    """Chooses one of what there is in `chooses`, or names a new one; without any there is only the name to type."""

    chooses = ""
    new_fields: Sequence[str] = ("new_name",)

    def __init__(
        self, *args: Any, options: Sequence[tuple[str, str]], makes_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, options=options, **kwargs)
        self.known, self.makes_new = options, makes_new
        if not makes_new:
            for name in self.new_fields:
                self.fields.pop(name, None)
        elif self.known:
            self.fields[self.chooses].required = False
        else:
            self.fields.pop(self.chooses)
            self.fields["new_name"].required = True

    def new_ones(self) -> list[forms.BoundField]:
        """Return the fields that a new one has."""
        return [self[name] for name in self.new_fields if name in self.fields]

    def others(self) -> list[forms.BoundField]:
        """Return the fields that are asked of old and new ones."""
        return [each for each in self if each.name not in (*self.new_fields, self.chooses)]

    def clean(self) -> dict[str, Any]:
        """Take either the one or the other; a new one that is called like an old one is the old one."""
        typed = super().clean() or {}
        typed.setdefault(self.chooses, "")
        name = " ".join(str(typed.get("new_name") or "").split())
        same = next((value for value, label in self.known if fold(label) == fold(name)), "")
        if name and typed[self.chooses] and typed[self.chooses] != same:
            self.add_error("new_name", gettext("Either choose one or write a new name, not both."))
        elif name and same:
            typed[self.chooses], name = same, ""
        elif self.makes_new and not name and not typed[self.chooses] and not self.errors:
            self.add_error(self.chooses, gettext("Choose one, or write the name of a new one."))
        typed["new_name"] = name
        return typed


class GiveTagForm(OrNewForm, AskingForm):
    """A tag to give, or a new one."""

    chooses = "tag"

    tag = forms.ChoiceField(label=_("Tag"))
    new_name = forms.CharField(
        label=_("Name of the new tag"),
        max_length=LONGEST_TAG,
        required=False,
        help_text=_("Short, and what anybody may read: “has a key”, “can drive the minibus”."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Ask about what a tag need not say."""
        typed = super().clean()
        if typed["new_name"] and "new_name" not in self.errors:
            self.ask_about_text("new_name", self.country, self.today)
        return typed

    def values(self) -> dict[str, str]:
        """Return what was typed, and what the new name was kept in spite of."""
        return super().values() | {"concerns": ",".join(self.kept_texts.get("new_name", ()))}


class GroupForm(OrNewForm):
    """Coming into a group, or into a new one."""

    chooses = "group"
    new_fields = ("new_name", "new_kind", "new_unit")

    group = forms.ChoiceField(label=_("Group or team"))
    new_name = forms.CharField(label=_("Name of the new group"), max_length=LONGEST_NAME, required=False)
    new_kind = forms.ChoiceField(label=_("Kind"), required=False, initial=GroupKind.GROUP.value)
    new_unit = forms.ChoiceField(label=_("Branch"), required=False)
    part = forms.ChoiceField(label=_("Part"))
    starts_on = forms.DateField(label=_("From"), widget=DateInput())

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("part", [(part.value, capfirst(group_wording.part_name(part))) for part in Part])
        self._offer("new_kind", [(each.value, capfirst(group_wording.kind_name(each))) for each in GroupKind])
        if units:
            self._offer("new_unit", list(units))
        else:
            self.fields.pop("new_unit")

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the kind and the branch of a new group."""
        typed = super().clean()
        for name in ("new_kind", "new_unit"):
            if typed["new_name"] and name in self.fields and not typed.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return typed


class OwnFieldForm(KindForm):
    """What one of the association's own fields shall hold; read as on a person's page."""

    field = forms.ChoiceField(label=_("Field"))
    text = forms.CharField(
        label=_("Shall hold"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Leave it empty to forget what the field holds about these people."),
    )

    def __init__(self, *args: Any, fields: Sequence[FieldRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {str(row.id): row for row in fields}

    def clean(self) -> dict[str, Any]:
        """Bring the text into the form in which the field keeps it."""
        typed = super().clean() or {}
        row = self.rows.get(typed.get("field", ""))
        if row is None:
            return typed
        read = read_value(row, typed.get("text", ""), language=current_language())
        if isinstance(read, Read):
            typed["text"] = "".join(read.texts)
        else:
            self.add_error("text", field_wording.value_problem(read, row))
        return typed


FORMS: dict[str, type[KindForm]] = {
    "address": AddressForm,
    "branch": BranchForm,
    "language": LanguageForm,
    "municipality": MunicipalityForm,
    "tag_add": GiveTagForm,
    "tag_remove": TagForm,
    "group": GroupForm,
    "own_field": OwnFieldForm,
    "membership_type": MembershipTypeForm,
    "membership_end": MembershipEndForm,
}
"""By the code of the kind."""


def form_of(kind: Kind, typed: Mapping[str, Any] | None, *, country: str, today: date) -> KindForm:
    """Return the form of a kind."""
    more: dict[str, Any] = {"fields": kind.fields} if kind.fields else {}
    if kind.earlier:
        more = {"earlier": kind.earlier}
    if issubclass(FORMS[kind.code], OrNewForm):
        more = {"makes_new": kind.makes_new}
        more |= {"today": today} if kind.code == "tag_add" else {"units": kind.units}
    initial = {"starts_on": today}
    return FORMS[kind.code](typed, options=kind.options, country=country, initial=initial, **more)
