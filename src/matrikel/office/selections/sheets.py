"""Pages that also open as a sheet over the list, where a script runs."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import show

SHEET_ID = "sheet-body"


def show_sheet(
    request: OfficeRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a page, or only its part `sheet` where the sheet asks for it."""
    is_sheet = bool(request.htmx) and request.headers.get("HX-Target") == SHEET_ID
    return show(
        request,
        f"{template}#sheet" if is_sheet else template,
        {**context, "is_sheet": is_sheet},
        status=status,
    )


def back_to(request: OfficeRequest, otherwise: str) -> str:
    """Return the page of this association from which one came, as `back` tells it."""
    wanted = request.POST.get("back", "") or request.GET.get("back", "")
    is_ours = wanted.startswith(f"/{request.association.slug}/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts=None
    )
    return wanted if is_ours else otherwise
