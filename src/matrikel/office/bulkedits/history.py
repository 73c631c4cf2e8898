"""The bulk edits so far, the newest first."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matrikel.bulkedits.queries import PAGE_ROWS, EditRow, list_edits
from matrikel.kernel.actors import Right
from matrikel.office.bulkedits import wording
from matrikel.office.bulkedits.kinds import kinds_of
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results


@require_safe
@needs(Right.PEOPLE_EDIT)
def edits(request: OfficeRequest) -> HttpResponse:
    """Show what was changed for many."""
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    found = list_edits(viewer=request.viewer, after=after)
    listing = _listing(request, found[:PAGE_ROWS], has_more=len(found) > PAGE_ROWS, is_first=after is None)
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request, "office/bulkedits/list.html", {"listing": listing, "people_url": address(request, "people")}
    )


def _listing(request: OfficeRequest, found: list[EditRow], *, has_more: bool, is_first: bool) -> Listing:
    path = address(request, "bulk_edits")
    names = {kind.code: kind.name for kind in kinds_of(request)}
    return Listing(
        title=_("Changes for many"),
        url=path,
        count_line=_("Each can be taken back for thirty days."),
        columns=(
            Column(label=_("What"), primary=True),
            Column(label=_("State")),
            Column(label=_("Chosen"), numeric=True),
            Column(label=_("Changed"), numeric=True),
            Column(label=_("When"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, edit, names) for edit in found),
        next_url=state_url(path, {}, after=str(found[-1].id)) if has_more else "",
        previous_url="" if is_first else path,
        empty_title=_("Nothing has been changed for many yet"),
        empty_text=_(
            "Tick people on the list: a bar appears, and “Change…” in it says what can be changed for all of them."
        ),
        empty_url=address(request, "people"),
        empty_action=_("Go to the people"),
    )


def _row(request: OfficeRequest, edit: EditRow, names: dict[str, str]) -> Row:
    name = names.get(edit.kind, edit.kind)
    return Row(
        id=str(edit.id),
        label=name,
        cells=(
            Cell(text=name, url=address(request, "bulk_edit", edit_id=edit.id)),
            Cell(pills=(wording.state_pill(edit.state),)),
            Cell(text=number(edit.people)),
            Cell(text=number(edit.changed) if edit.changed else ""),
            Cell(text=moment(edit.created_at)),
        ),
    )
