"""Takes an import back, after saying whom that leaves alone and why."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from matrikel.imports.actions.undo_import import undo_import
from matrikel.imports.errors import UndoRefused
from matrikel.imports.queries import get_run, get_undo_preview
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports.run import KEPT_SHOWN, head


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
        "stays": [
            (name, address(request, "person", person_id=person_id))
            for person_id, name in preview.stays[:KEPT_SHOWN]
        ],
        "stays_more": max(0, len(preview.stays) - KEPT_SHOWN),
    }
    return show(request, "office/imports/undo.html", context)
