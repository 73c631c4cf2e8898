"""The rows of a person's form of which there may be any number: e-mails, phones, addresses, numbers elsewhere."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from matrikel.office.people.forms import DateInput, LastDayField
from matrikel.people.rules.records import NewContactPoint

MOST_ROWS = 20
ADDRESS = ("care_of", "street", "postcode", "place", "country")
KIND_OF = {"email": "EMAIL", "phone": "PHONE", "address": "POSTAL"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """How many rows of each kind a form has."""

    email: int = 1
    phone: int = 1
    address: int = 1
    system: int = 0

    def beside(self, other: "Layout") -> "Layout":
        """Return as many rows as either has."""
        most = {name: max(getattr(self, name), getattr(other, name)) for name in Layout.__dataclass_fields__}
        return Layout(**most)

    def one_more(self, kind: str) -> "Layout":
        """Return one row more of a kind, up to a limit; of no kind that we know, the same."""
        if kind not in Layout.__dataclass_fields__:
            return self
        return replace(self, **{kind: min(getattr(self, kind) + 1, MOST_ROWS)})

    def slots(self, kind: str) -> list[str]:
        """Return the names of the rows of a kind: email, email_2, …"""
        return [slot_name(kind, number) for number in range(1, getattr(self, kind) + 1)]


ONE_ROW = Layout()
"""One row of each kind, as a new person's form begins."""


def slot_name(kind: str, number: int) -> str:
    """Return the name of a row, by its kind and its place from one."""
    return kind if number == 1 else f"{kind}_{number}"


def part_name(slot: str, part: str) -> str:
    """Return the name of a field of a row: of address_2, the street is street_2, the label address_2_label."""
    if part in ADDRESS or part == "number":
        return part + slot.removeprefix("address").removeprefix("system")
    return f"{slot}_{part}" if part else slot


_ROWS = re.compile(r"(email|phone|street|system)(?:_(\d{1,2}))?")


def layout_of(names: Iterable[str]) -> Layout:
    """Return the rows that a form had, by the names of the fields that it sent."""
    most: dict[str, int] = {}
    for name in names:
        if found := _ROWS.fullmatch(name):
            kind = "address" if found[1] == "street" else found[1]
            most[kind] = max(most.get(kind, 0), min(int(found[2] or 1), MOST_ROWS))
    return Layout().beside(Layout(**most))


def fields_of(slot: str) -> list[str]:
    """Return the names of all fields of a row."""
    kind = slot.split("_")[0]
    if kind == "system":
        return [slot, part_name(slot, "number")]
    own = [part_name(slot, part) for part in ADDRESS] if kind == "address" else [slot]
    return [*own, *(part_name(slot, part) for part in ("label", "from", "until"))]


EMAIL_WHY = gettext_lazy("For letters from the association, and to sign in.")
PHONE_WHY = gettext_lazy("For messages about events, and when something is urgent.")


def add_rows(form: forms.Form, layout: Layout, countries: list[tuple[str, str]], *, free: bool) -> None:
    """Give a form the fields of all rows; `free` lets labels be written, else they are chosen from a list."""
    for slot in layout.slots("email"):
        form.fields[slot] = forms.CharField(
            label=_numbered(_("E-mail"), slot),
            max_length=320,
            required=False,
            help_text=EMAIL_WHY if slot == "email" else "",
            widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        )
        _add_about(form, slot, free=free)
    for slot in layout.slots("phone"):
        form.fields[slot] = forms.CharField(
            label=_numbered(_("Phone"), slot),
            max_length=40,
            required=False,
            help_text=PHONE_WHY if slot == "phone" else "",
            widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        )
        _add_about(form, slot, free=free)
    for slot in layout.slots("address"):
        texts = {
            "street": (_("Street and number"), 200),
            "care_of": (_("Care of (c/o)"), 120),
            "postcode": (_("Postcode"), 16),
            "place": (_("Place"), 120),
        }
        for part, (label, longest) in texts.items():
            form.fields[part_name(slot, part)] = forms.CharField(
                label=_numbered(label, slot), max_length=longest, required=False
            )
        form.fields[part_name(slot, "country")] = forms.ChoiceField(
            label=_numbered(_("Country"), slot), required=False, choices=countries
        )
        _add_about(form, slot, free=free)
    for kind in KIND_OF:
        form.fields[f"preferred_{kind}"] = forms.CharField(required=False, widget=forms.HiddenInput)
    for slot in layout.slots("system"):
        form.fields[slot] = forms.CharField(
            label=_numbered(_("Number given by"), slot),
            max_length=60,
            required=False,
            help_text=_("A federation, a licence, an earlier register.") if slot == "system" else "",
            widget=forms.TextInput(attrs={"list": "number-systems", "autocomplete": "off"}),
        )
        form.fields[part_name(slot, "number")] = forms.CharField(
            label=_numbered(_("Number"), slot), max_length=60, required=False
        )


def _numbered(label: str, slot: str) -> str:
    number = slot.rpartition("_")[2]
    return f"{label} {number}" if number.isdecimal() else label


def label_names() -> list[str]:
    """Return the usual labels of contact details."""
    return [
        pgettext("label of a contact detail", "Home"),
        pgettext("label of a contact detail", "Work"),
        pgettext("label of a contact detail", "School"),
        pgettext("label of a contact detail", "Parent"),
        pgettext("label of a contact detail", "Summer"),
        pgettext("label of a contact detail", "Invoices"),
    ]


def _add_about(form: forms.Form, slot: str, *, free: bool) -> None:
    name = part_name(slot, "label")
    label = _numbered(_("What it is for"), slot)
    if free:
        form.fields[name] = forms.CharField(
            label=label,
            max_length=40,
            required=False,
            widget=forms.TextInput(attrs={"list": "contact-labels", "autocomplete": "off"}),
        )
    else:
        held = str(form.initial.get(name) or "")
        usual = dict.fromkeys(["", held, *label_names()])
        form.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[(text, text or "—") for text in usual]
        )
    form.fields[part_name(slot, "from")] = forms.DateField(
        label=_numbered(_("From"), slot), required=False, widget=DateInput()
    )
    form.fields[part_name(slot, "until")] = LastDayField(
        label=_numbered(_("Until and with"), slot), required=False, widget=DateInput()
    )


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """One row as the template draws it."""

    slot: str
    value: BoundField | None
    parts: Mapping[str, BoundField]
    preferred_name: str
    is_preferred: bool
    can_prefer: bool

    @property
    def is_open(self) -> bool:
        """Whether the label and the dates are shown at once."""
        about = (self.parts["label"], self.parts["from"], self.parts["until"])
        return any(each.value() or each.errors for each in about)


def rows_of(form: forms.Form, layout: Layout, kind: str) -> list[ContactRow]:
    """Return the rows of a kind, for the template."""
    slots = layout.slots(kind)
    preferred = str(form[f"preferred_{kind}"].value() or "")
    names = (*ADDRESS, "label", "from", "until") if kind == "address" else ("label", "from", "until")
    return [
        ContactRow(
            slot=slot,
            value=form[slot] if kind != "address" else None,
            parts={part: form[part_name(slot, part)] for part in names},
            preferred_name=f"preferred_{kind}",
            is_preferred=slot == preferred,
            can_prefer=len(slots) > 1,
        )
        for slot in slots
    ]


def number_rows(form: forms.Form, layout: Layout) -> list[tuple[BoundField, BoundField]]:
    """Return the rows of numbers elsewhere: by whom, and the number."""
    return [(form[slot], form[part_name(slot, "number")]) for slot in layout.slots("system")]


def slots_of(
    points: Iterable[NewContactPoint], known: Mapping[str, NewContactPoint] | None = None
) -> dict[str, NewContactPoint]:
    """
    Return which row each contact point stands in, the preferred first.

    Points that are known by their id keep the row that they have in `known`, so that two versions of a person can be
    held side by side, whatever came or went in between.
    """
    by_kind: dict[str, list[NewContactPoint]] = {}
    for point in points:
        by_kind.setdefault(point.kind, []).append(point)
    rows = {point.id: slot for slot, point in (known or {}).items() if point.id}
    placed: dict[str, NewContactPoint] = {}
    for kind, code in KIND_OF.items():
        mine = sorted(by_kind.get(code, []), key=lambda point: not point.is_preferred)
        placed |= {rows[point.id]: point for point in mine if point.id in rows}
        number = 1
        for point in mine:
            if point.id in rows:
                continue
            while slot_name(kind, number) in placed or slot_name(kind, number) in (known or {}):
                number += 1
            placed[slot_name(kind, number)] = point
    return placed


def values_of(point: NewContactPoint | None, slot: str, shown: str) -> dict[str, Any]:
    """Return what the fields of a row show; `shown` is the value as its country writes it."""
    values: dict[str, Any] = dict.fromkeys(fields_of(slot), "")
    if point is None:
        return values
    if slot.startswith("address"):
        values |= {part_name(slot, part): getattr(point, part) for part in ADDRESS}
        values[part_name(slot, "postcode")] = shown
    else:
        values[slot] = shown
    values[part_name(slot, "label")] = point.label
    values[part_name(slot, "from")] = point.valid_from.isoformat() if point.valid_from else ""
    values[part_name(slot, "until")] = _day_before(point)
    return values


def _day_before(point: NewContactPoint) -> str:
    return (point.valid_to - timedelta(days=1)).isoformat() if point.valid_to else ""
