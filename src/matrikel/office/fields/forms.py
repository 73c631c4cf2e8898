"""What an officer decides about a field: read here, judged by the room."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from matrikel.fields.rules import built_in, texts
from matrikel.fields.rules.definitions import (
    CHOOSING,
    JOINING_USES,
    LONGEST_HELP,
    LONGEST_LABEL,
    LONGEST_SHAPE,
    MEMBERS_USES,
    MOST_DECIMALS,
    MOST_OPTIONS,
    OFFICERS_USES,
    FieldDefinition,
    ForWhom,
    Kind,
    Level,
    OptionDefinition,
    Use,
)
from matrikel.fields.rules.retention import KEEPS
from matrikel.fields.rules.values import ValueProblem, as_number, number_text
from matrikel.memberships.queries import MembershipTypeRow
from matrikel.office.fields import wording
from matrikel.office.people.forms import DateInput
from matrikel.ui.formatting import current_language

BLANK_ANSWERS = 3
FIRST_ANSWERS = 6


class FieldForm(forms.Form):
    """A field of the association's own; the kind is settled before the form is shown."""

    marks_optional = False

    purpose = forms.ChoiceField(label=gettext_lazy("What do you need it for?"), widget=forms.RadioSelect)
    level = forms.ChoiceField(label=gettext_lazy("How much care does it need?"), widget=forms.RadioSelect)
    keep = forms.ChoiceField(
        label=gettext_lazy("How long is it kept?"),
        help_text=gettext_lazy("When the time is over, the night erases it. Nothing is kept for ever."),
    )
    tells_where = forms.BooleanField(
        label=gettext_lazy("It tells where somebody lives, works or can be met"),
        required=False,
        help_text=gettext_lazy(
            "Then it is hidden, as the address is, for people whose identity is protected."
        ),
    )
    for_whom = forms.ChoiceField(label=gettext_lazy("About whom?"))
    type_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Membership types"), required=False, widget=forms.CheckboxSelectMultiple
    )
    officers = forms.ChoiceField(label=gettext_lazy("Officers who edit people"))
    member = forms.ChoiceField(
        label=gettext_lazy("Members, about themselves"),
        help_text=gettext_lazy(
            "Whoever asks is told what you hold in any case. Seeing it saves the question."
        ),
    )
    joining = forms.ChoiceField(label=gettext_lazy("When somebody joins"))
    shape = forms.CharField(
        label=gettext_lazy("How it looks"),
        max_length=LONGEST_SHAPE,
        required=False,
        help_text=gettext_lazy(
            "9 for a digit, A for a letter, X for either: AA-9999. Two ways with a bar between: 9999 | A999."
        ),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"), min_value=0, max_value=MOST_DECIMALS, initial=0, required=False
    )
    smallest = forms.CharField(label=gettext_lazy("At least"), required=False, max_length=20)
    largest = forms.CharField(label=gettext_lazy("At most"), required=False, max_length=20)
    earliest = forms.DateField(label=gettext_lazy("Not before"), required=False, widget=DateInput())
    latest = forms.DateField(label=gettext_lazy("Not after"), required=False, widget=DateInput())
    kind = forms.CharField(widget=forms.HiddenInput)
    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)
    sure = forms.BooleanField(
        label=gettext_lazy("I have read this, and save it as it stands"), required=False
    )

    def __init__(
        self,
        *args: Any,
        kind: str,
        languages: Sequence[str],
        purposes: Sequence[str],
        types: Sequence[MembershipTypeRow],
        answers: int,
        is_saved: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer what is possible; `answers` is for how many answers there is room; a saved one can be withdrawn."""
        super().__init__(*args, **kwargs)
        self.field_kind, self.languages, self.is_saved = kind, tuple(languages), is_saved
        self._choose(
            "purpose",
            [
                (code, explained(wording.purpose_name(code), wording.purpose_example(code)))
                for code in purposes
            ],
        )
        self._choose(
            "level",
            [
                (each.value, explained(wording.level_name(each), wording.level_example(each)))
                for each in Level
            ],
        )
        self._choose("keep", [("", _("Choose")), *((keep, wording.keep_name(keep)) for keep in KEEPS)])
        self._choose(
            "for_whom",
            [(each.value, wording.for_whom_name(each)) for each in ForWhom if types or each != ForWhom.TYPES],
        )
        self._choose("type_ids", [(str(each.id), each.name) for each in types])
        self._choose("officers", [(use.value, wording.officers_use(use)) for use in OFFICERS_USES])
        self._choose("member", [(use.value, wording.member_use(use)) for use in MEMBERS_USES])
        self._choose("joining", [(use.value, wording.joining_use(use)) for use in JOINING_USES])
        for name, kinds in _ONLY_OF.items():
            if kind not in kinds:
                del self.fields[name]
        if not types:
            del self.fields["type_ids"]
        for place, language in enumerate(self.languages):
            self.fields[f"label_{language}"] = forms.CharField(
                label=_in(_("Name"), language, self.languages), max_length=LONGEST_LABEL, required=place == 0
            )
            self.fields[f"help_{language}"] = forms.CharField(
                label=_in(_("Why you ask"), language, self.languages),
                max_length=LONGEST_HELP,
                required=False,
                help_text=_("One line under the field, for whoever fills it in.") if place == 0 else "",
            )
        self.rooms = range(min(MOST_OPTIONS, answers)) if kind in CHOOSING else range(0)
        for number in self.rooms:
            self.fields[f"answer_{number}_code"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=40
            )
            for language in self.languages:
                self.fields[f"answer_{number}_{language}"] = forms.CharField(
                    label=_in(_("Answer %(number)s") % {"number": number + 1}, language, self.languages),
                    max_length=LONGEST_LABEL,
                    required=False,
                )
            self.fields[f"answer_{number}_gone"] = forms.BooleanField(
                label=_("No longer offered"), required=False
            )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_smallest(self) -> int | None:
        """Return the lower bound as it is counted."""
        return self._bound("smallest")

    def clean_largest(self) -> int | None:
        """Return the upper bound as it is counted."""
        return self._bound("largest")

    def _bound(self, name: str) -> int | None:
        text = self.cleaned_data[name]
        if not text:
            return None
        found = as_number(text, self.cleaned_data.get("decimals") or 0, language=current_language())
        if isinstance(found, ValueProblem):
            raise forms.ValidationError(_("Write a number, with no more decimals than the field has."))
        return found

    @property
    def label_fields(self) -> list[forms.BoundField]:
        """The names, one a language."""
        return [self[f"label_{language}"] for language in self.languages]

    @property
    def help_fields(self) -> list[forms.BoundField]:
        """The lines that say why, one a language."""
        return [self[f"help_{language}"] for language in self.languages]

    @property
    def answer_rows(self) -> list[dict[str, Any]]:
        """The answers: the words in each language, the code that travels along, and whether it is offered."""
        return [
            {
                "code": self[f"answer_{number}_code"],
                "words": [self[f"answer_{number}_{language}"] for language in self.languages],
                "gone": self[f"answer_{number}_gone"] if self.is_saved else None,
            }
            for number in self.rooms
        ]

    def texts_of(self, name: str) -> dict[str, str]:
        """Return what was written in each language."""
        return {language: self.cleaned_data.get(f"{name}_{language}", "") for language in self.languages}

    def definition(self) -> FieldDefinition:
        """Return the field as the room takes it."""
        data = self.cleaned_data
        options = []
        for number in self.rooms:
            labels = self.texts_of(f"answer_{number}")
            if any(labels.values()):
                options.append(
                    OptionDefinition(
                        code=data[f"answer_{number}_code"],
                        labels=labels,
                        is_offered=not data[f"answer_{number}_gone"],
                    )
                )
        return FieldDefinition(
            kind=self.field_kind,
            labels=self.texts_of("label"),
            helps=self.texts_of("help"),
            purpose=data["purpose"],
            level=data["level"],
            keep=data["keep"],
            for_whom=data["for_whom"],
            type_ids=[UUID(text) for text in data.get("type_ids", ())],
            officers=data["officers"],
            member=data["member"],
            joining=data["joining"],
            tells_where=data["tells_where"],
            shape=data.get("shape", ""),
            decimals=data.get("decimals") or 0,
            smallest=data.get("smallest"),
            largest=data.get("largest"),
            earliest=data.get("earliest"),
            latest=data.get("latest"),
            options=options,
            code=data["code"],
        )


_ONLY_OF: Mapping[str, tuple[str, ...]] = {
    "shape": (Kind.TEXT,),
    "decimals": (Kind.NUMBER,),
    "smallest": (Kind.NUMBER,),
    "largest": (Kind.NUMBER,),
    "earliest": (Kind.DATE,),
    "latest": (Kind.DATE,),
}


def initial_of(field: FieldDefinition, *, version: int = 1) -> dict[str, object]:
    """Return a field as the form shows it."""
    initial: dict[str, object] = {
        name: getattr(field, name)
        for name in (
            *("purpose", "level", "keep", "tells_where", "for_whom", "officers", "member", "joining"),
            *("shape", "decimals", "earliest", "latest", "kind", "code"),
        )
    }
    initial["type_ids"] = [str(each) for each in field.type_ids]
    initial["version"] = version
    for name in ("smallest", "largest"):
        bound = getattr(field, name)
        initial[name] = "" if bound is None else number_text(bound, field.decimals)
    for language, text in field.labels.items():
        initial[f"label_{language}"] = text
    for language, text in field.helps.items():
        initial[f"help_{language}"] = text
    for number, option in enumerate(field.options):
        initial[f"answer_{number}_code"] = option.code
        initial[f"answer_{number}_gone"] = not option.is_offered
        for language, text in option.labels.items():
            initial[f"answer_{number}_{language}"] = text
    return initial


class RetireForm(forms.Form):
    """When what a field holds is erased."""

    erase_on = forms.DateField(
        label=gettext_lazy("Erase what it holds on"),
        widget=DateInput(),
        help_text=gettext_lazy("Today erases it tonight. Until the day, it can be seen and taken out."),
    )


class BuiltInForm(forms.Form):
    """How the built-in fields are used: three choices and a line of one's own for each."""

    marks_optional = False

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for each in built_in.BUILT_IN:
            if not each.fixed:
                may_require = each.code not in built_in.REQUIRED_NEVER
                for part, uses, name in (
                    ("officers", built_in.OFFICERS_USES, wording.officers_use),
                    ("member", built_in.MEMBERS_USES, wording.member_use),
                    ("joining", built_in.JOINING_USES, wording.joining_use),
                ):
                    if each.officers_only and part != "officers":
                        continue
                    self.fields[f"{each.code}_{part}"] = forms.ChoiceField(
                        label=_part_name(part),
                        choices=[
                            (use.value, name(use)) for use in uses if may_require or use != Use.REQUIRED
                        ],
                    )
            for language in self.languages:
                self.fields[f"{each.code}_help_{language}"] = forms.CharField(
                    label=_in(_("Why you ask, in your own words"), language, self.languages),
                    required=False,
                    max_length=LONGEST_HELP,
                )

    def uses(self) -> list[built_in.BuiltInUse]:
        """Return the choices as the room takes them; a field that is not used is nobody's to change or to answer."""
        data = self.cleaned_data
        found = []
        for each in built_in.BUILT_IN:
            officers = data.get(f"{each.code}_officers", each.officers)
            member = data.get(f"{each.code}_member", each.member)
            is_used = officers != Use.NONE
            found.append(
                built_in.BuiltInUse(
                    code=each.code,
                    officers=officers,
                    member=member if is_used or member != Use.EDIT else Use.SEE,
                    joining=data.get(f"{each.code}_joining", each.joining) if is_used else Use.NONE,
                    helps={language: data[f"{each.code}_help_{language}"] for language in self.languages},
                )
            )
        return found

    def parts_of(self, code: str) -> list[forms.BoundField]:
        """Return the three choices of a field, or nothing where it is always there."""
        return [
            self[f"{code}_{part}"]
            for part in ("officers", "member", "joining")
            if f"{code}_{part}" in self.fields
        ]

    def helps_of(self, code: str) -> list[forms.BoundField]:
        """Return the lines of one's own, one a language."""
        return [self[f"{code}_help_{language}"] for language in self.languages]


def initial_of_built_in(uses: Mapping[str, built_in.BuiltInUse]) -> dict[str, object]:
    """Return how built-in fields are used, as the form shows it."""
    initial: dict[str, object] = {}
    for code, use in uses.items():
        initial |= {
            f"{code}_officers": use.officers,
            f"{code}_member": use.member,
            f"{code}_joining": use.joining,
        }
        initial |= {f"{code}_help_{language}": text for language, text in use.helps.items()}
    return initial


class TextsForm(forms.Form):
    """The association's own words, one box a place and language."""

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = tuple(languages)
        for place in texts.PLACES:
            for language in self.languages:
                widget = forms.TextInput() if place.is_line else forms.Textarea(attrs={"rows": 6})
                self.fields[text_name(place.code, language)] = forms.CharField(
                    label=_in(_("Your words"), language, self.languages),
                    required=False,
                    max_length=texts.longest(place.code),
                    widget=widget,
                )

    def texts(self) -> dict[tuple[str, str], str]:
        """Return the texts by place and language."""
        return {
            (place.code, language): self.cleaned_data[text_name(place.code, language)]
            for place in texts.PLACES
            for language in self.languages
        }

    def boxes_of(self, place: str) -> list[forms.BoundField]:
        """Return the boxes of a place, one a language."""
        return [self[text_name(place, language)] for language in self.languages]


def text_name(place: str, language: str) -> str:
    """Return the name of the box for a place and a language."""
    return f"{place}_{language}"


def language_name(code: str) -> str:
    """Return a language under the name it gives itself."""
    return str(get_language_info(code)["name_local"])


def _in(text: str, language: str, languages: Sequence[str]) -> str:
    if len(languages) == 1:
        return text
    return _("%(text)s in %(language)s") % {"text": text, "language": language_name(language)}


def explained(name: str, example: str) -> SafeString:
    return format_html('<strong>{}</strong> <span class="choice-note">{}</span>', name, example)


def _part_name(part: str) -> str:
    return {
        "officers": _("Officers"),
        "member": _("Members, about themselves"),
        "joining": _("When somebody joins"),
    }[part]
