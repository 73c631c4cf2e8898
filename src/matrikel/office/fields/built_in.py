"""Lets the form of a person follow what the association decided about the built-in fields."""

from collections.abc import Sequence

from django import forms

from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.fields.rules.definitions import Use, in_language

_BOXES = {
    "email": ("email", "email_2"),
    "phone": ("phone", "phone_2"),
    "address": ("street", "care_of", "postcode", "place", "country"),
}
_NEEDED = {"email": ("email",), "phone": ("phone",), "address": ("street", "place")}
_KEPT = frozenset({"country"})


def follow_built_in(
    form: forms.Form, uses: dict[str, BuiltInUse], *, languages: Sequence[str], is_new: bool
) -> None:
    """
    Hide what the association does not use, ask for what it wants filled in, and say why in its own words.

    What somebody has already stays on the form, so that it can be seen and taken away; and who is in the register
    without something can still be edited.
    """
    for code, use in uses.items():
        boxes = [name for name in _BOXES.get(code, (code,)) if name in form.fields]
        if not boxes:
            continue
        if help_text := in_language(use.helps, *languages):
            form.fields[boxes[0]].help_text = help_text
        has_value = any(form.initial.get(name) for name in boxes if name not in _KEPT)
        if use.officers == Use.NONE and not has_value:
            for name in boxes:
                form.fields[name].widget = form.fields[name].hidden_widget()
                form.fields[name].required = False
        elif use.officers == Use.REQUIRED:
            for name in _NEEDED.get(code, boxes):
                if name in form.fields and (is_new or form.initial.get(name)):
                    form.fields[name].required = True
