"""What a host is asked to invite an association."""

from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext_lazy as _

from matrikel.ui.formatting import LOCALES, current_language
from matrikel.ui.templatetags.ui import own_languages


class InviteForm(forms.Form):
    """Reads an invitation; whether it can be made is the room's answer."""

    email = forms.EmailField(
        label=_("E-mail of the first officer"),
        max_length=254,
        help_text=_(
            "Often the secretary. Whoever opens the link sets the association up and may invite the others."
        ),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Decides which laws hold; can be changed while the association is set up."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=own_languages)

    def __init__(self, *args: Any, countries: list[str], **kwargs: Any) -> None:
        """Offer the countries whose rules are known, by their names in the viewer's language."""
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        if isinstance(country, forms.ChoiceField):
            names = {code: country_name(code) for code in countries}
            country.choices = [(code, names[code]) for code in sorted(countries, key=names.__getitem__)]


def country_name(code: str) -> str:
    """Return what a country is called in the viewer's language."""
    return str(Locale.parse(LOCALES[current_language()]).territories.get(code, code))
