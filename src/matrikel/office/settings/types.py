"""The membership types: in order, each with who may have it; added, changed, merged and removed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.actions.merge_membership_types import merge_membership_types
from matrikel.memberships.actions.order_membership_types import order_membership_types
from matrikel.memberships.actions.remove_membership_types import remove_membership_types
from matrikel.memberships.actions.save_membership_types import TypeEdit, TypeRefused, save_membership_types
from matrikel.memberships.queries import MembershipTypeRow, count_memberships_by_type, list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings import wording
from matrikel.office.settings.forms import TypeForm, typed_names
from matrikel.office.settings.parts import TYPES
from matrikel.office.settings.views import index_of
from matrikel.ui.formatting import current_language, number
from matrikel.ui.listing import state_url


@require_safe
@needs(Right.SETTINGS_EDIT)
def types(request: OfficeRequest) -> HttpResponse:
    """List the types in their order."""
    known = list_membership_types()
    counts = count_memberships_by_type(on=request.today)
    language = current_language()
    rows = [
        {
            "row": row,
            "name": row.name_in(language),
            "ages": wording.ages(row.from_age, row.to_age),
            "kind": dict(wording.type_kinds()).get(row.kind, row.kind),
            "members": number(counts.get(row.id, (0, 0))[0]),
            "people_url": state_url(address(request, "people"), {}, type=str(row.id)),
            "url": address(request, "type", type_id=row.id),
            "is_first": place == 0,
            "is_last": place == len(known) - 1,
        }
        for place, row in enumerate(known)
    ]
    context = {
        **_around(request),
        "rows": rows,
        "new_url": address(request, "new_type"),
        "order_url": address(request, "order_types"),
    }
    return show(request, "office/settings/types.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def new_type(request: OfficeRequest) -> HttpResponse:
    """Add a type."""
    form = _form(
        request, initial={"kind": "OTHER", "may_vote": True, "counted_upward": True, "is_offered": True}
    )
    if request.method == "POST" and _save(request, form, type_id=None):
        messages.success(request, _("The type %(name)s is there.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "settings_types"))
    context = {**_around(request), "form": form, "title": _("Add a membership type")}
    return show(request, "office/settings/type.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def edit_type(request: OfficeRequest, type_id: UUID) -> HttpResponse:
    """Change a type."""
    row = _find(type_id)
    names = {f"name_{code}": name for code, name in row.names.items()}
    columns = ("name", "kind", "from_age", "to_age", "may_vote", "counted_upward", "is_offered", "version")
    form = _form(request, initial={**{name: getattr(row, name) for name in columns}, **names})
    if request.method == "POST" and _save(request, form, type_id=type_id):
        messages.success(request, _("The type %(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "settings_types"))
    return _show_type(request, row, form, status=422 if form.errors else 200)


@require_POST
@needs(Right.SETTINGS_EDIT)
def order(request: OfficeRequest) -> HttpResponse:
    """Move one type up or down by one place; `move` is its id and `by` -1 or 1."""
    ids = [row.id for row in list_membership_types()]
    named = {str(each): place for place, each in enumerate(ids)}
    place = named.get(request.POST.get("move", ""))
    if place is None:  # somebody else removed it meanwhile
        return redirect(address(request, "settings_types"))
    other = place + (1 if request.POST.get("by") == "1" else -1)
    if 0 <= other < len(ids):
        ids[place], ids[other] = ids[other], ids[place]
        order_membership_types(type_ids=ids, actor=request.actor, at=request.now)
    return redirect(address(request, "settings_types"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.SETTINGS_EDIT)
def merge(request: OfficeRequest, type_id: UUID) -> HttpResponse:
    """Say what a merge will do, and do it."""
    row = _find(type_id)
    others = [other for other in list_membership_types() if other.id != type_id]
    into = next((other for other in others if str(other.id) == request.POST.get("into", "")), None)
    problem = ""
    if request.method == "POST" and into is None:
        problem = _("Choose the type into which it goes.")
    elif request.method == "POST" and into is not None:
        try:
            moved = merge_membership_types(
                type_ids=[type_id], into_id=into.id, actor=request.actor, at=request.now
            )
        except TypeRefused as refusal:
            problem = str(refusal)
        else:
            said = ngettext(
                "%(count)s membership is of the type %(name)s now.",
                "%(count)s memberships are of the type %(name)s now.",
                moved,
            ) % {"count": number(moved), "name": into.name}
            messages.success(request, said)
            return redirect(address(request, "settings_types"))
    counted = count_memberships_by_type(on=request.today).get(type_id, (0, 0))
    context = {
        **_around(request),
        "row": row,
        "others": others,
        "chosen": into.id if into else None,
        "problem": problem,
        "all_count": counted[1],
        "back_url": address(request, "type", type_id=type_id),
    }
    return show(request, "office/settings/type_merge.html", context, status=422 if problem else 200)


@require_POST
@needs(Right.SETTINGS_EDIT)
def remove(request: OfficeRequest, type_id: UUID) -> HttpResponse:
    """Remove a type that nobody ever had."""
    row = _find(type_id)
    try:
        remove_membership_types(type_ids=[type_id], actor=request.actor, at=request.now)
    except TypeRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(address(request, "type", type_id=type_id))
    messages.success(request, _("The type %(name)s is removed.") % {"name": row.name})
    return redirect(address(request, "settings_types"))


def _find(type_id: UUID) -> MembershipTypeRow:
    found = next((row for row in list_membership_types() if row.id == type_id), None)
    if found is None:
        raise NotFound
    return found


def _form(request: OfficeRequest, *, initial: dict[str, Any]) -> TypeForm:
    typed = request.POST if request.method == "POST" else None
    return TypeForm(typed, languages=request.association.written_languages[1:], initial=initial)


def _save(request: OfficeRequest, form: TypeForm, *, type_id: UUID | None) -> bool:
    if not form.is_valid():
        return False
    read = form.cleaned_data
    edit = TypeEdit(
        id=type_id,
        name=read["name"],
        names=typed_names(read),
        kind=read["kind"],
        from_age=read["from_age"],
        to_age=read["to_age"],
        may_vote=read["may_vote"],
        counted_upward=read["counted_upward"],
        is_offered=read["is_offered"],
        version=read["version"] if type_id else None,
    )
    try:
        save_membership_types(types=[edit], actor=request.actor, at=request.now)
    except TypeRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        if not refusal.field and type_id:
            # What stands in the form is kept; saving once more puts it over what the other one wrote.
            form.data = {**request.POST.dict(), "version": str(_find(type_id).version)}
        return False
    return True


def _show_type(
    request: OfficeRequest, row: MembershipTypeRow, form: TypeForm, *, status: int
) -> HttpResponse:
    held, ever = count_memberships_by_type(on=request.today).get(row.id, (0, 0))
    context = {
        **_around(request),
        "form": form,
        "title": row.name_in(current_language()),
        "row": row,
        "held": held,
        "is_unused": ever == 0,
        "merge_url": address(request, "merge_type", type_id=row.id),
        "remove_url": address(request, "remove_type", type_id=row.id),
    }
    return show(request, "office/settings/type.html", context, status=status)


def _around(request: OfficeRequest) -> dict[str, Any]:
    return {
        "part": TYPES,
        "index": index_of(request, TYPES),
        "settings_url": address(request, "settings"),
        "types_url": address(request, "settings_types"),
    }
