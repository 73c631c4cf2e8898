"""The form by which somebody is invited to a role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matrikel.office.people.forms import LastDayField


class OfficerForm(forms.Form):
    """Who gets which role, where, from when until when, and in which language they are written to."""

    display_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=pgettext_lazy("role", "For"), required=False)
    starts_on = LastDayField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = LastDayField(
        label=_("Until and with"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The last day of the term of office. Access ends with it by itself, at midnight."),
    )
    decided_by = forms.CharField(
        label=_("Decided by"),
        max_length=120,
        required=False,
        help_text=_("Such as the annual meeting and its day, or the number in the minutes."),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), required=False)
    person = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        roles: list[tuple[str, str]],
        units: list[tuple[str, str]],
        languages: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the roles, branches and languages that there are."""
        super().__init__(*args, **kwargs)
        # Nobody gets a role because it happened to stand first.
        roles = [("", str(_("Choose…"))), *roles]
        for name, choices in (("role", roles), ("unit", units), ("language", languages)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if len(units) < 2:
            self.fields["unit"].widget = forms.HiddenInput()
        if len(languages) < 2:
            self.fields["language"].widget = forms.HiddenInput()
