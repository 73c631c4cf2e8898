"""The imports so far, the newest first."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.imports.queries import RunRow, list_runs
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import wording
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, wants_results

MOST_LISTED = 100


@require_safe
@needs(Right.PEOPLE_IMPORT)
def imports(request: OfficeRequest) -> HttpResponse:
    """Show the newest imports."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    runs = list_runs(at=request.now, limit=MOST_LISTED)
    listing = _listing(request, runs, search)
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request, "office/imports/list.html", {"listing": listing, "new_url": address(request, "new_import")}
    )


def _listing(request: OfficeRequest, runs: list[RunRow], search: str) -> Listing:
    path = address(request, "imports")
    found = [run for run in runs if search.casefold() in run.file_name.casefold()]
    count = {"count": number(len(found))}
    return Listing(
        title=_("Import"),
        url=path,
        count_line=ngettext("%(count)s file so far", "%(count)s files so far", len(found)) % count
        if len(runs) < MOST_LISTED
        else _("the newest %(count)s files") % count,
        search_label=_("Search by file name"),
        search_value=search,
        clear_url=path if search else "",
        columns=(
            Column(label=_("File"), primary=True),
            Column(label=_("State")),
            Column(label=_("Rows"), numeric=True),
            Column(label=_("Added"), numeric=True),
            Column(label=_("Updated"), numeric=True),
            Column(label=_("Problems"), numeric=True),
            Column(label=_("Uploaded"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, run) for run in found),
        range_line=ngettext("%(count)s file", "%(count)s files", len(found)) % count,
        empty_title=_("Nothing has been brought in yet"),
        empty_text=_(
            "The spreadsheet that you keep your members in is enough. You see what will happen before anything is"
            " saved, and you can take all of it back."
        ),
        empty_url=address(request, "new_import"),
        empty_action=_("Choose a file"),
    )


def _row(request: OfficeRequest, run: RunRow) -> Row:
    return Row(
        id=str(run.id),
        label=run.file_name,
        cells=(
            Cell(text=run.file_name, url=address(request, "import_run", run_id=run.id)),
            Cell(pills=(wording.state_pill(run.state),)),
            Cell(text=number(run.rows) if run.rows else ""),
            Cell(text=number(run.added) if run.applied_rows else ""),
            Cell(text=number(run.updated) if run.applied_rows else ""),
            Cell(text=number(run.problems) if run.problems else ""),
            Cell(text=moment(run.created_at)),
        ),
    )
