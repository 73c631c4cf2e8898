"""The field catalogue: what is kept about people, why, how long and who sees it, own fields and built-in ones alike."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.fields.actions.order_fields import order_fields
from matrikel.fields.actions.use_built_in import UseRefused, use_built_in
from matrikel.fields.queries import HeldCount, count_values, list_built_in, list_fields
from matrikel.fields.rules.built_in import BUILT_IN, BuiltIn, BuiltInUse
from matrikel.fields.rules.definitions import Use
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Right
from matrikel.kernel.personal_data_map import pages
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields import wording
from matrikel.office.fields.around import around
from matrikel.office.fields.forms import BuiltInForm, initial_of_built_in
from matrikel.office.frame import address, show
from matrikel.office.settings.parts import FIELDS
from matrikel.organisations.rules.modules import Module
from matrikel.ui import formatting
from matrikel.ui.formatting import current_language
from matrikel.ui.parts import Tone


@require_safe
@needs(Right.SETTINGS_EDIT)
def own_fields(request: OfficeRequest) -> HttpResponse:
    """Show every field with its purpose, level, retention and who sees it."""
    fields, counts = list_fields(with_retired=True), count_values()
    asked = [field for field in fields if field.retired_on is None]
    context = {
        **around(request, FIELDS),
        "has_own": request.association.has(Module.FIELDS),
        "modules_url": address(request, "settings_modules"),
        "own": [_line(request, field, counts, place, len(asked)) for place, field in enumerate(asked)],
        "retired": [_retired_line(request, field, counts) for field in fields if field.retired_on],
        "built_in": [_built_in_line(each, list_use) for each, list_use in _with_uses()],
        "new_url": address(request, "new_own_field"),
        "order_url": address(request, "order_own_fields"),
        "built_in_url": address(request, "built_in_fields"),
    }
    return show(request, "office/fields/catalogue.html", context)


@needs(Right.SETTINGS_EDIT, module=Module.FIELDS)
@require_POST
def order_own_fields(request: OfficeRequest) -> HttpResponse:
    """Move one field up or down."""
    ids = [field.id for field in list_fields()]
    moved, _colon, way = request.POST.get("move", "").partition(":")
    found = next((place for place, each in enumerate(ids) if str(each) == moved), None)
    if found is not None:
        other = found - 1 if way == "up" else found + 1
        if 0 <= other < len(ids):
            ids[found], ids[other] = ids[other], ids[found]
            order_fields(field_ids=ids, actor=request.actor, at=request.now)
    return redirect(f"{address(request, 'settings_fields')}#own")


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def built_in_fields(request: OfficeRequest) -> HttpResponse:
    """Decide how the built-in fields are used."""
    languages = request.association.written_languages
    if request.method != "POST":
        initial = initial_of_built_in(list_built_in())
        return _show_built_in(request, BuiltInForm(languages=languages, initial=initial))
    form = BuiltInForm(request.POST, languages=languages)
    if not form.is_valid():
        return _show_built_in(request, form, status=422)
    try:
        changed = use_built_in(uses=form.uses(), actor=request.actor, at=request.now)
    except UseRefused as refusal:
        form.add_error(f"{refusal.code}_help_{languages[0]}", str(refusal))
        return _show_built_in(request, form, status=422)
    messages.success(
        request, _("Saved. The forms follow at once.") if changed else _("Nothing was different.")
    )
    return redirect(address(request, "settings_fields"))


def _show_built_in(request: OfficeRequest, form: BuiltInForm, *, status: int = 200) -> HttpResponse:
    rows = [
        {
            "name": wording.built_in_name(each.code),
            "about": _built_in_line(each, None),
            "parts": form.parts_of(each.code),
            "helps": form.helps_of(each.code),
            "is_open": any(box.errors or box.value() for box in form.helps_of(each.code)),
        }
        for each in BUILT_IN
    ]
    context = {
        **around(request, FIELDS),
        "form": form,
        "rows": rows,
        "back_url": address(request, "settings_fields"),
    }
    return show(request, "office/fields/built_in.html", context, status=status)


def _with_uses() -> list[tuple[BuiltIn, BuiltInUse]]:
    uses = list_built_in()
    return [(each, uses[each.code]) for each in BUILT_IN]


def _line(
    request: OfficeRequest, field: FieldRow, counts: dict[Any, HeldCount], place: int, last: int
) -> dict[str, Any]:
    return {
        "id": field.id,
        "name": field.label(current_language(), request.association.language),
        "url": address(request, "own_field", field_id=field.id),
        "kind": wording.kind_name(field.kind),
        "purpose": wording.purpose_name(field.purpose),
        "level": wording.level_name(field.level),
        "tone": wording.level_tone(field.level),
        "keep": wording.keep_name(field.keep),
        "who": wording.who_sees(field),
        "held": formatting.number(counts[field.id].persons) if field.id in counts else formatting.number(0),
        "is_first": place == 0,
        "is_last": place == last - 1,
    }


def _retired_line(request: OfficeRequest, field: FieldRow, counts: dict[Any, HeldCount]) -> dict[str, Any]:
    held = counts.get(field.id)
    last = formatting.date(field.erase_on) if field.erase_on else ""
    return {
        "name": field.label(current_language(), request.association.language),
        "url": address(request, "retire_own_field", field_id=field.id),
        "line": _("Holds something about %(count)s people; erased on %(day)s.")
        % {"count": formatting.number(held.persons), "day": last}
        if held
        else _("Holds nothing any more."),
    }


def _built_in_line(each: BuiltIn, use: BuiltInUse | None) -> dict[str, Any]:
    """Return a built-in field as the personal-data map has it."""
    label, _dot, column = each.columns[0].rpartition(".")
    entry = pages()[label].fields[column]
    is_special = entry.level >= 3
    return {
        "name": wording.built_in_name(each.code),
        "purpose": "; ".join(wording.purpose_name(code) for code in entry.purposes),
        "level": wording.level_name("SPECIAL" if is_special else "PERSONAL"),
        "tone": wording.level_tone("SPECIAL" if is_special else "PERSONAL"),
        "keep": wording.keep_name(entry.retention),
        "who": _who_sees_built_in(each, use),
        "is_unused": use is not None and use.officers == Use.NONE,
        "unused_tone": Tone.QUIET,
    }


def _who_sees_built_in(each: BuiltIn, use: BuiltInUse | None) -> str:
    if each.code == "identity_number":
        return _("Officers with that right, for a reason; the member, that it is there")
    if each.code == "protection":
        return _("Officers who may see protected details")
    member = use.member if use is not None else each.member
    if member == Use.NONE:
        return _("Officers who see people")
    return _("Officers who see people; the member, about oneself")
