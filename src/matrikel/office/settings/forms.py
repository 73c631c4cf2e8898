"""What an association is asked about itself."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from matrikel.organisations.queries import AssociationDetails
from matrikel.organisations.rules import Settings

DEFAULT_COLOUR = "#15605b"


@cache
def time_zones() -> list[tuple[str, str]]:
    """Return the time zones that are places: Europe's first, then the others, in order of name."""
    leftovers = ("Etc/", "SystemV/", "US/", "posix/", "right/")
    places = [zone for zone in available_timezones() if "/" in zone and not zone.startswith(leftovers)]
    places.sort(key=lambda zone: (not zone.startswith("Europe/"), zone))
    return [(zone, zone.replace("_", " ")) for zone in places]


def languages() -> list[tuple[str, str]]:
    """Return our languages, each under the name it gives itself."""
    return [
        (code, str(get_language_info(code)["name_local"]).capitalize()) for code, _name in settings.LANGUAGES
    ]


class ColourInput(forms.TextInput):
    """The browser's own choice of colours."""

    input_type = "color"


class SettingsForm(forms.Form):
    """Reads the settings; whether they are possible is the room's answer."""

    name = forms.CharField(label=_("Name of the association"), max_length=200)
    calls_itself = forms.CharField(
        label=_("What you call yourselves"),
        max_length=40,
        required=False,
        help_text=_("A word such as club, society or union, where you have one of your own."),
    )
    help_name = forms.CharField(
        label=_("Who helps"),
        max_length=200,
        required=False,
        help_text=_("A name, an e-mail address or a telephone number; shown where somebody is stuck."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=languages,
        help_text=_("For everybody who has not chosen another, and for sorting names."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, help_text=_("Decides when a day begins and ends.")
    )
    has_colour = forms.BooleanField(label=_("Use a colour of our own"), required=False)
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        widget=ColourInput(attrs={"class": "colour-input"}),
        help_text=_("White text must be readable on it, for everybody."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def as_settings(self) -> Settings:
        """Return the settings as the room takes them."""
        read: dict[str, Any] = self.cleaned_data
        return Settings(
            name=read["name"],
            language=read["language"],
            time_zone=read["time_zone"],
            colour=read["colour"] if read["has_colour"] else "",
            calls_itself=read["calls_itself"],
            help_name=read["help_name"],
        )


def initial_of(association: AssociationDetails) -> dict[str, object]:
    """Return the settings as they stand, for the form."""
    return {
        "name": association.name,
        "calls_itself": association.calls_itself,
        "help_name": association.help_name,
        "language": association.language,
        "time_zone": association.time_zone,
        "has_colour": bool(association.colour),
        "colour": association.colour or DEFAULT_COLOUR,
        "version": association.version,
    }
