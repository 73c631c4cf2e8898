"""Layouts of files that are known again, and the way to forget them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.imports.actions.forget_layouts import forget_layouts
from matrikel.imports.queries import list_layouts
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.ui.formatting import date, number
from matrikel.ui.listing import Cell, Column, Listing, Row, SelectionAction

HEADINGS_SHOWN = 6


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def forget(request: OfficeRequest) -> HttpResponse:
    """Show the layouts that are remembered; forget those that were ticked."""
    here = address(request, "import_layouts")
    if request.method == "POST":
        chosen = [found for text in request.POST.getlist("selected") if (found := _uuid(text))]
        count = forget_layouts(layout_ids=chosen, actor=request.actor, at=request.now)
        if count:
            said = ngettext("%(count)s layout is forgotten.", "%(count)s layouts are forgotten.", count)
            messages.success(request, said % {"count": number(count)})
        return redirect(here)
    return show(
        request,
        "office/imports/layouts.html",
        {"listing": _listing(request, here), "new_url": address(request, "new_import")},
    )


def _listing(request: OfficeRequest, here: str) -> Listing:
    layouts = list_layouts()
    count = {"count": number(len(layouts))}
    line = (
        ngettext("%(count)s layout is remembered", "%(count)s layouts are remembered", len(layouts)) % count
    )
    return Listing(
        title=_("Remembered layouts"),
        url=here,
        count_line=line,
        columns=(
            Column(label=_("Headings of the file"), primary=True),
            Column(label=_("Columns"), numeric=True),
            Column(label=_("Remembered since"), numeric=True),
            Column(label=_("Last used"), numeric=True, quiet=True),
        ),
        rows=tuple(
            Row(
                id=str(layout.id),
                label=_headings(layout.headings),
                cells=(
                    Cell(text=_headings(layout.headings)),
                    Cell(text=number(len(layout.headings))),
                    Cell(text=date(layout.made_on)),
                    Cell(text=date(layout.used_on)),
                ),
            )
            for layout in layouts
        ),
        actions=(SelectionAction(label=_("Forget"), url=here, icon="trash"),) if layouts else (),
        range_line=line,
        empty_title=_("No layout is remembered yet"),
        empty_text=_(
            "When a list has been brought in, what its columns mean is remembered by their headings. The next list"
            " with the same headings is then ready at once."
        ),
        empty_url=address(request, "new_import"),
        empty_action=_("Choose a file"),
    )


def _headings(headings: tuple[str, ...]) -> str:
    named = [heading for heading in headings if heading]
    more = ", …" if len(named) > HEADINGS_SHOWN else ""
    return ", ".join(named[:HEADINGS_SHOWN]) + more


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
