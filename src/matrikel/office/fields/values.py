"""The part of a person's form that asks own fields: what is shown, what was typed, what becomes of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matrikel.fields.actions.set_values import NewValue
from matrikel.fields.queries import OwnValue, list_fields, list_values
from matrikel.fields.rules.definitions import Kind, Use, may_edit
from matrikel.fields.rules.rows import FieldRow
from matrikel.fields.rules.values import NO, YES, ValueProblem, read_choices, read_value
from matrikel.kernel.actors import Right
from matrikel.memberships.queries import facts_of, list_memberships
from matrikel.office.doors import OfficeRequest
from matrikel.office.fields import wording
from matrikel.office.people.forms import DateInput
from matrikel.organisations.rules.modules import Module
from matrikel.people.rules.free_text import find_concerns
from matrikel.ui.formatting import current_language

SALT = "office.fields.values"


class OwnFieldsForm(forms.Form):
    """
    The association's own fields about one person, as far as the officer may write them.

    What is sealed is not shown: an empty box leaves it as it is, a new value replaces it, a tick forgets it.
    """

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        fields: Sequence[FieldRow],
        held: Mapping[UUID, OwnValue],
        languages: Sequence[str],
        country: str,
        today: Any,
        is_new: bool,
        types_named: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.held = tuple(fields), held
        self.languages, self.country, self.today = tuple(languages), country, today
        self.types_held: Collection[UUID] = ()
        self.is_new = is_new
        for row in self.rows:
            value = held.get(row.id)
            name = name_of(row)
            self.fields[name] = _form_field(row, value, self.languages)
            self.fields[name].label = row.label(*self.languages)
            self.fields[name].help_text = self._why(row, value, types_named)
            if value is not None and value.is_sealed:
                self.fields[f"{name}_forget"] = forms.BooleanField(
                    label=_("Forget what is sealed here"), required=False
                )
            elif value is not None:
                self.initial.setdefault(name, _as_typed(row, value))
        if not self.is_bound:
            self.seen = _seal_seen(self.rows, held)
        else:
            self.seen = self.data.get("own_seen", "")

    def __bool__(self) -> bool:
        return bool(self.rows)

    def _why(self, row: FieldRow, value: OwnValue | None, types_named: Mapping[UUID, str]) -> str:
        lines = [row.help(*self.languages)]
        if value is not None and value.is_sealed:
            lines.append(_("Something is kept sealed. Write here to replace it."))
        elif row.is_sealed:
            lines.append(_("Kept sealed."))
        names = [types_named[each] for each in row.type_ids if each in types_named]
        if names and self.is_new:
            lines.append(_("Asked of: %(types)s.") % {"types": ", ".join(names)})
        return " ".join(line for line in lines if line)

    def boxes(self) -> list[dict[str, Any]]:
        """Return the fields in order, each with its tick for forgetting if something is sealed there."""
        return [
            {
                "value": self[name_of(row)],
                "forget": self[f"{name_of(row)}_forget"] if f"{name_of(row)}_forget" in self.fields else None,
            }
            for row in self.rows
        ]

    def clean(self) -> dict[str, Any]:
        """Read each value as its field wants it."""
        data = super().clean() or self.cleaned_data
        self.read: dict[UUID, tuple[str, ...]] = {}
        for row in self.rows:
            name = name_of(row)
            typed = data.get(name) or ""
            found = (
                read_choices(row, typed)
                if isinstance(typed, list)
                else read_value(row, _as_text(typed), language=current_language())
            )
            if isinstance(found, ValueProblem):
                self.add_error(name, wording.value_problem(found, row))
                continue
            self.read[row.id] = found.texts
            self._check_needed(row, found.texts)
            if row.kind in (Kind.TEXT, Kind.LONG_TEXT) and not row.is_sealed:
                concerns = find_concerns("\n".join(found.texts), self.country, on=self.today)
                if concerns and self._seen_texts(row) != found.texts:
                    self.add_error(
                        name,
                        _(
                            "This seems to hold an identity number or something about health. It is not kept here."
                        ),
                    )
        return data

    def _check_needed(self, row: FieldRow, texts: tuple[str, ...]) -> None:
        value = self.held.get(row.id)
        is_asked = (
            row.for_whom != "TYPES" or bool(set(row.type_ids) & set(self.types_held)) or value is not None
        )
        # Whoever is in the register without it can still be edited; what is there cannot be emptied.
        is_needed = row.officers == Use.REQUIRED and is_asked and (self.is_new or value is not None)
        keeps = value is not None and value.is_sealed and not self.cleaned_data.get(f"{name_of(row)}_forget")
        if is_needed and not texts and not keeps:
            self.add_error(name_of(row), _("Your association wants this filled in."))

    def _seen_texts(self, row: FieldRow) -> tuple[str, ...]:
        value = self.held.get(row.id)
        return value.texts if value is not None else ()

    def new_values(self, person_id: UUID) -> list[NewValue]:
        """Return what was changed since the form was shown."""
        seen = self._read_seen()
        values = []
        for row in self.rows:
            texts, value = self.read[row.id], self.held.get(row.id)
            if value is not None and value.is_sealed:
                if texts or self.cleaned_data.get(f"{name_of(row)}_forget"):
                    values.append(NewValue(person_id=person_id, field_id=row.id, texts=texts))
            elif seen is None:
                if texts:
                    values.append(NewValue(person_id=person_id, field_id=row.id, texts=texts))
            elif list(texts) != seen.get(str(row.id), []):
                shown = seen.get(str(row.id), [])
                values.append(NewValue(person_id=person_id, field_id=row.id, texts=texts, seen=shown))
        return values

    def say_overtaken(self, field_ids: Sequence[UUID]) -> None:
        """Say at each field what somebody else wrote meanwhile; saving once more replaces it knowingly."""
        for row in self.rows:
            if row.id in field_ids:
                stands = wording.shown_value(row, self._seen_texts(row), *self.languages) or _("nothing")
                said = _("Somebody else changed this meanwhile. It now says: %(value)s.")
                self.add_error(name_of(row), said % {"value": stands})
        self.seen = _seal_seen(self.rows, self.held)

    def _read_seen(self) -> dict[str, list[str]] | None:
        if self.is_new:
            return None
        try:
            found: dict[str, list[str]] = signing.loads(self.seen, salt=SALT)
        except signing.BadSignature:
            return {}
        return found


def _seal_seen(rows: Sequence[FieldRow], held: Mapping[UUID, OwnValue]) -> str:
    return signing.dumps({str(row.id): list(held[row.id].texts) for row in rows if row.id in held}, salt=SALT)


def own_fields_form(
    request: OfficeRequest,
    *,
    person_id: UUID | None = None,
    is_organisation: bool = False,
    types_held: Collection[UUID] | None = None,
    types_named: Mapping[UUID, str] | None = None,
    data: QueryDict | None = None,
    given: QueryDict | None = None,
) -> OwnFieldsForm:
    """
    Return the form of the own fields that are asked about somebody; an empty form is false.

    Of a new person the membership type is not known yet (`types_held` of None), so fields of single types are
    offered with their names (`types_named`). `given` is what was typed so far where nothing is to be checked yet.
    """
    is_new = person_id is None
    held: Mapping[UUID, OwnValue] = {}
    is_on = request.association.has(Module.FIELDS)
    fields = [row for row in list_fields() if may_edit(row.officers)] if is_on else []
    if fields and person_id is not None:
        held = list_values(person_ids=[person_id], viewer=request.viewer).get(person_id, {})
    may_sensitive = request.viewer.may(Right.SENSITIVE_SEE)
    asked = [
        row
        for row in fields
        if (may_sensitive or not row.is_sealed)
        and (
            row.id in held
            or (types_held is None and row.for_whom == "TYPES" and not is_organisation)
            or row.applies_to(is_organisation=is_organisation, types_held=types_held or ())
        )
    ]
    form = OwnFieldsForm(
        data,
        fields=asked,
        held=held,
        languages=(current_language(), request.association.language),
        country=request.association.country,
        today=request.today,
        is_new=is_new,
        types_named=types_named or {},
        initial=_given(asked, given) if given is not None else None,
    )
    if given is not None:
        form.seen = given.get("own_seen", form.seen)
    form.types_held = types_held or ()
    return form


def types_held(request: OfficeRequest, person_id: UUID) -> Collection[UUID]:
    """Return the membership types that somebody has today."""
    own = list_memberships(person_ids=[person_id]).get(person_id, [])
    return {
        row.type_id
        for row, fact in zip(own, facts_of(own), strict=True)
        if fact.holds_on(request.today) or fact.starts_on > request.today
    }


def _given(fields: Sequence[FieldRow], given: QueryDict) -> dict[str, Any]:
    return {
        name_of(row): given.getlist(name_of(row)) if row.kind == Kind.CHOICES else given.get(name_of(row), "")
        for row in fields
        if name_of(row) in given
    }


def name_of(row: FieldRow) -> str:
    """Return the name of a field's box; the code is the association's own and never a person's."""
    return f"own_{row.id.hex}"


def _form_field(row: FieldRow, value: OwnValue | None, languages: Sequence[str]) -> forms.Field:
    # What a browser or Django would check is read by the room's rules instead, which say what is wrong.
    match row.kind:
        case Kind.LONG_TEXT:
            return forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
        case Kind.NUMBER:
            return forms.CharField(
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
        case Kind.DATE:
            return forms.CharField(required=False, widget=DateInput())
        case Kind.LINK:
            return forms.CharField(required=False, widget=forms.URLInput(attrs={"autocomplete": "off"}))
        case Kind.YES_NO:
            choices = [("", "—"), (YES, pgettext("answer", "yes")), (NO, pgettext("answer", "no"))]
            return forms.ChoiceField(required=False, choices=choices)
        case Kind.CHOICE | Kind.CHOICES:
            given = value.texts if value is not None else ()
            offered = [
                (option.code, row.option_label(option.code, *languages))
                for option in row.options
                if option.is_offered or option.code in given
            ]
            if row.kind == Kind.CHOICE:
                return forms.ChoiceField(required=False, choices=[("", "—"), *offered])
            return forms.MultipleChoiceField(
                required=False, choices=offered, widget=forms.CheckboxSelectMultiple
            )
    return forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))


def _as_typed(row: FieldRow, value: OwnValue) -> Any:
    if row.kind == Kind.CHOICES:
        return list(value.texts)
    return value.texts[0] if value.texts else ""


def _as_text(typed: Any) -> str:
    return str(typed)
