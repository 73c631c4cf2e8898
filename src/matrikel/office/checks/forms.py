"""What is asked about checks: what was seen when and by whom, and which checks are asked of whom."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from matrikel.access.wording import role_name
from matrikel.checks import rules
from matrikel.checks.queries import CheckKindRow
from matrikel.groups.rules import Part
from matrikel.office.checks.wording import nature_name
from matrikel.office.groups.wording import part_name
from matrikel.office.people.forms import DateInput


def _boxes() -> forms.CheckboxSelectMultiple:
    return forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})


class SeenForm(forms.Form):
    """Reads when a paper was seen and by whom; what stood in it is asked of nobody."""

    seen_on = forms.DateField(
        label=_("Seen on"), widget=DateInput(), help_text=_("The day on which the paper was shown.")
    )
    seen_by_name = forms.CharField(
        label=_("Seen by"), max_length=rules.LONGEST_SEEN_BY, help_text=_("Who looked at it.")
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        widget=DateInput(),
        help_text=_("The last day. Leave it empty, and it follows from the kind of check."),
    )


class NoteForm(SeenForm):
    """Reads what somebody showed."""

    kind = forms.TypedChoiceField(label=_("Check"), coerce=UUID)
    field_order = ("kind", "seen_on", "seen_by_name", "valid_until")

    def __init__(self, *args: Any, kinds: Sequence[CheckKindRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(kind.id), kind.name) for kind in kinds]


class KindForm(forms.Form):
    """Reads a kind of check; whether it can be saved so is the room's answer."""

    marks_optional = False

    name = forms.CharField(label=_("Name"), max_length=rules.LONGEST_NAME)
    nature = forms.ChoiceField(label=_("About"))
    validity_months = forms.IntegerField(
        label=_("Holds for, in months"),
        required=False,
        help_text=_("Empty if it does not run out."),
        widget=forms.NumberInput(attrs={"min": 1, "max": rules.MOST_MONTHS}),
    )
    needed_for_parts = forms.MultipleChoiceField(
        label=_("Whoever takes this part in a group"), required=False, widget=_boxes()
    )
    only_with_minors = forms.BooleanField(
        label=_("Only in groups with children"),
        required=False,
        help_text=_("Where nobody young takes part, nobody is asked."),
    )
    minor_age = forms.IntegerField(
        label=_("A child is under"),
        help_text=_("Years of age."),
        widget=forms.NumberInput(attrs={"min": 0, "max": 99}),
    )
    from_age = forms.IntegerField(
        label=_("Asked from the age of"),
        required=False,
        help_text=_("The law asks nobody under the age of criminal responsibility."),
        widget=forms.NumberInput(attrs={"min": 0, "max": 99}),
    )
    needed_for_roles = forms.MultipleChoiceField(
        label=_("Whoever holds this role"), required=False, widget=_boxes()
    )
    is_asked = forms.BooleanField(label=_("This check is asked for"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "nature", [(nature.value, capfirst(nature_name(nature))) for nature in rules.Nature])
        _choose(self, "needed_for_parts", [(part.value, capfirst(part_name(part))) for part in Part])
        _choose(self, "needed_for_roles", [(code, capfirst(role_name(code))) for code in roles])


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
