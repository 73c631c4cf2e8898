"""What is asked before a list leaves."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.exports.queries import list_recipients
from matrikel.exports.rules.limits import LONGEST_REASON
from matrikel.office.exports.columns import ColumnsForm
from matrikel.office.exports.wording import FORMS, KINDS
from matrikel.office.people.forms import DateInput
from matrikel.privacy.queries import list_purposes
from matrikel.ui.purposes import PURPOSES, purpose_name


def purposes_on(day: date) -> list[tuple[str, str]]:
    """Return the association's purposes for which a list can be taken out."""
    held = {each.code for each in list_purposes(on=day)}
    return [(code, capfirst(purpose_name(code))) for code in PURPOSES if code in held]


class ExportForm(ColumnsForm):
    """For what, for whom, with which columns, and in which form."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy(
            "Everybody on the list sees on their own page when and for what they were taken out."
        ),
        error_messages={"required": gettext_lazy("Choose a purpose.")},
    )
    recipient = forms.ChoiceField(
        label=gettext_lazy("Who receives it?"),
        required=False,
        help_text=gettext_lazy("Whoever receives it outside the association needs an agreement."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("As what?"), widget=forms.RadioSelect, choices=FORMS, initial="XLSX"
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is this needed?"),
        help_text=gettext_lazy("Asked where something sensitive is in it; kept sealed with the export."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, columns: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recipients = [(str(each.id), each.name) for each in list_recipients(on=on)]
        self.fields["purpose"].choices = [("", _("Choose a purpose")), *purposes_on(on)]  # type: ignore[attr-defined]
        self.fields["recipient"].choices = [("", _("Only we ourselves")), *recipients]  # type: ignore[attr-defined]
        self.fields["columns"].choices = list(columns)  # type: ignore[attr-defined]
        self.fields["columns"].help_text = _(
            "What the purpose needs is ticked; take no more than that. Address labels and attendance lists have "
            "their own columns, whatever is ticked here."
        )

    @property
    def recipient_id(self) -> UUID | None:
        """Return who outside receives it."""
        return UUID(self.cleaned_data["recipient"]) if self.cleaned_data["recipient"] else None


class RecipientForm(forms.Form):
    """Somebody outside who may receive lists."""

    name = forms.CharField(label=gettext_lazy("Who receives lists?"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), widget=forms.RadioSelect, choices=KINDS)
    purpose = forms.ChoiceField(label=gettext_lazy("For what only?"))
    ground = forms.CharField(
        label=gettext_lazy("Where is the agreement, or which law asks for it?"),
        max_length=200,
        help_text=gettext_lazy("Such as: processor agreement of 3 May 2026, in the board's folder."),
    )
    agreed_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DateInput)
    agreed_to = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DateInput,
        required=False,
        help_text=gettext_lazy("Leave it empty while it holds until further notice."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [("", _("Choose a purpose")), *purposes_on(on)]  # type: ignore[attr-defined]
