"""What is asked about groups: what they are, who comes in as what, from when, until when."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from matrikel.groups import rules
from matrikel.groups.queries.groups import GroupChoice
from matrikel.office.groups.wording import full_name, kind_name, part_name
from matrikel.office.people.forms import DateInput, LastDayField
from matrikel.organisations.queries import UnitRow
from matrikel.ui.formatting import current_language

INDENT = "\u2003"


class GroupForm(forms.Form):
    """Reads a group; whether it can be saved so is the room's answer."""

    name = forms.CharField(label=_("Name"), max_length=rules.LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind"))
    season = forms.CharField(
        label=_("Season"),
        max_length=rules.LONGEST_SEASON,
        required=False,
        help_text=_("As you call it, such as 2026/27 or autumn 2026. Empty for a group that just goes on."),
    )
    unit = forms.TypedChoiceField(
        label=_("Branch"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("Officers of a branch see the groups of their branch."),
    )
    starts_on = forms.DateField(label=_("First day"), required=False, widget=DateInput())
    last_day = LastDayField(label=_("Last day"), required=False, widget=DateInput())
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, units: Sequence[UnitRow], needs_unit: bool, **kwargs: Any) -> None:
        """Offer the branches within reach; whoever looks after a branch alone has to choose one."""
        super().__init__(*args, **kwargs)
        _choose(self, "kind", [(kind.value, capfirst(kind_name(kind))) for kind in rules.Kind])
        language = current_language()
        branches = [(str(unit.id), INDENT * unit.depth + unit.name_in(language)) for unit in units]
        _choose(self, "unit", branches if needs_unit else [("", _("the whole association")), *branches])
        if not units:
            del self.fields["unit"]
        elif needs_unit:
            self.fields["unit"].required = True


class TakePartForm(forms.Form):
    """Reads as what and from when people come into a group."""

    part = forms.ChoiceField(label=_("As"))
    starts_on = forms.DateField(label=_("From"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "part", [(part.value, capfirst(part_name(part))) for part in rules.Part])


class PeopleTypedForm(TakePartForm):
    """Reads whom somebody typed, one a line."""

    marks_optional = False

    people = forms.CharField(
        label=_("Who"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(
            attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "words"}
        ),
        help_text=_("One person a line: a name or a part of one, a member number, an e-mail address."),
    )
    field_order = ("people", "part", "starts_on")


class GroupChoiceForm(TakePartForm):
    """Reads into which group people come."""

    group = forms.TypedChoiceField(label=_("Group"), coerce=UUID)
    field_order = ("group", "part", "starts_on")

    def __init__(self, *args: Any, groups: Sequence[GroupChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "group", [(str(group.id), full_name(group)) for group in groups])


class LastDayForm(forms.Form):
    """Reads the last day of something."""

    last_day = LastDayField(label=_("Last day"), widget=DateInput())


class PartForm(forms.Form):
    """Reads another part, and from when."""

    part = forms.ChoiceField(label=_("New part"))
    on = forms.DateField(label=_("From"), widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "part", [(part.value, capfirst(part_name(part))) for part in rules.Part])


class NextSeasonForm(forms.Form):
    """Reads what the next season of a group is called and when it begins."""

    name = forms.CharField(label=_("Name"), max_length=rules.LONGEST_NAME)
    season = forms.CharField(label=_("Season"), max_length=rules.LONGEST_SEASON, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=DateInput())
    last_day = LastDayField(label=_("Last day"), required=False, widget=DateInput())
    closes_old = forms.BooleanField(
        label=_("Close this group on the day before"),
        required=False,
        initial=True,
        help_text=_("Who took part stays as it was; nobody is in both."),
    )


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
