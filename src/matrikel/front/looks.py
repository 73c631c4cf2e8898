"""An association's colour as a sheet and its logo: open to everyone."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from matrikel.kernel.errors import NotFound
from matrikel.organisations.queries import AssociationDetails, find_logo, get_association
from matrikel.organisations.rules import looks
from matrikel.ui.doors import open_to_everyone
from matrikel.ui.requests import Request

FOR_EVER = "public, max-age=31536000, immutable"

# Unlayered, and therefore above every layer of ours; only pages that carry the brand follow it.
SHEET = """:root{{--brand:{fill}}}
.association-mark,.plain-brand-mark{{background:{fill};color:#fff}}
:root:has(.branded){{
--spruce:light-dark({text},{text_dark});
--spruce-fill:{fill};
--spruce-fill-strong:{strong};
--spruce-soft:light-dark({soft},{soft_dark});
--spruce-line:color-mix(in srgb,var(--spruce) 25%,var(--card));
--spruce-wash:color-mix(in srgb,var(--spruce) 15%,var(--card));
--member-card-from:{fill};
--member-card-to:{deep};
--focus:2px solid light-dark({text},{text_dark})}}
"""


@require_safe
@open_to_everyone
def sheet(request: Request, association: str) -> HttpResponse:
    """Answer the sheet with the association's colour, made so that everything on it and in it can be read."""
    found = _association_here(request)
    if not found.colour:
        raise NotFound
    css = SHEET.format(**looks.shades(found.colour))
    return _kept(request, HttpResponse(css, content_type="text/css; charset=utf-8"), found.colour.lstrip("#"))


@require_safe
@open_to_everyone
def logo(request: Request, association: str) -> HttpResponse:
    """Answer the association's logo, as it was drawn anew."""
    _association_here(request)
    found = find_logo()
    if found is None:
        raise NotFound
    return _kept(request, HttpResponse(found.png, content_type="image/png"), found.digest[:16])


def _association_here(request: Request) -> AssociationDetails:
    if not request.names_association:
        raise NotFound
    return get_association()


def _kept(request: Request, response: HttpResponse, version: str) -> HttpResponse:
    """Let browsers keep what an address with the right version answers; others ask again each time."""
    is_exact = request.GET.get("v") == version
    response.headers["Cache-Control"] = FOR_EVER if is_exact else "no-cache"
    response.headers["ETag"] = f'"{version}"'
    return response
