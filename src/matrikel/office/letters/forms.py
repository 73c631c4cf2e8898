"""How the association's letters are signed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from matrikel.mail.actions.save_letter_head import LONGEST


class LetterHeadForm(forms.Form):
    """Sender, answers and foot; what is left empty is as usual."""

    marks_optional = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sender_name = forms.CharField(
        label=_("Letters come from"),
        max_length=LONGEST["sender_name"],
        required=False,
        help_text=_("The name that people see in their mail. Empty: the name of the association."),
    )
    reply_to = forms.EmailField(
        label=_("Answers go to"),
        max_length=LONGEST["reply_to"],
        required=False,
        help_text=_("Empty: to whoever helps, if you have named somebody."),
    )
    postal_address = forms.CharField(
        label=_("Postal address"), max_length=LONGEST["postal_address"], required=False
    )
    closing = forms.CharField(
        label=_("A last line"),
        max_length=LONGEST["closing"],
        required=False,
        help_text=_("Stands at the foot of every letter."),
    )
