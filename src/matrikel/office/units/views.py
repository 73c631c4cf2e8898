"""The association's branches as a tree: added, renamed, moved."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.memberships.queries import count_members_by_unit
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.settings.forms import typed_names
from matrikel.office.units.forms import INDENT, UnitForm
from matrikel.office.units.tree import summed, with_those_below
from matrikel.organisations.actions.save_units import UnitEdit, UnitRefused, save_units
from matrikel.organisations.queries import (
    AffiliatedAssociation,
    UnitRow,
    list_affiliated_associations,
    list_units,
)
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import current_language, date, number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    render_results,
    state_url,
    wants_results,
)
from matrikel.ui.parts import Pill, Tone

PAGE_ROWS = 100
MOST_ASSOCIATIONS = 5_000


@require_safe
@needs(Right.PEOPLE_SEE, module=Module.UNITS)
def units(request: OfficeRequest) -> HttpResponse:
    """Show the branches, each under the one that it lies under."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    with_closed = request.GET.get("closed") == "1"
    known = list_units()
    counts = summed(count_members_by_unit(on=request.today, viewer=request.viewer), known)
    listing = _listing(request, known, counts, search, request.GET.get("from", ""), with_closed=with_closed)
    if wants_results(request):
        return render_results(request, listing)
    new_url = address(request, "new_unit") if request.viewer.may(Right.UNITS_EDIT) else ""
    return show(request, "office/units/list.html", {"listing": listing, "new_url": new_url})


@require_safe
@needs(Right.PEOPLE_SEE, module=Module.FEDERATION)
def associations(request: OfficeRequest) -> HttpResponse:
    """List the associations that belong to this one, and those to which it belongs."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    listing = _affiliated(request, list_affiliated_associations(on=request.today), search)
    if wants_results(request):
        return render_results(request, listing)
    return show(request, "office/units/list.html", {"listing": listing})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.UNITS_EDIT, module=Module.UNITS)
def new_unit(request: OfficeRequest) -> HttpResponse:
    """Add a branch."""
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        units=list_units(open_only=True),
        hidden=frozenset(),
        languages=request.association.written_languages[1:],
        initial={"parent": request.GET.get("under", "")},
    )
    if request.method == "POST" and _save(request, form, unit_id=None):
        messages.success(request, _("The branch %(name)s is there.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "units"))
    return _show_form(request, form, title=_("Add a branch"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.UNITS_EDIT, module=Module.UNITS)
def edit_unit(request: OfficeRequest, unit_id: UUID) -> HttpResponse:
    """Rename or move a branch."""
    known = list_units()
    unit = next((found for found in known if found.id == unit_id), None)
    if unit is None:
        raise NotFound
    form = UnitForm(
        request.POST if request.method == "POST" else None,
        units=known,
        hidden=with_those_below(unit_id, known),
        languages=request.association.written_languages[1:],
        initial={
            "name": unit.name,
            "parent": str(unit.parent_id or ""),
            "version": unit.version,
            **{f"name_{code}": name for code, name in unit.names.items()},
        },
    )
    if request.method == "POST" and _save(request, form, unit_id=unit_id):
        messages.success(request, _("The branch %(name)s is saved.") % {"name": form.cleaned_data["name"]})
        return redirect(address(request, "units"))
    return _show_form(request, form, title=unit.name_in(current_language()), unit=unit)


def _save(request: OfficeRequest, form: UnitForm, *, unit_id: UUID | None) -> bool:
    if not form.is_valid():
        return False
    read = form.cleaned_data
    edit = UnitEdit(
        name=read["name"],
        names=typed_names(read),
        parent_id=read["parent"],
        id=unit_id,
        version=read["version"] if unit_id else None,
    )
    try:
        save_units(units=[edit], actor=request.actor, at=request.now)
    except UnitRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        if not refusal.field:
            # What stands in the form is kept; saving once more puts it over what the other one wrote.
            now = next(unit for unit in list_units() if unit.id == unit_id)
            form.data = {**request.POST.dict(), "version": str(now.version)}
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
        **(_ends(request, unit) if unit else {}),
    }
    return show(request, "office/units/form.html", context, status=422 if form.errors else 200)


def _ends(request: OfficeRequest, unit: UnitRow) -> dict[str, str]:
    return {
        name: address(request, to, unit_id=unit.id)
        for name, to in (("merge_url", "merge_unit"), ("close_url", "close_unit"), ("open_url", "open_unit"))
    }


def _listing(
    request: OfficeRequest,
    known: list[UnitRow],
    counts: Mapping[UUID, int],
    search: str,
    begin: str,
    *,
    with_closed: bool,
) -> Listing:
    path = address(request, "units")
    may_edit = request.viewer.may(Right.UNITS_EDIT)
    language = current_language()
    names = {unit.id: unit.name_in(language) for unit in known}
    found = [
        unit
        for unit in known
        if search.casefold() in names[unit.id].casefold() and (with_closed or unit.closed_on is None)
    ]
    first = int(begin) if begin.isascii() and begin.isdecimal() and len(begin) < 9 else 0
    shown = found[first : first + PAGE_ROWS]
    state = {"q": search, "closed": "1" if with_closed else ""}
    closed = sum(1 for unit in known if unit.closed_on is not None)
    return Listing(
        title=_("Branches"),
        url=path,
        self_url=state_url(path, state),
        count_line=ngettext("%(count)s branch", "%(count)s branches", len(found))
        % {"count": number(len(found))},
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search or with_closed else "",
        kept=(("closed", "1"),) if with_closed else (),
        chips=(Chip(label=_("closed ones too"), remove_url=state_url(path, state, closed="")),)
        if with_closed
        else (),
        filters=(
            Filter(
                label=_("Closed branches"),
                options=(
                    Option(
                        label=_("Show closed ones too"),
                        url=state_url(path, state, closed="1"),
                        current=with_closed,
                    ),
                ),
            ),
        )
        if closed
        else (),
        columns=(
            Column(label=_("Branch"), primary=True),
            Column(label=_("Lies under"), quiet=True),
            Column(label=_("Members"), numeric=True),
        ),
        rows=tuple(
            Row(
                id=str(unit.id),
                label=names[unit.id],
                cells=(
                    Cell(
                        text=INDENT * (0 if search else unit.depth) + names[unit.id],
                        url=address(request, "unit", unit_id=unit.id) if may_edit else "",
                        pills=(Pill(tone=Tone.QUIET, text=_("closed")),) if unit.closed_on else (),
                    ),
                    Cell(text=names.get(unit.parent_id, "") if unit.parent_id else ""),
                    Cell(
                        text=number(counts[unit.id]),
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


def _affiliated(request: OfficeRequest, known: list[AffiliatedAssociation], search: str) -> Listing:
    path = address(request, "affiliated")
    reached = {association.id for association in request.reached}
    found = [each for each in known if search.casefold() in each.name.casefold()]
    shown = found[:MOST_ASSOCIATIONS]
    members = sum(1 for each in found if not each.is_upper)
    return Listing(
        title=_("Member associations"),
        url=path,
        self_url=state_url(path, {"q": search}),
        count_line=ngettext("%(count)s member association", "%(count)s member associations", members)
        % {"count": number(members)}
        if members or not found
        else "",
        search_label=_("Search by name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("Association"), primary=True),
            Column(label=_("How it belongs")),
            Column(label=_("Since"), numeric=True, quiet=True),
        ),
        rows=tuple(
            Row(
                id=str(each.id),
                label=each.name,
                cells=(
                    Cell(text=each.name, url=f"/{each.slug}/" if each.id in reached else ""),
                    Cell(pills=(Pill(tone=Tone.GOOD, text=_("you are a member there")),))
                    if each.is_upper
                    else Cell(text=_("member association")),
                    Cell(text=date(each.since)),
                ),
            )
            for each in shown
        ),
        range_line=_("%(first)s–%(last)s of %(count)s")
        % {"first": number(min(1, len(shown))), "last": number(len(shown)), "count": number(len(found))},
        empty_title=_("No association belongs to you here"),
        empty_text=_(
            "Clubs that use Matrikel on this installation appear here when whoever runs it has tied you together."
        ),
    )
