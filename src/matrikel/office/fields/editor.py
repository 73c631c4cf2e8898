"""Making, changing and retiring an own field: purpose, level and retention first, and a word where the law guards."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.fields.actions.retire_fields import RetirementRefused, retire_fields
from matrikel.fields.actions.save_fields import FieldEdit, FieldOvertaken, FieldRefused, save_fields
from matrikel.fields.queries import count_values, get_field, list_fields
from matrikel.fields.rules.definitions import FieldDefinition, Kind, Level
from matrikel.fields.rules.hints import hints_of
from matrikel.fields.rules.ready_made import READY_MADE, Club, in_languages, ready_made
from matrikel.fields.rules.rows import FieldRow
from matrikel.kernel.actors import Right
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.fields import wording
from matrikel.office.fields.around import around
from matrikel.office.fields.forms import BLANK_ANSWERS, FIRST_ANSWERS, FieldForm, RetireForm, initial_of
from matrikel.office.frame import address, show
from matrikel.office.settings.parts import FIELDS
from matrikel.organisations.rules.modules import Module
from matrikel.privacy.queries import list_purposes
from matrikel.ui import formatting
from matrikel.ui.formatting import current_language
from matrikel.ui.listing import state_url


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, module=Module.FIELDS)
def new_own_field(request: OfficeRequest) -> HttpResponse:
    """Choose a ready-made field or a kind, then fill in the editor."""
    if request.method == "POST":
        return _save(request, None)
    wanted = ready_made(request.GET.get("ready", ""))
    if wanted is not None:
        definition = in_languages(wanted.definition, request.association.written_languages)
        return _show(
            request,
            _form(request, definition.kind, initial=initial_of(definition), answers=len(definition.options)),
        )
    kind = request.GET.get("kind", "")
    if kind in set(Kind):
        initial: dict[str, object] = {
            "kind": kind,
            "officers": "EDIT",
            "member": "SEE",
            "joining": "NONE",
            "for_whom": "EVERYBODY",
        }
        return _show(request, _form(request, kind, initial=initial))
    return _choose(request)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, module=Module.FIELDS)
def own_field(request: OfficeRequest, field_id: UUID) -> HttpResponse:
    """Change a field."""
    field = get_field(field_id=field_id)
    if field.retired_on is not None:
        return redirect(address(request, "retire_own_field", field_id=field.id))
    if request.method == "POST":
        return _save(request, field)
    stands = initial_of(field.as_definition(), version=field.version)
    return _show(
        request,
        _form(request, field.kind, initial=stands, answers=len(field.options), is_saved=True),
        field=field,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT, module=Module.FIELDS)
def retire_own_field(request: OfficeRequest, field_id: UUID) -> HttpResponse:
    """Show what retiring a field does, and do it."""
    field = get_field(field_id=field_id)
    form = RetireForm(
        request.POST if request.method == "POST" else None,
        initial={"erase_on": field.erase_on or request.today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            retire_fields(
                field_ids=[field.id],
                erase_on=form.cleaned_data["erase_on"],
                actor=request.actor,
                at=request.now,
            )
        except RetirementRefused as refusal:
            form.add_error("erase_on", str(refusal))
        else:
            messages.success(request, _("%(name)s is no longer asked.") % {"name": _name(request, field)})
            return redirect(address(request, "settings_fields"))
    held = count_values(field_ids=[field.id]).get(field.id)
    context = {
        **around(request, FIELDS),
        "form": form,
        "name": _name(request, field),
        "is_retired": field.retired_on is not None,
        "count": held.persons if held else 0,
        "first": formatting.date(held.first_forgotten_on) if held and held.first_forgotten_on else "",
        "back_url": address(request, "settings_fields"),
    }
    return show(request, "office/fields/retire.html", context, status=422 if form.errors else 200)


def _save(request: OfficeRequest, field: FieldRow | None) -> HttpResponse:
    kind = field.kind if field else request.POST.get("kind", "")
    if kind not in set(Kind):
        return _choose(request)
    rooms = sum(1 for name in request.POST if name.startswith("answer_") and name.endswith("_code"))
    form = _form(request, kind, data=request.POST, answers=rooms, blank=0, is_saved=field is not None)
    if not form.is_valid():
        return _show(request, form, field=field, status=422)
    definition = form.definition()
    warnings = _warnings(definition)
    if warnings and not form.cleaned_data["sure"]:
        return _show(request, form, field=field, status=422, warnings=warnings)
    edit = FieldEdit(
        definition=definition,
        id=field.id if field else None,
        version=form.cleaned_data["version"],
    )
    try:
        save_fields(fields=[edit], actor=request.actor, at=request.now)
    except FieldOvertaken as overtaken:
        return _show_overtaken(request, form, field, str(overtaken))
    except FieldRefused as refusal:
        form.add_error(_box_of(refusal.part, form), str(refusal))
        return _show(request, form, field=field, status=422)
    name = definition.labels.get(request.association.language, "")
    messages.success(request, _("%(name)s is saved. It stands on the forms now.") % {"name": name})
    return redirect(f"{address(request, 'settings_fields')}#own")


def _show_overtaken(
    request: OfficeRequest, form: FieldForm, field: FieldRow | None, problem: str
) -> HttpResponse:
    """Keep what was typed; saving once more puts it in the place of what the other wrote."""
    data = request.POST.copy()
    data["version"] = str(field.version if field else 1)
    rooms = len(form.rooms)
    again = _form(request, form.field_kind, data=data, answers=rooms, blank=0, is_saved=True)
    again.is_valid()
    again.add_error(None, _("%(problem)s Save once more to keep what you wrote.") % {"problem": problem})
    return _show(request, again, field=field, status=409)


def _warnings(definition: FieldDefinition) -> list[str]:
    """Return what an association should think of before it saves a field of these words."""
    words = [*definition.labels.values(), *definition.helps.values()]
    words += [text for option in definition.options for text in option.labels.values()]
    hints = hints_of(words, kind=definition.kind)
    order = list(Level)
    lines = []
    if order.index(hints.least_level) > order.index(Level(definition.level)):
        lines += [wording.guarded_line(each) for each in hints.guarded]
        lines.append(
            _("Choose “%(level)s” below, or say that it is about something else.")
            % {"level": wording.level_name(hints.least_level)}
        )
        lines += [wording.instead_line(each) for each in hints.instead]
    else:
        lines += [wording.instead_line(each) for each in hints.instead if each != "WHAT_TO_DO"]
    lines += [wording.built_in_line(code) for code in hints.built_in if not definition.code]
    if hints.tells_where and not definition.tells_where:
        lines.append(
            _("This may tell where somebody is. Tick that it does, and it is hidden for protected people.")
        )
    return lines


def _form(
    request: OfficeRequest,
    kind: str,
    *,
    data: Any = None,
    initial: dict[str, object] | None = None,
    answers: int = 0,
    blank: int = BLANK_ANSWERS,
    is_saved: bool = False,
) -> FieldForm:
    known = {row.code for row in list_purposes(on=request.today)}
    return FieldForm(
        data,
        initial=initial,
        kind=kind,
        languages=request.association.written_languages,
        purposes=[code for code in wording.PURPOSES_TO_CHOOSE if code in known],
        types=list_membership_types(),
        is_saved=is_saved,
        answers=answers + blank if answers or data is not None else FIRST_ANSWERS,
    )


def _show(
    request: OfficeRequest,
    form: FieldForm,
    *,
    field: FieldRow | None = None,
    status: int = 200,
    warnings: Sequence[str] = (),
) -> HttpResponse:
    context = {
        **around(request, FIELDS),
        "form": form,
        "field": field,
        "title": _name(request, field) if field else _("New field"),
        "kind": wording.kind_name(form.field_kind),
        "warnings": warnings,
        "back_url": address(request, "settings_fields"),
        "retire_url": address(request, "retire_own_field", field_id=field.id) if field else "",
    }
    return show(request, "office/fields/editor.html", context, status=status)


def _choose(request: OfficeRequest) -> HttpResponse:
    path, there = address(request, "new_own_field"), {field.code for field in list_fields(with_retired=True)}
    clubs = []
    for club in Club:
        offered = [each for each in READY_MADE if each.club == club and each.code not in there]
        if offered:
            clubs.append(
                {
                    "name": wording.club_name(club),
                    "fields": [
                        {
                            "name": each.definition.labels[current_language()],
                            "line": each.definition.helps.get(current_language(), ""),
                            "url": state_url(path, {}, ready=each.code),
                        }
                        for each in offered
                    ],
                }
            )
    kinds = [
        {
            "name": wording.kind_name(kind),
            "line": wording.kind_example(kind),
            "url": state_url(path, {}, kind=kind.value),
        }
        for kind in Kind
    ]
    context = {
        **around(request, FIELDS),
        "clubs": clubs,
        "kinds": kinds,
        "back_url": address(request, "settings_fields"),
    }
    return show(request, "office/fields/choose.html", context)


def _name(request: OfficeRequest, field: FieldRow) -> str:
    return field.label(current_language(), request.association.language)


def _box_of(part: str, form: FieldForm) -> str | None:
    """Return the box at which a refusal of the room is shown."""
    if part == "labels":
        return form.label_fields[0].name
    if part == "helps":
        return form.help_fields[0].name
    if part == "options" and form.answer_rows:
        return f"answer_0_{form.languages[0]}"
    return part if part in form.fields else None
