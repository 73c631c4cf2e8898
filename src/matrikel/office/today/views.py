"""Today: what waits for a person, and how the association stands."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from matrikel.kernel.actors import Right
from matrikel.memberships.queries import count_members
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import show


@require_safe
@needs(Right.PEOPLE_SEE)
def today(request: OfficeRequest) -> HttpResponse:
    """Show the first page."""
    members, is_about = count_members(on=request.today, viewer=request.viewer)
    return show(request, "office/today/page.html", {"members": members, "is_about": is_about})
