"""Lets the form of a person follow what the association decided about the built-in fields."""

from collections.abc import Mapping, Sequence

from matrikel.fields.queries import list_built_in
from matrikel.fields.rules.built_in import BuiltInUse
from matrikel.fields.rules.definitions import Use, in_language
from matrikel.office.doors import OfficeRequest
from matrikel.office.people.contact_rows import KIND_OF, fields_of
from matrikel.office.people.person_form import PersonForm
from matrikel.ui.formatting import current_language

_BESIDE = {"home_municipality": ("home_municipality", "home_municipality_since")}
_NEEDED = {"address": ("street", "place")}


def follow_built_in(request: OfficeRequest, form: PersonForm, *, is_new: bool) -> None:
    """
    Hide what the association does not use, ask for what it wants filled in, and say why in its own words.

    What somebody has already stays on the form, so that it can be seen and taken away; and who is in the register
    without something can still be edited.
    """
    languages = (current_language(), request.association.language)
    follow(form, list_built_in(), languages=languages, is_new=is_new)


def follow(
    form: PersonForm, uses: Mapping[str, BuiltInUse], *, languages: Sequence[str], is_new: bool
) -> None:
    """Do so for the uses that are told."""
    unused = set()
    for code, use in uses.items():
        boxes = [name for name in _boxes(form, code) if name in form.fields]
        if not boxes:
            continue
        if help_text := in_language(use.helps, *languages):
            form.fields[boxes[0]].help_text = help_text
        has_value = any(form.initial.get(name) for name in boxes if not name.startswith("country"))
        if use.officers == Use.NONE and not has_value:
            unused.add(code)
            for name in boxes:
                form.fields[name].required = False
                if code not in KIND_OF:
                    form.fields[name].widget = form.fields[name].hidden_widget()
        elif use.officers == Use.REQUIRED:
            for name in _NEEDED.get(code, boxes[:1]):
                if name in form.fields and (is_new or form.initial.get(name)):
                    form.fields[name].required = True
    form.unused = frozenset(unused)


def _boxes(form: PersonForm, code: str) -> Sequence[str]:
    if code in KIND_OF:
        return [name for slot in form.layout.slots(code) for name in fields_of(slot)]
    return _BESIDE.get(code, (code,))
