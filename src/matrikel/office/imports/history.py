"""The imports so far, the newest first."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from matrikel.imports.queries import RunPage, RunRow, page_of_runs
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import wording
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import Cell, Column, Listing, Row, render_results, state_url, wants_results

PAGE_ROWS = 50


@require_safe
@needs(Right.PEOPLE_IMPORT)
def imports(request: OfficeRequest) -> HttpResponse:
    """Show the newest imports."""
    search = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    after, trail = _uuid(request.GET.get("after", "")), _marks(request.GET.get("trail", ""))
    page = page_of_runs(at=request.now, limit=PAGE_ROWS, after=after, search=search)
    listing = _listing(request, page, search, after, trail)
    if wants_results(request):
        return render_results(request, listing)
    return show(
        request, "office/imports/list.html", {"listing": listing, "new_url": address(request, "new_import")}
    )


def _listing(
    request: OfficeRequest, page: RunPage, search: str, after: UUID | None, trail: Sequence[str]
) -> Listing:
    path = address(request, "imports")
    kept = {"q": search}
    count = {"count": number(len(page.runs))}
    is_whole = page.next_after is None and after is None
    line = ngettext("%(count)s file", "%(count)s files", len(page.runs)) % count
    return Listing(
        title=_("Import"),
        url=path,
        self_url=state_url(path, kept),
        count_line=ngettext("%(count)s file so far", "%(count)s files so far", len(page.runs)) % count
        if is_whole
        else _("%(count)s files on this page, the newest first") % count,
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
        rows=tuple(_row(request, run) for run in page.runs),
        range_line=line,
        next_url=state_url(
            path, kept, after=str(page.next_after), trail=",".join([*trail, str(after) if after else ""])
        )
        if page.next_after
        else "",
        previous_url=state_url(path, kept, after=trail[-1] if trail else "", trail=",".join(trail[:-1]))
        if after
        else "",
        empty_title=_("Nothing has been brought in yet"),
        empty_text=_(
            "The spreadsheet that you keep your members in is enough. You see what will happen before anything is"
            " saved, and you can take all of it back."
        ),
        empty_url=address(request, "new_import"),
        empty_action=_("Choose a file"),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _marks(text: str) -> list[str]:
    return [str(found) if (found := _uuid(part)) else "" for part in text.split(",")[-200:]] if text else []


def _row(request: OfficeRequest, run: RunRow) -> Row:
    return Row(
        id=str(run.id),
        label=wording.run_title(run),
        cells=(
            Cell(text=wording.run_title(run), url=address(request, "import_run", run_id=run.id)),
            Cell(pills=(wording.state_pill(run.state),)),
            Cell(text=number(run.rows) if run.rows else ""),
            Cell(text=number(run.added) if run.applied_rows else ""),
            Cell(text=number(run.updated) if run.applied_rows else ""),
            Cell(text=number(run.problems) if run.problems else ""),
            Cell(text=moment(run.created_at)),
        ),
    )
