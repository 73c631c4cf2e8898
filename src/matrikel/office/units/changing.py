"""A branch that is not needed any more: merged into another, closed, or opened again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.queries import count_members_by_unit
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.units.forms import indented
from matrikel.office.units.tree import with_those_below
from matrikel.organisations.actions.close_units import close_units
from matrikel.organisations.actions.merge_units import MergeRefused, merge_units
from matrikel.organisations.queries import UnitRow, list_units
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.UNITS_EDIT, module=Module.UNITS)
def merge(request: OfficeRequest, unit_id: UUID) -> HttpResponse:
    """Say what a merge will do, and do it."""
    known = list_units()
    unit = _find(known, unit_id)
    below = with_those_below(unit_id, known)
    others = [other for other in known if other.id not in below and other.closed_on is None]
    into = next((other for other in others if str(other.id) == request.POST.get("into", "")), None)
    problem = ""
    if request.method == "POST":
        problem = _merged(request, unit, into)
        if not problem:
            return redirect(address(request, "units"))
    context = {
        "unit": unit,
        "name": unit.name_in(current_language()),
        "others": [(str(other.id), indented(other)) for other in others],
        "chosen": str(into.id) if into else "",
        "problem": problem,
        "members": count_members_by_unit(on=request.today, viewer=request.viewer).get(unit_id, 0),
        "children": sum(1 for other in known if other.parent_id == unit_id),
        "back_url": address(request, "unit", unit_id=unit_id),
    }
    return show(request, "office/units/merge.html", context, status=422 if problem else 200)


def _merged(request: OfficeRequest, unit: UnitRow, into: UnitRow | None) -> str:
    """Merge, and return nothing; or return why that cannot be."""
    if into is None:
        return _("Choose the branch into which it goes.")
    try:
        merge_units(
            unit_ids=[unit.id], into_id=into.id, on=request.today, actor=request.actor, at=request.now
        )
    except MergeRefused as refusal:
        return str(refusal)
    said = _("Everything in %(name)s is in %(into)s now.") % {"name": unit.name, "into": into.name}
    messages.success(request, said)
    return ""


@require_POST
@needs(Right.UNITS_EDIT, module=Module.UNITS)
def close(request: OfficeRequest, unit_id: UUID) -> HttpResponse:
    """Close a branch with those below it."""
    unit = _find(list_units(), unit_id)
    close_units(unit_ids=[unit_id], closed_on=request.today, actor=request.actor, at=request.now)
    messages.success(request, _("The branch %(name)s is closed.") % {"name": unit.name})
    return redirect(address(request, "units"))


@require_POST
@needs(Right.UNITS_EDIT, module=Module.UNITS)
def open_again(request: OfficeRequest, unit_id: UUID) -> HttpResponse:
    """Open a closed branch, and those above it."""
    unit = _find(list_units(), unit_id)
    close_units(unit_ids=[unit_id], closed_on=None, actor=request.actor, at=request.now)
    messages.success(request, _("The branch %(name)s is open again.") % {"name": unit.name})
    return redirect(address(request, "unit", unit_id=unit_id))


def _find(known: list[UnitRow], unit_id: UUID) -> UnitRow:
    found = next((unit for unit in known if unit.id == unit_id), None)
    if found is None:
        raise NotFound
    return found
