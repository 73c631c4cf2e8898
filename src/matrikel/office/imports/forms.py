"""What the import asks: a file, what each column holds, what to do with people who are there already."""

from collections.abc import Collection, Sequence
from typing import Any
from zlib import crc32

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from matrikel.fields.rules.definitions import LONGEST_LABEL, FieldDefinition, Kind, Level, Use
from matrikel.fields.rules.hints import hints_of
from matrikel.fields.rules.retention import KEEPS
from matrikel.imports.queries import ColumnRow, ConsentGround, RunDetails, TypeInFile
from matrikel.imports.rules.choices import CHOICES
from matrikel.imports.rules.couples import OnCouple
from matrikel.imports.rules.fields import ColumnState, Field
from matrikel.imports.rules.plan import OnDoubt, OnMatch
from matrikel.imports.rules.types import NEW
from matrikel.memberships.queries import MembershipTypeRow
from matrikel.office.fields import wording as fields_wording
from matrikel.office.fields.forms import explained
from matrikel.office.imports import wording
from matrikel.office.people.forms import DateInput
from matrikel.privacy.rules import EXPLICIT_CONSENT

MOST_WORDS = 60
"""So many words of a file are asked about; a file with more of them has no membership types in that column."""
ACCEPTED = (
    ".xlsx,.ods,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,"
    "application/vnd.oasis.opendocument.spreadsheet"
)


class UploadForm(forms.Form):
    """Reads a file; whether it is a list of people is the room's answer."""

    file = forms.FileField(
        label=_("Your list"),
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a file first."),
            "missing": _("Choose a file first."),
            "invalid": _("Choose a file first."),
        },
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "file-drop"}),
    )


NEW_FIELD = "new_field"
"""What is chosen for a column that shall get an own field which is not there yet."""


class ColumnsForm(forms.Form):
    """Reads what somebody says that the columns hold; empty means that it stays undecided."""

    def __init__(
        self,
        *args: Any,
        columns: Sequence[ColumnRow],
        withheld: Collection[Field],
        own: Sequence[tuple[str, str]] = (),
        makes_fields: bool = False,
        **kwargs: Any,
    ) -> None:
        """Offer every meaning but those that have no place here; `own` are the own fields (label, name)."""
        super().__init__(*args, **kwargs)
        self.columns = columns
        offered = _grouped(withheld)
        if own:
            named = [(f"{Field.OWN.value}:{label}", name) for label, name in own]
            offered.append((wording.field_name(Field.OWN), named))
        if makes_fields:
            offered.append(
                (_("Your own fields, a new one"), [(NEW_FIELD, _("Make a field for this column…"))])
            )
        for column in columns:
            undecided = [("", _("Not decided: stays out"))] if column.state == ColumnState.DOUBTED else []
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                choices=[*undecided, (Field.LEAVE_OUT.value, wording.field_name(Field.LEAVE_OUT)), *offered],
                required=False,
                initial=chosen_of(column),
                label=column.header or column.letters,
                widget=forms.Select(
                    attrs={
                        "class": "form-select",
                        "aria-describedby": f"id_column_{column.index}-why",
                        # Firefox would bring back an older choice after a reload.
                        "autocomplete": "off",
                    }
                ),
            )

    def changed(self) -> list[tuple[int, str]]:
        """Return the columns of which something else was said than stands there, with what was said."""
        found = []
        for column in self.columns:
            said = self.cleaned_data.get(f"column_{column.index}", "")
            if said and said != chosen_of(column):
                found.append((column.index, said))
        return found


def chosen_of(column: ColumnRow) -> str:
    """Return what stands as the choice of a column: nothing while it is doubted."""
    if column.state == ColumnState.DOUBTED:
        return ""
    if column.state != ColumnState.MAPPED:
        return Field.LEAVE_OUT.value
    return f"{column.field}:{column.label}" if column.field == Field.OWN else column.field


def _grouped(withheld: Collection[Field]) -> list[Any]:
    groups: list[Any] = []
    for label, fields in wording.FIELD_GROUPS:
        offered = [
            (field.value, wording.FIELD_NAMES[field])
            for field in fields
            if field in CHOICES and field not in withheld
        ]
        if offered:
            groups.append((label, offered))
    return groups


class ChoicesForm(forms.Form):
    """Reads what is done with people who are there already, and the type of those for whom none is named."""

    marks_optional = False

    on_match = forms.ChoiceField(
        label=_("People who are in the register already"), widget=forms.RadioSelect, choices=()
    )
    on_doubt = forms.ChoiceField(
        label=_("Rows that may mean somebody in the register"), widget=forms.RadioSelect, choices=()
    )
    on_couple = forms.ChoiceField(
        label=_("Rows that name two people"), widget=forms.RadioSelect, choices=(), required=False
    )
    default_type = forms.ChoiceField(label=_("Membership type where the file names none"), required=False)
    wants_households = forms.BooleanField(
        label=_("Form the households that the file speaks of"), required=False
    )

    def __init__(
        self,
        *args: Any,
        types: Sequence[MembershipTypeRow],
        words: Sequence[TypeInFile] = (),
        **kwargs: Any,
    ) -> None:
        """Offer the association's membership types, also for each word of the file that is none's own name."""
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("on_match", [(each.value, wording.on_match_name(each)) for each in OnMatch]),
            ("on_doubt", [(each.value, wording.on_doubt_name(each)) for each in OnDoubt]),
            ("on_couple", [(each.value, wording.on_couple_name(each)) for each in OnCouple]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        default = self.fields["default_type"]
        if isinstance(default, forms.ChoiceField):
            default.choices = [
                ("", _("by age, else the usual one")),
                *((str(found.id), found.name) for found in types),
            ]
        self.words = words[:MOST_WORDS]
        for word in self.words:
            self.fields[_name_of(word)] = forms.ChoiceField(
                label=gettext("“%(name)s” in the file") % {"name": word.name},
                required=False,
                initial=chosen_type(word),
                choices=_types_for(word, types),
            )

    def type_fields(self) -> list[forms.BoundField]:
        """Return the questions about words of the file."""
        return [self[_name_of(word)] for word in self.words]

    def chosen_types(self) -> dict[str, str]:
        """Return what was said of words of the file, where it is something else than stands there."""
        said = {word.key: self.cleaned_data.get(_name_of(word), "") for word in self.words}
        return {
            word.key: said[word.key] for word in self.words if said[word.key] not in ("", chosen_type(word))
        }


def _name_of(word: TypeInFile) -> str:
    # By the word and not by its place: what another column holds by now is not what was asked about.
    return f"type_{crc32(word.key.encode()):08x}"


def chosen_type(word: TypeInFile) -> str:
    """Return what stands as the type of a word: a type's id, a new one, or nothing for that of another word."""
    if word.type_id is not None:
        return str(word.type_id)
    return "" if word.like else NEW


def _types_for(word: TypeInFile, types: Sequence[MembershipTypeRow]) -> list[tuple[str, str]]:
    choices = [(NEW, gettext("Make a new type of this name"))]
    if word.like:
        choices.insert(0, ("", gettext("The same new type as “%(name)s”") % {"name": word.like}))
    return [
        *choices,
        *((str(found.id), gettext("Use %(name)s") % {"name": found.name}) for found in types),
    ]


def initial_choices(details: RunDetails) -> dict[str, Any]:
    """Return the choices as they stand, for the form."""
    return {
        "on_match": details.on_match,
        "on_doubt": details.on_doubt,
        "on_couple": details.on_couple,
        "default_type": str(details.default_type_id or ""),
        "wants_households": details.wants_households,
    }


class GroundForm(forms.Form):
    """Reads on which ground people may be kept whose membership says something sensitive, and what shows it."""

    ground = forms.ChoiceField(
        label=_("Why you may keep these people"),
        widget=forms.RadioSelect,
        choices=(),
        error_messages={"required": _("Choose why you may keep these people.")},
    )
    how = forms.ChoiceField(
        label=_("In which form they agreed"),
        required=False,
        choices=(),
        error_messages={"required": _("Say in which form they agreed.")},
    )
    on = forms.DateField(
        label=_("When they agreed"),
        required=False,
        widget=DateInput(),
        help_text=_("A day in the file itself goes before this one."),
        error_messages={"required": _("Say when they agreed.")},
    )
    evidence = forms.CharField(
        label=_("Where the papers are kept"),
        required=False,
        max_length=200,
        help_text=_("For example: binder 3 in the archive, or the folder of the join forms."),
        error_messages={"required": _("Say where what shows it is kept.")},
    )

    def __init__(self, *args: Any, consent: ConsentGround, **kwargs: Any) -> None:
        """Offer the grounds that the association's profile knows."""
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("ground", [(code, wording.ground_name(code)) for code in consent.offered]),
            ("how", [("", _("Choose")), *wording.consent_forms()]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if consent.offered == (EXPLICIT_CONSENT,):
            # Without another ground there is nothing optional about what shows it.
            for name in ("how", "on", "evidence"):
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Ask for what shows it where the ground is that people agreed."""
        values = super().clean() or {}
        if values.get("ground") == EXPLICIT_CONSENT:
            for name, why in (
                ("how", _("Say in which form they agreed.")),
                ("on", _("Say when they agreed.")),
                ("evidence", _("Say where what shows it is kept.")),
            ):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, why)
        return values


def initial_ground(consent: ConsentGround) -> dict[str, Any]:
    """Return what was said of the ground, for the form; where there is one only, it is chosen."""
    only = consent.offered[0] if len(consent.offered) == 1 else ""
    return {
        "ground": consent.ground or only,
        "how": consent.how,
        "on": consent.on,
        "evidence": consent.evidence,
    }


class OwnFieldForm(forms.Form):
    """Reads what a new own field for a column must say: without a purpose, a level and an end there is none."""

    marks_optional = False

    label = forms.CharField(label=_("Name"), max_length=LONGEST_LABEL)
    purpose = forms.ChoiceField(label=_("What do you need it for?"), widget=forms.RadioSelect)
    level = forms.ChoiceField(label=_("How much care does it need?"), widget=forms.RadioSelect)
    keep = forms.ChoiceField(
        label=_("How long is it kept?"),
        help_text=_("When the time is over, the night erases it. Nothing is kept for ever."),
    )

    def __init__(self, *args: Any, purposes: Sequence[str], language: str, **kwargs: Any) -> None:
        """Offer these purposes; the name is in the association's language."""
        super().__init__(*args, **kwargs)
        self.language = language
        for name, choices in (
            (
                "purpose",
                [
                    (code, explained(fields_wording.purpose_name(code), fields_wording.purpose_example(code)))
                    for code in purposes
                ],
            ),
            (
                "level",
                [
                    (
                        each.value,
                        explained(fields_wording.level_name(each), fields_wording.level_example(each)),
                    )
                    for each in Level
                ],
            ),
            ("keep", [("", gettext("Choose")), *((keep, fields_wording.keep_name(keep)) for keep in KEEPS)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Refuse a level below what the words of the name ask for by law."""
        said: dict[str, Any] = super().clean() or {}
        label, level = said.get("label", ""), said.get("level", "")
        if label and level:
            hints, order = hints_of([label], kind=Kind.TEXT), list(Level)
            if order.index(hints.least_level) > order.index(Level(level)):
                for each in hints.guarded:
                    self.add_error("level", fields_wording.guarded_line(each))
        return said

    def definition(self) -> FieldDefinition:
        """Return the field: a line of text that officers write and members see."""
        said = self.cleaned_data
        return FieldDefinition(
            kind=Kind.TEXT.value,
            labels={self.language: said["label"]},
            purpose=said["purpose"],
            level=said["level"],
            keep=said["keep"],
            member=Use.SEE.value,
        )
