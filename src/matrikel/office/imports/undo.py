"""Takes an import back, after saying whom that leaves alone and why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from matrikel.imports.actions.begin_again import begin_again
from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.errors import ImportRefused, UndoRefused
from matrikel.imports.queries import get_run, get_undo_preview
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports.run import KEPT_SHOWN, download_urls, head, stays_line


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def undo(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Show what undoing would do, and do it; a second click does nothing."""
    details = get_run(run_id=run_id, at=request.now)
    here = redirect(address(request, "import_run", run_id=run_id))
    if request.method == "POST":
        try:
            undo_import(run_id=run_id, actor=request.actor, at=request.now)
        except UndoRefused as refusal:
            if details.run.state not in ("UNDOING", "UNDONE"):
                messages.warning(request, str(refusal))
        return here
    if not details.run.can_undo:
        return here
    preview = get_undo_preview(run_id=run_id)
    context = head(request, details) | {
        "details": details,
        "preview": preview,
        **{
            name: f"{url}?mended=1" if url else ""
            for name, url in download_urls(request, details, mended=True).items()
        },
        "stays": [stays_line(request, each) for each in preview.stays[:KEPT_SHOWN]],
        "stays_more": max(0, len(preview.stays) - KEPT_SHOWN),
    }
    return show(request, "office/imports/undo.html", context)


@require_POST
@needs(Right.PEOPLE_IMPORT)
def again(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Begin once more with a file that was taken back."""
    try:
        run_id = begin_again(run_id=run_id, actor=request.actor, at=request.now)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(address(request, "import_run", run_id=run_id))
