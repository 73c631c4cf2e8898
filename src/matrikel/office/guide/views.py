"""The guide and its pages."""

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.guide.pages import PAGES, guide_page
from matrikel.ui.formatting import current_language


@require_safe
@needs(Right.PEOPLE_SEE)
def guide(request: OfficeRequest) -> HttpResponse:
    """Show what there is to read."""
    pages = [
        (found, address(request, f"guide_{found.name}"))
        for found in (guide_page(name, current_language()) for name in PAGES)
    ]
    return show(request, "office/guide/contents.html", {"pages": pages})


@require_safe
@needs(Right.PEOPLE_SEE)
def page(request: OfficeRequest, page: str) -> HttpResponse:
    """Show one page."""
    found = guide_page(page, current_language())
    others = [guide_page(name, current_language()) for name in PAGES if name != page]
    context = {
        "guide": found,
        # Our own files, in which no HTML is read.
        # nosemgrep: markup-is-not-marked-safe-as-it-comes - a page of the guide, which comes with the program
        "text": SafeString(found.html),
        "guide_url": address(request, "guide"),
        "others": [(other.title, address(request, f"guide_{other.name}")) for other in others],
    }
    return show(request, "office/guide/page.html", context)
