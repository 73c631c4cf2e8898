"""What is asked about a branch: its name in each language, and under which other it lies."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from matrikel.office.settings.wording import language_name
from matrikel.organisations.queries import UnitRow
from matrikel.ui.formatting import current_language

INDENT = "\u2003"


class UnitForm(forms.Form):
    """Reads a branch; whether it can be saved so is the room's answer."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = forms.TypedChoiceField(
        label=_("Lies under"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=_("People in a branch also count for every branch above it."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        units: Sequence[UnitRow],
        hidden: frozenset[UUID],
        languages: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        """Offer the branches under which this one may lie; the `hidden` ones are itself and those below it."""
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        if isinstance(parent, forms.ChoiceField):
            parent.choices = [("", ""), *((str(unit.id), unit.name) for unit in units)]
            parent.widget.choices = [
                ("", _("the association itself")),
                *(
                    (str(unit.id), indented(unit))
                    for unit in units
                    if unit.id not in hidden and unit.closed_on is None
                ),
            ]
        for code in languages:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": language_name(code)},
                max_length=120,
                required=False,
            )


def indented(unit: UnitRow) -> str:
    """Return a branch's name as deep as it lies in the tree."""
    return INDENT * unit.depth + unit.name_in(current_language())
