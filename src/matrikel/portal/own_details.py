"""The page on which a member changes what the association lets members change."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matrikel.fields.actions.set_values import NewValue, ValueRefused, ValuesOvertaken, set_values
from matrikel.kernel.actors import Actor, ActorKind
from matrikel.kernel.transactions import action
from matrikel.people.actions.change_people import PersonOvertaken, change_people
from matrikel.people.queries import get_person
from matrikel.people.rules.records import PersonChange
from matrikel.portal.doors import PortalRequest, own_pages
from matrikel.portal.own_fields import own_fields_form
from matrikel.portal.own_person import own_person_form


@action
def save_own(*, change: PersonChange | None, values: list[NewValue], actor: Actor, at: datetime) -> None:
    """Change the person and answer the own fields, or neither."""
    if change is not None:
        change_people(changes=[change], actor=actor, at=at)
    set_values(values=values, actor=actor, at=at, source="MEMBER")


@require_http_methods(["GET", "HEAD", "POST"])
@own_pages
def own_details(request: PortalRequest) -> HttpResponse:
    """Let the member change the own details and answer what the association asks."""
    person = get_person(person_id=request.person_id, viewer=request.viewer)
    data = request.POST if request.method == "POST" else None
    form, own = own_person_form(request, person, data), own_fields_form(request, person, data)
    me = reverse("portal:me", kwargs={"association": request.association.slug})
    status = 200
    if data is not None:
        status = 422
        if all([form.is_valid(), own.is_valid()]):
            actor = Actor(kind=ActorKind.ACCOUNT, id=request.viewer.account_id, role="member")
            values = own.new_values(person.id)
            try:
                save_own(change=form.change(), values=values, actor=actor, at=request.now)
            except PersonOvertaken:
                form = own_person_form(request, person, form.after_overtaken(data))
                form.is_valid()
                form.add_error(
                    None,
                    _(
                        "Somebody else changed something meanwhile. Look whether all is right, then save again."
                    ),
                )
                status = 409
            except (ValueRefused, ValuesOvertaken) as refusal:
                own.add_error(None, str(refusal))
            else:
                messages.success(request, _("Saved. Thank you."))
                return redirect(me)
    context = {"association": request.association, "form": form, "own": own, "back_url": me}
    return render(request, "portal/own_details.html", context, status=status)
