"""The built-in fields on My pages: a member sees and changes what the association's matrix says, and no more."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matrikel.fields.queries import list_built_in
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.fields.rules.definitions import in_language, may_edit, may_see
from matrikel.kernel.ids import new_id
from matrikel.people.queries import ContactPointRow, PersonDetails
from matrikel.people.rules import addresses, emails, phones
from matrikel.people.rules.records import NewContactPoint, PersonChange
from matrikel.people.wording import email_problem, phone_problem, postcode_problem
from matrikel.portal.doors import PortalRequest
from matrikel.ui.formatting import current_language

SALT = "portal.own_person"
NAMES = ("given_name", "family_name", "preferred_name")
ADDRESS = ("care_of", "street", "postcode", "place")
KINDS = {"email": "EMAIL", "phone": "PHONE", "address": "POSTAL"}
BOXES = {
    **{name: (name,) for name in (*NAMES, "language", "email", "phone")},
    "address": ADDRESS,
}
"""Which boxes belong to a built-in field that a member may change; the others are shown at most."""


class OwnPersonForm(forms.Form):
    """
    What a member may change about oneself.

    `shown` travels with the form, signed: what the member did not touch is never written, whoever changed it since.
    """

    marks_optional = False

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=120)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=120)
    preferred_name = forms.CharField(
        label=gettext_lazy("Preferred name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("If you go by another first name."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), help_text=gettext_lazy("Letters to you are written in it.")
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=320,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=gettext_lazy("For letters from the association. How you sign in does not change."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    care_of = forms.CharField(label=gettext_lazy("Care of (c/o)"), max_length=120, required=False)
    street = forms.CharField(
        label=gettext_lazy("Street and number"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=16,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    shown = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(
        self,
        *args: Any,
        person: PersonDetails,
        uses: Mapping[str, BuiltInUse],
        home: str,
        languages: tuple[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.home = person, home
        self.held = {code: _own_point(person, code) for code in KINDS}
        self.country = (self.held["address"].country if self.held["address"] else "") or home
        asked = {box for code in _editable(person, uses) for box in BOXES[code]}
        for name in set(self.fields) - asked - {"shown"}:
            del self.fields[name]
        if not asked:
            del self.fields["shown"]
            return
        now = _values(person, self.held, self.country)
        for name in asked:
            self.initial[name] = now[name]
            code = name if name in BOXES else "address"
            own_words = in_language(uses[code].helps, *languages)
            if own_words and name == BOXES[code][0]:
                self.fields[name].help_text = own_words
            if name in NAMES[:2] and not now[name]:
                # Who is in the register with one name need not invent another.
                self.fields[name].required = False
        self.initial["shown"] = signing.dumps(
            {"version": person.version, "values": {name: now[name] for name in asked}}, salt=SALT
        )
        if "language" in self.fields:
            language = self.fields["language"]
            assert isinstance(language, forms.ChoiceField)
            known, held = dict(settings.LANGUAGES), now["language"]
            # What stands there now can always stay, even where it is nothing.
            kept = [] if held in known else [(held, held or _("not stated"))]
            language.choices = [*kept, *known.items()]
            language.required = bool(held)

    def clean_email(self) -> str:
        """Return the address as it was typed, once it is one."""
        text: str = self.cleaned_data["email"]
        if problem := email_problem(text):
            raise forms.ValidationError(problem)
        return text

    def clean_phone(self) -> str:
        """Return the number as it was typed, once it can be dialled."""
        text: str = self.cleaned_data["phone"]
        if problem := phone_problem(text, self.home):
            raise forms.ValidationError(problem)
        return text

    def clean_postcode(self) -> str:
        """Return the postcode as it is stored."""
        text: str = self.cleaned_data["postcode"]
        if problem := postcode_problem(text, self.country):
            raise forms.ValidationError(problem)
        return (addresses.clean_postcode(text, self.country) or "") if text else ""

    def change(self) -> PersonChange | None:
        """Return what the member changed, or None if nothing; the version is the one that was shown."""
        try:
            shown = signing.loads(self.cleaned_data.get("shown", ""), salt=SALT)
        except signing.BadSignature:
            shown = {"version": self.person.version, "values": self._now()}
        changed = {
            name
            for name, before in shown["values"].items()
            if name in self.fields and self._typed(name) != before
        }
        if not changed:
            return None
        touched = [code for code in KINDS if changed & set(BOXES[code])]
        return PersonChange(
            person_id=self.person.id,
            version=shown["version"],
            values={name: self.cleaned_data[name] for name in (*NAMES, "language") if name in changed},
            contact_points=self._points(list(self.person.contact_points), touched) if touched else None,
        )

    def after_overtaken(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers with what the member did not touch as it stands now, and the version that stands now."""
        try:
            before = signing.loads(str(data.get("shown", "")), salt=SALT)["values"]
        except signing.BadSignature:
            before = {}
        now = self._now()
        typed = {name: str(data.get(name, "")).strip() for name in now}
        kept = {name: now[name] if typed[name] == before.get(name) else typed[name] for name in now}
        return {**kept, "shown": self.initial["shown"]}

    def _now(self) -> dict[str, str]:
        return {name: str(self.initial[name]) for name in self.fields if name != "shown"}

    def _typed(self, name: str) -> str:
        return str(self[name].value() or "").strip()

    def _points(self, rows: list[ContactPointRow], touched: list[str]) -> list[NewContactPoint]:
        points = [_point(row) for row in rows]
        for code in touched:
            held, new = self.held[code], self._new_point(code)
            if held is None:
                points += [new] if new else []
                continue
            at = next(place for place, point in enumerate(points) if point.id == held.id)
            points[at : at + 1] = (
                [replace(new, label=held.label, is_preferred=held.is_preferred)] if new else []
            )
        return points

    def _new_point(self, code: str) -> NewContactPoint | None:
        data = self.cleaned_data
        if code == "address":
            parts = {name: data.get(name, "") for name in ADDRESS}
            if not any(parts.values()):
                return None
            return NewContactPoint(
                kind="POSTAL", **parts, country=self.country, source="MEMBER", id=new_id(), is_preferred=True
            )
        text = data[code]
        normalised = emails.normalise(text) if code == "email" else phones.normalise(text, self.home)
        if not text:
            return None
        return NewContactPoint(
            kind=KINDS[code], value=text, normalised=normalised or "", source="MEMBER", id=new_id()
        )


def own_person_form(request: PortalRequest, person: PersonDetails, data: Any = None) -> OwnPersonForm:
    """Return the form for the member who asks."""
    return OwnPersonForm(
        data,
        person=person,
        uses=list_built_in(),
        home=request.association.country,
        languages=(current_language(), request.association.language),
    )


def seen_fields(uses: Mapping[str, BuiltInUse]) -> frozenset[str]:
    """Return the built-in fields that members see about themselves."""
    return frozenset(code for code, use in uses.items() if may_see(use.member))


def may_change_something(person: PersonDetails, uses: Mapping[str, BuiltInUse]) -> bool:
    """Say whether the member may change any built-in field."""
    return bool(_editable(person, uses))


def _editable(person: PersonDetails, uses: Mapping[str, BuiltInUse]) -> list[str]:
    left_out = set()
    if person.core.protection != "NONE":
        # What is sealed is not shown here either, and is changed with the officer who keeps it.
        left_out |= set(KINDS)
    if person.core.kind == "LEGAL":
        left_out |= {"given_name", "preferred_name"}
    return [code for code in BOXES if code not in left_out and may_edit(uses[code].member)]


def _own_point(person: PersonDetails, code: str) -> ContactPointRow | None:
    """Return the contact point that a member changes: the preferred one of its kind, else the first."""
    mine = [point for point in person.contact_points if point.kind == KINDS[code]]
    return next((point for point in mine if point.is_preferred), mine[0] if mine else None)


def _values(
    person: PersonDetails, held: Mapping[str, ContactPointRow | None], country: str
) -> dict[str, str]:
    core, email, phone, address = person.core, held["email"], held["phone"], held["address"]
    values = {name: getattr(core, name) or "" for name in (*NAMES, "language")}
    values["email"] = email.value if email else ""
    values["phone"] = (
        (phones.display(phone.normalised, country) if phone.normalised else phone.value) if phone else ""
    )
    values |= {name: getattr(address, name) if address else "" for name in ADDRESS}
    values["postcode"] = addresses.display_postcode(values["postcode"], country) if values["postcode"] else ""
    return values


def _point(row: ContactPointRow) -> NewContactPoint:
    return NewContactPoint(**{name: getattr(row, name) for name in NewContactPoint.__dataclass_fields__})
