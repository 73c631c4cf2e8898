"""The association's own fields, as the member about whom they are sees and answers them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.fields.actions.set_values import NewValue
from matrikel.fields.queries import OwnValue, list_own_values
from matrikel.fields.rules.definitions import Kind, Use, may_edit
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.shapes import example_of
from matrikel.fields.rules.values import (
    NO,
    YES,
    ValueProblem,
    day_of,
    number_of,
    read_choices,
    read_value,
)
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.people.queries import PersonDetails
from matrikel.portal.doors import PortalRequest
from matrikel.ui import formatting
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import Fact

DOTS = "••••"


class DateInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"


class OwnFieldsForm(forms.Form):
    """What a member may write about oneself; the rules of the fields room read it."""

    def __init__(
        self,
        *args: Any,
        asked: Sequence[tuple[FieldRow, OwnValue | None]],
        languages: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = tuple(asked)
        for field, value in self.asked:
            name = _name(field)
            self.fields[name] = _box(field, value, languages)
            self.fields[name].label = field.label(*languages)
            self.fields[name].help_text = field.help(*languages)
            self.fields[name].required = field.member == Use.REQUIRED
            if value is not None:
                self.initial[name] = list(value.texts) if field.kind == Kind.CHOICES else value.texts[0]

    def clean(self) -> dict[str, Any]:
        """Read each answer as its field wants it."""
        data = super().clean() or self.cleaned_data
        self.read: dict[UUID, tuple[str, ...]] = {}
        for field, _value in self.asked:
            typed = data.get(_name(field)) or ""
            found = (
                read_choices(field, typed)
                if isinstance(typed, list)
                else read_value(field, str(typed), language=current_language())
            )
            if isinstance(found, ValueProblem):
                self.add_error(_name(field), _problem(found, field))
            else:
                self.read[field.id] = found.texts
        return data

    def new_values(self, person_id: UUID) -> list[NewValue]:
        """Return what differs from what was held."""
        return [
            NewValue(person_id=person_id, field_id=field.id, texts=self.read[field.id])
            for field, value in self.asked
            if self.read[field.id] != (value.texts if value is not None else ())
        ]


def own_fields_form(request: PortalRequest, person: PersonDetails, data: Any = None) -> OwnFieldsForm:
    """Return the form with the fields that the member may write."""
    asked = [(field, value) for field, value in fields_of(request, person) if may_edit(field.member)]
    return OwnFieldsForm(data, asked=asked, languages=_languages(request))


def own_facts(request: PortalRequest, person: PersonDetails) -> tuple[list[Fact], bool]:
    """Return what own fields hold about the member, and whether there is something that the member may write."""
    fields = fields_of(request, person)
    languages = _languages(request)
    facts = [
        Fact(
            term=field.label(*languages),
            value=DOTS if value.is_sealed else _shown(field, value.texts, languages),
            note=_("kept sealed") if value.is_sealed else _source(value),
        )
        for field, value in fields
        if value is not None
    ]
    return facts, any(may_edit(field.member) for field, _value in fields)


def fields_of(request: PortalRequest, person: PersonDetails) -> list[tuple[FieldRow, OwnValue | None]]:
    """Return the fields that are asked about the member, or hold something already."""
    found = list_own_values(person_id=person.id)
    if not found:
        return []
    own = list_memberships(person_ids=[person.id]).get(person.id, [])
    types = {
        row.type_id for row, fact in zip(own, facts_of(own), strict=True) if fact.holds_on(request.today)
    }
    is_organisation = person.core.kind == "LEGAL"
    return [
        (field, value)
        for field, value in found
        if value is not None or field.applies_to(is_organisation=is_organisation, types_held=types)
    ]


def _languages(request: PortalRequest) -> tuple[str, str]:
    return current_language(), request.association.language


def _name(field: FieldRow) -> str:
    return f"own_{field.id.hex}"


def _box(field: FieldRow, value: OwnValue | None, languages: Sequence[str]) -> forms.Field:
    match field.kind:
        case Kind.LONG_TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
        case Kind.NUMBER:
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "decimal"}))
        case Kind.DATE:
            return forms.CharField(widget=DateInput())
        case Kind.LINK:
            return forms.CharField(widget=forms.URLInput())
        case Kind.YES_NO:
            answers = [("", "—"), (YES, pgettext("answer", "yes")), (NO, pgettext("answer", "no"))]
            return forms.ChoiceField(choices=answers)
        case Kind.CHOICE | Kind.CHOICES:
            given = value.texts if value is not None else ()
            offered = [
                (option.code, field.option_label(option.code, *languages))
                for option in field.options
                if option.is_offered or option.code in given
            ]
            if field.kind == Kind.CHOICE:
                return forms.ChoiceField(choices=[("", "—"), *offered])
            return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple)
    return forms.CharField()


def _shown(field: FieldRow, texts: Sequence[str], languages: Sequence[str]) -> str:
    match field.kind:
        case Kind.YES_NO:
            return pgettext("answer", "yes") if texts[0] == YES else pgettext("answer", "no")
        case Kind.DATE:
            day = day_of(field.kind, texts[0])
            return formatting.date(day) if day else texts[0]
        case Kind.NUMBER:
            scaled = number_of(field.kind, texts[0], field.decimals) or 0
            return formatting.number(scaled / 10**field.decimals, field.decimals)
        case Kind.CHOICE | Kind.CHOICES:
            return ", ".join(field.option_label(text, *languages) for text in texts)
    return texts[0]


def _source(value: OwnValue) -> str:
    return {
        "MEMBER": pgettext("source of a value", "from you"),
        "IMPORT": pgettext("source of a value", "brought in with a list"),
    }.get(value.source, pgettext("source of a value", "entered by the association"))


def _problem(problem: ValueProblem, field: FieldRow) -> str:
    why = ValueProblem
    match problem:
        case why.TOO_LONG:
            return _("That is too long.")
        case why.NOT_A_NUMBER | why.TOO_MANY_DECIMALS | why.TOO_SMALL | why.TOO_LARGE:
            return _("This number is not possible here.")
        case why.NOT_A_DATE | why.TOO_EARLY | why.TOO_LATE:
            return _("This date is not possible here.")
        case why.WRONG_SHAPE:
            return _("Write it like %(example)s.") % {"example": example_of(field.shape)}
        case why.NOT_A_LINK:
            return _("Write the address of a web page, such as https://example.org.")
        case why.NOT_YES_OR_NO | why.NOT_AN_OPTION:
            return _("Choose one of the answers that are offered.")
    return _("There is a character in it that cannot be kept. Write it again.")
