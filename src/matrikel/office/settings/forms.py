"""What an association is asked about itself: one form for each page of the settings and each step of the assistant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from matrikel.office.settings import wording
from matrikel.office.settings.zones import zone_choices
from matrikel.organisations.queries import AssociationDetails, list_countries
from matrikel.organisations.rules import LONGEST_NAME, WRITTEN_LANGUAGES, Settings
from matrikel.organisations.rules.modules import Shape, shape_of, shaped
from matrikel.organisations.rules.set_up import CONTENT_LANGUAGES
from matrikel.ui.templatetags.ui import own_languages

DEFAULT_COLOUR = "#15605b"


def described(choices: list[tuple[str, str, str]]) -> list[tuple[str, Any]]:
    """Return choices whose labels have a quiet second line."""
    return [
        (str(code), format_html('{}<span class="choice-line">{}</span>', name, line))
        for code, name, line in choices
    ]


class ColourInput(forms.TextInput):
    """The browser's own choice of colours."""

    input_type = "color"


class PartForm(forms.Form):
    """A part of the settings; `version` says which state of the association was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, association: AssociationDetails, at: datetime, **kwargs: Any) -> None:
        """Know the association that is asked."""
        self.association, self.at = association, at
        super().__init__(*args, **kwargs)
        self.offer()

    def offer(self) -> None:
        """Fill in what there is to choose from."""

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the part as it stands; here, nothing."""
        return {}


class SettingsPart(PartForm):
    """A part that `change_settings` saves."""

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with this part as it was typed; here, as they are."""
        return settings


class NameForm(SettingsPart):
    """The name, in each language, and what one says for short."""

    name = forms.CharField(
        label=_("Name of the association"),
        max_length=LONGEST_NAME,
        help_text=_("As it stands in your statutes."),
    )
    calls_itself = forms.CharField(
        label=_("What you call yourselves"),
        max_length=40,
        required=False,
        help_text=_("A word such as club, society or union, where you have one of your own."),
    )

    def offer(self) -> None:
        """Ask for a name in each further language."""
        for code in self.association.written_languages[1:]:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": wording.language_name(code)},
                max_length=LONGEST_NAME,
                required=False,
            )

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the names as they stand."""
        names = {f"name_{code}": found for code, found in association.names.items()}
        return {"name": association.name, "calls_itself": association.calls_itself, **names}

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with these names."""
        return replace(
            settings,
            name=self.cleaned_data["name"],
            calls_itself=self.cleaned_data["calls_itself"],
            names=typed_names(self.cleaned_data),
        )


def typed_names(read: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that were typed into fields `name_<language>`."""
    return {key.removeprefix("name_"): value for key, value in read.items() if key.startswith("name_")}


class HelpForm(SettingsPart):
    """Whom somebody asks who is stuck."""

    marks_optional = False

    help_name = forms.CharField(label=_("Name"), max_length=200, required=False)
    help_email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    help_phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    help_url = forms.CharField(
        label=_("Link"),
        max_length=200,
        required=False,
        help_text=_("A page with answers, beginning with https://"),
    )

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the contact as it stands."""
        return {name: getattr(association, name) for name in _HELP}

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with this contact."""
        return replace(settings, **{name: self.cleaned_data[name] for name in _HELP})


_HELP = ("help_name", "help_email", "help_phone", "help_url")


class LanguagesForm(SettingsPart):
    """In which languages the association writes, and when its days begin."""

    marks_optional = False

    language = forms.ChoiceField(
        label=_("Main language"),
        choices=own_languages,
        help_text=_("For everybody who has not chosen another, and for sorting names."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which you write"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Names of branches and membership types are asked for in each; whoever reads sees their own."
        ),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), help_text=_("Decides when a day begins and ends."))

    def offer(self) -> None:
        """Offer the languages of the country first, and time zones as places."""
        usual = CONTENT_LANGUAGES.get(self.association.country, ())
        order = dict.fromkeys([*self.association.written_languages, *usual, *WRITTEN_LANGUAGES])
        self._choose("languages", [(code, wording.language_name(code)) for code in order])
        self._choose("time_zone", zone_choices(self.at, chosen=self.association.time_zone))

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return languages and zone as they stand."""
        return {
            "language": association.language,
            "languages": list(association.written_languages),
            "time_zone": association.time_zone,
        }

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with these languages; a name in what was the main language is kept as one of it."""
        read = self.cleaned_data
        names = dict(settings.names)
        name = settings.name
        if read["language"] != settings.language:
            # The name moves with the languages: what was the main one is now one of the others.
            names[settings.language] = settings.name
            name = names.pop(read["language"], settings.name)
        languages = (read["language"], *read["languages"])
        return replace(
            settings,
            name=name,
            names=names,
            language=read["language"],
            languages=languages,
            time_zone=read["time_zone"],
        )


class ModulesForm(SettingsPart):
    """Which parts of Matrikel are used."""

    marks_optional = False

    modules = forms.MultipleChoiceField(
        label=_("What you use"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer(self) -> None:
        """Offer every module with what one does with it."""
        field = self.fields["modules"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = described(wording.modules())

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return what is switched on."""
        return {"modules": list(association.modules)}

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with these modules."""
        return replace(settings, modules=tuple(self.cleaned_data["modules"]))


class ShapeForm(SettingsPart):
    """Whether the association is in one piece, has branches, or is made of clubs."""

    shape = forms.ChoiceField(label=_("How are you built?"), widget=forms.RadioSelect)

    def offer(self) -> None:
        """Offer the three shapes."""
        field = self.fields["shape"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = described(wording.shapes())

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the shape that the modules make."""
        return {"shape": shape_of(association.modules).value}

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with the modules of this shape."""
        return replace(settings, modules=shaped(settings.modules or (), Shape(self.cleaned_data["shape"])))


class KindForm(PartForm):
    """What kind of association it is, and what being a member of it tells."""

    kind = forms.ChoiceField(label=_("What kind of association are you?"), widget=forms.RadioSelect)
    profile = forms.ChoiceField(
        label=_("What does it tell about somebody to be a member?"),
        widget=forms.RadioSelect,
        help_text=_("If you are in doubt, ask your federation or your data protection contact."),
    )

    def offer(self) -> None:
        """Offer kinds and profiles in plain words."""
        for name, choices in (("kind", wording.kinds()), ("profile", wording.profiles())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = described(choices)

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return kind and profile as they stand."""
        return {"kind": association.kind, "profile": association.profile}


class OnlyKindForm(KindForm):
    """What kind of association it is, for the beginning: what being a member tells follows from it."""

    def offer(self) -> None:
        """Offer the kinds alone."""
        super().offer()
        del self.fields["profile"]


class CountryForm(PartForm):
    """In which country the association is at home."""

    country = forms.ChoiceField(
        label=_("Country"),
        help_text=_("Decides which laws hold, and how numbers, addresses and amounts are read."),
    )

    def offer(self) -> None:
        """Offer the countries whose rules are known."""
        field = self.fields["country"]
        assert isinstance(field, forms.ChoiceField)
        names = {code: wording.country_name(code) for code in list_countries(on=self.at.date())}
        field.choices = [(code, names[code]) for code in sorted(names, key=names.__getitem__)]

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the country as it stands."""
        return {"country": association.country}


class LooksForm(SettingsPart):
    """Colour and logo."""

    marks_optional = False

    has_colour = forms.BooleanField(label=_("Use a colour of our own"), required=False)
    colour = forms.CharField(
        label=_("Colour"),
        required=False,
        max_length=7,
        widget=ColourInput(attrs={"class": "colour-input"}),
        help_text=_("White text must be readable on it, for everybody."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, up to 2 MB. A square picture on white or on nothing looks best."),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    @classmethod
    def read_from(cls, association: AssociationDetails) -> dict[str, Any]:
        """Return the colour as it stands; a file is never shown again in a form."""
        return {"has_colour": bool(association.colour), "colour": association.colour or DEFAULT_COLOUR}

    def merged(self, settings: Settings) -> Settings:
        """Return the settings with this colour."""
        read = self.cleaned_data
        return replace(settings, colour=read["colour"] if read["has_colour"] else "")


class TypeForm(forms.Form):
    """A membership type as it stands on its own page."""

    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Counts as"), help_text=_("For statistics and for what Matrikel proposes.")
    )
    from_age = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=130)
    to_age = forms.IntegerField(
        label=_("To age"),
        required=False,
        min_value=0,
        max_value=130,
        help_text=_("Still counts at that age."),
    )
    may_vote = forms.BooleanField(label=_("May vote at meetings"), required=False)
    counted_upward = forms.BooleanField(label=_("Counts for the federation"), required=False)
    is_offered = forms.BooleanField(
        label=_("Offered to new members"),
        required=False,
        help_text=_("Whoever has it keeps it when you stop offering it."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, languages: tuple[str, ...] = (), **kwargs: Any) -> None:
        """Ask for a name in each further language."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = wording.type_kinds()
        for code in languages:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": wording.language_name(code)},
                max_length=80,
                required=False,
            )


class TypeRowForm(forms.Form):
    """A membership type as one line of the assistant's list; a line without a name is left out."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    keep = forms.BooleanField(label=_("Keep"), required=False)
    name = forms.CharField(label=_("Name"), max_length=80, required=False)
    from_age = forms.IntegerField(label=_("From age"), required=False, min_value=0, max_value=130)
    to_age = forms.IntegerField(label=_("To age"), required=False, min_value=0, max_value=130)
    may_vote = forms.BooleanField(label=_("May vote"), required=False)


TypeRows = forms.formset_factory(TypeRowForm, extra=2, max_num=60)
