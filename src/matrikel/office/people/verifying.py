"""Write down that somebody made sure of a person's contact details."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address
from matrikel.people.actions.verify_contact_points import VerificationRefused, verify_contact_points
from matrikel.people.queries import get_person


@needs(Right.PEOPLE_EDIT)
@require_POST
def verify(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Mark the ticked contact details of the person as sure, and how that is known."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    ticked = set(request.POST.getlist("point"))
    points = [point.id for point in person.contact_points if str(point.id) in ticked]
    try:
        done = verify_contact_points(
            point_ids=points, how=request.POST.get("how", ""), actor=request.actor, at=request.now
        )
    except VerificationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(count)s detail is confirmed.", "%(count)s details are confirmed.", done)
        if done:
            messages.success(request, said % {"count": done})
        else:
            messages.error(request, _("Tick what you made sure of."))
    return HttpResponseRedirect(address(request, "person", person_id=person.id))
