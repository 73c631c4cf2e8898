"""Takes in a file; one that is too large is refused before it is read."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from matrikel.imports.actions.start_import import start_import
from matrikel.imports.formats.errors import FileReason, FileRefused
from matrikel.imports.formats.table import MAX_BYTES
from matrikel.imports.queries import list_layouts
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import wording
from matrikel.office.imports.forms import UploadForm

# What a form says around its file: names, borders, the token.
AROUND_THE_FILE = 64 * 1024


@transaction.non_atomic_requests
@csrf_exempt  # nosemgrep: no-way-round-the-csrf-check - the door inside asks for the token
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, association: str) -> HttpResponse:
    """
    Read what arrives before a transaction begins, then answer in one.

    The form's token comes with the body, so the door that checks it stands inside; where nothing of the body
    is read, nothing is done.
    """
    answer = _page
    if request.method == "POST" and request.user.is_authenticated:
        with transaction.atomic():
            # Whoever may not bring in a list here is told so before a byte of theirs is read.
            _entrance(request, association)
        answer = _too_large if _length(request) > MAX_BYTES + AROUND_THE_FILE else _take_in
        if answer is _take_in and not _arrived(request):
            answer = _interrupted
    with transaction.atomic():
        return answer(request, association)


upload.door = Right.PEOPLE_IMPORT.value  # type: ignore[attr-defined]


@needs(Right.PEOPLE_IMPORT)
def _entrance(request: OfficeRequest) -> HttpResponse:
    return HttpResponse()


@needs(Right.PEOPLE_IMPORT)
def _page(request: OfficeRequest) -> HttpResponse:
    return _show(request, UploadForm())


@csrf_protect
@needs(Right.PEOPLE_IMPORT)
def _take_in(request: OfficeRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run_id = start_import(file=file, file_name=file.name, actor=request.actor, at=request.now)
        except FileRefused as refused:
            why = wording.file_reason(refused.reason.value, refused.params)
            form.add_error("file", _("%(name)s: %(why)s") % {"name": file.name, "why": why})
        else:
            return redirect(address(request, "import_run", run_id=run_id))
    return _show(request, form, status=422)


@needs(Right.PEOPLE_IMPORT)
def _too_large(request: OfficeRequest) -> HttpResponse:
    form = UploadForm({})
    form.errors["file"] = form.error_class([wording.file_reason(FileReason.TOO_LARGE.value, {})])
    return _show(request, form, status=413)


@needs(Right.PEOPLE_IMPORT)
def _interrupted(request: OfficeRequest) -> HttpResponse:
    form = UploadForm({})
    said = _("Only a part of the file arrived. Nothing was kept; choose it once more.")
    form.errors["file"] = form.error_class([said])
    return _show(request, form, status=422)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _arrived(request: HttpRequest) -> bool:
    """Read the body; the last field of the form says that nothing is missing before it."""
    try:
        return "whole" in request.POST
    except (UnreadablePostError, MultiPartParserError):
        return False


def _show(request: OfficeRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "most_megabytes": MAX_BYTES // 2**20,
        "most_bytes": MAX_BYTES,
        "too_large": wording.file_reason(FileReason.TOO_LARGE.value, {}),
        "back_url": address(request, "imports"),
        "layouts": len(list_layouts()),
        "layouts_url": address(request, "import_layouts"),
    }
    return show(request, "office/imports/upload.html", context, status=status)
