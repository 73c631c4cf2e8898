"""Let people out of a group, or give them another part in it: those who were ticked in its list."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from matrikel.groups.actions.add_to_group import ParticipationRefused
from matrikel.groups.actions.change_part import PartChange, change_part
from matrikel.groups.actions.leave_group import Leaving, leave_group
from matrikel.groups.queries.groups import GroupRow, get_group
from matrikel.groups.queries.participants import ParticipantRow, find_participants
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.groups import wording
from matrikel.office.groups.forms import LastDayForm, PartForm
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import number

MOST_AT_ONCE = 500


@require_POST
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def leave(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Ask for the last day of those who were ticked, or let them out."""
    group, people = _chosen(request, group_id)
    if not people:
        return _nobody(request, group_id)
    is_answer = "last_day" in request.POST
    form = LastDayForm(request.POST if is_answer else None, initial={"last_day": request.today})
    if is_answer and form.is_valid():
        ends_on = form.cleaned_data["last_day"] + timedelta(1)
        leavings = [Leaving(participation_id=row.id, ends_on=ends_on) for row in people]
        try:
            left = leave_group(leavings=leavings, actor=request.actor, at=request.now)
        except ParticipationRefused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            said = ngettext("%(count)s person leaves the group.", "%(count)s people leave the group.", left)
            messages.success(request, said % {"count": number(left)})
            return redirect(address(request, "group", group_id=group_id))
    return _ask(request, group, people, form, title=_("Left the group"), icon="user-minus")


@require_POST
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def part(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Ask for the new part of those who were ticked, or give it to them."""
    group, people = _chosen(request, group_id)
    if not people:
        return _nobody(request, group_id)
    is_answer = "part" in request.POST
    form = PartForm(request.POST if is_answer else None, initial={"on": request.today})
    if is_answer and form.is_valid():
        values = form.cleaned_data
        changes = [
            PartChange(participation_id=row.id, part=values["part"], on=values["on"]) for row in people
        ]
        try:
            changed = change_part(changes=changes, actor=request.actor, at=request.now)
        except ParticipationRefused as refusal:
            form.add_error("on", str(refusal))
        else:
            said = ngettext(
                "%(count)s person has another part.", "%(count)s people have another part.", changed
            )
            messages.success(request, said % {"count": number(changed)})
            return redirect(address(request, "group", group_id=group_id))
    return _ask(request, group, people, form, title=_("Another part"), icon="arrows-exchange")


def _chosen(request: OfficeRequest, group_id: UUID) -> tuple[GroupRow, list[ParticipantRow]]:
    group = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    ids = []
    for text in request.POST.getlist("selected")[:MOST_AT_ONCE]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    if not ids:
        return group, []
    people = find_participants(
        participation_ids=ids, group_id=group_id, viewer=request.viewer, on=request.today
    )
    return group, people


def _nobody(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    messages.warning(request, _("Tick the people in the list first."))
    return redirect(address(request, "group", group_id=group_id))


def _ask(
    request: OfficeRequest,
    group: GroupRow,
    people: Sequence[ParticipantRow],
    form: forms.Form,
    *,
    title: str,
    icon: str,
) -> HttpResponse:
    context = {
        "title": title,
        "icon": icon,
        "name": wording.full_name(group),
        "form": form,
        "people": [{"id": row.id, "name": wording.shown_name(row)} for row in people],
        "back_url": address(request, "group", group_id=group.id),
    }
    return show(request, "office/groups/change.html", context, status=422 if form.errors else 200)
