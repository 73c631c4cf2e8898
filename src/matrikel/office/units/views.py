"""The association's branches as a tree: added, renamed, moved."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.units.forms import INDENT, UnitForm
from matrikel.organisations.actions.save_units import UnitEdit, UnitRefused, save_units
from matrikel.organisations.queries import UnitRow, list_units
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results

PAGE_ROWS = 100


@require_safe
@needs(Right.PEOPLE_SEE)
def units(request: OfficeRequest) -> HttpResponse:
    """Show the branches, each under the one that it lies under."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    listing = _listing(request, list_units(), search, request.GET.get("from", ""))
    if wants_results(request):
        return render_results(request, listing)
    new_url = address(request, "new_unit") if request.viewer.may(Right.UNITS_EDIT) else ""
    return show(request, "office/units/list.html", {"listing": listing, "new_url": new_url})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.UNITS_EDIT)
def new_unit(request: OfficeRequest) -> HttpResponse:
    """Add a branch."""
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        units=list_units(),
        hidden=frozenset(),
        initial={"parent": request.GET.get("under", "")},
    )
    if request.method == "POST" and _save(request, form, unit_id=None):
        messages.success(request, _("The branch %(name)s is there.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "units"))
    return _show_form(request, form, title=_("Add a branch"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.UNITS_EDIT)
def edit_unit(request: OfficeRequest, unit_id: UUID) -> HttpResponse:
    """Rename or move a branch."""
    known = list_units()
    unit = next((found for found in known if found.id == unit_id), None)
    if unit is None:
        raise NotFound
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        units=known,
        hidden=_with_those_below(unit_id, known),
        initial={"name": unit.name, "parent": str(unit.parent_id or "")},
    )
    if request.method == "POST" and _save(request, form, unit_id=unit_id):
        messages.success(request, _("The branch %(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "units"))
    return _show_form(request, form, title=unit.name, unit=unit)


def _save(request: OfficeRequest, form: UnitForm, *, unit_id: UUID | None) -> bool:
    if not form.is_valid():
        return False
    edit = UnitEdit(name=form.cleaned_data["name"], parent_id=form.cleaned_data["parent"], id=unit_id)
    try:
        save_units(units=[edit], actor=request.actor, at=request.now)
    except UnitRefused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


def _show_form(
    request: OfficeRequest, form: UnitForm, *, title: str, unit: UnitRow | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "unit": unit,
        "back_url": address(request, "units"),
        "people_url": state_url(address(request, "people"), {}, unit=str(unit.id)) if unit else "",
    }
    return show(request, "office/units/form.html", context, status=422 if form.errors else 200)


def _with_those_below(unit_id: UUID, known: Sequence[UnitRow]) -> frozenset[UUID]:
    found = {unit_id}
    for unit in known:  # parents come before their children
        if unit.parent_id in found:
            found.add(unit.id)
    return frozenset(found)


def _listing(request: OfficeRequest, known: list[UnitRow], search: str, begin: str) -> Listing:
    path = address(request, "units")
    may_edit = request.viewer.may(Right.UNITS_EDIT)
    names = {unit.id: unit.name for unit in known}
    found = [unit for unit in known if search.casefold() in unit.name.casefold()]
    first = int(begin) if begin.isascii() and begin.isdecimal() and len(begin) < 9 else 0
    shown = found[first : first + PAGE_ROWS]
    state = {"q": search}
    return Listing(
        title=_("Branches"),
        url=path,
        self_url=state_url(path, state),
        count_line=ngettext("%(count)s branch", "%(count)s branches", len(found))
        % {"count": number(len(found))},
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Branch"), primary=True),
            Column(label=_("Lies under"), quiet=True),
            Column(label=_("People"), at_end=True),
        ),
        rows=tuple(
            Row(
                id=str(unit.id),
                label=unit.name,
                cells=(
                    Cell(
                        text=INDENT * (0 if search else unit.depth) + unit.name,
                        url=address(request, "unit", unit_id=unit.id) if may_edit else "",
                    ),
                    Cell(text=names.get(unit.parent_id, "") if unit.parent_id else ""),
                    Cell(
                        text=_("Show the people"),
                        url=state_url(address(request, "people"), {}, unit=str(unit.id)),
                    ),
                ),
            )
            for unit in shown
        ),
        range_line=_("%(first)s–%(last)s of %(count)s")
        % {
            "first": number(first + 1),
            "last": number(first + len(shown)),
            "count": number(len(found)),
        },
        next_url=state_url(path, state, **{"from": str(first + PAGE_ROWS)})
        if first + PAGE_ROWS < len(found)
        else "",
        previous_url=state_url(path, state, **{"from": str(max(0, first - PAGE_ROWS))}) if first else "",
        empty_title=_("There are no branches"),
        empty_text=_(
            "An association that is divided into sections, districts or local groups lists them here."
        ),
        empty_url=address(request, "new_unit") if may_edit else "",
        empty_action=_("Add a branch"),
    )
