"""What is asked of whoever was invited to bring an association here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matrikel.organisations.rules import LONGEST_NAME, is_slug
from matrikel.organisations.rules.set_up import slug_of


class InvitationForm(forms.Form):
    """Reads the association's name and address, and who she is there; an empty address follows the name."""

    name = forms.CharField(
        label=_("Name of the association"),
        max_length=LONGEST_NAME,
        help_text=_("As it stands in your statutes. You can change it later."),
    )
    slug = forms.CharField(
        label=_("Web address"),
        max_length=40,
        required=False,
        help_text=_("Small letters, digits and hyphens. Leave it empty and it follows the name."),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    display_name = forms.CharField(label=_("Your name"), max_length=120)
    position = forms.ChoiceField(
        label=_("You are"),
        initial="secretary",
        widget=forms.RadioSelect,
        choices=[
            ("secretary", pgettext_lazy("role", "secretary")),
            ("chair", pgettext_lazy("role", "chair")),
        ],
        help_text=_(
            "Either way you can do everything while you set up. You invite the others of the board at the end."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Propose an address where none was typed, and say which roles she gets."""
        read: dict[str, Any] = super().clean() or {}
        slug = (read.get("slug") or "").strip().lower() or slug_of(read.get("name") or "")
        if read.get("name") and not is_slug(slug):
            self.add_error("slug", _("Type an address of small letters, digits and hyphens."))
        read["slug"] = slug
        # A chair alone may not add people, and somebody has to while the board is still one person.
        read["roles"] = ["secretary"] if read.get("position") == "secretary" else ["chair", "secretary"]
        return read
