"""Let people into a group: typed or pasted several at once, or from a person's page."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.groups.actions.add_to_group import Addition, ParticipationRefused, add_to_group
from matrikel.groups.queries.groups import GroupRow, get_group, list_group_choices
from matrikel.groups.queries.typed import MOST_CHOSEN, TypedLine, find_people_chosen, find_people_typed
from matrikel.groups.rules import USUAL_PART
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.groups import wording
from matrikel.office.groups.forms import GroupChoiceForm, PeopleTypedForm
from matrikel.office.people.wording import DOTS
from matrikel.organisations.rules.modules import Module
from matrikel.people.queries import get_person
from matrikel.ui.formatting import number


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def add(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Ask who comes in, show who may be meant, or let those in who are ticked."""
    group = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    is_post = request.method == "POST"
    only_finds = is_post and "find" in request.POST
    form = PeopleTypedForm(
        request.POST if is_post else None,
        initial={"part": USUAL_PART[group.kind].value, "starts_on": _first_day(group, request.today)},
    )
    lines = _find(request, group) if is_post else []
    found = _found(request, lines)
    if request.htmx and only_finds:
        return show(request, "office/groups/found.html", {"lines": found, "typed": bool(lines)})
    back_url = address(request, "group", group_id=group_id)
    if is_post and not only_finds and form.is_valid():
        chosen = _ids(request.POST.getlist("person"))
        if not chosen:
            form.add_error("people", _("Write who comes in, and tick the ones you mean."))
        elif _let_in(request, form, group_id, chosen):
            return redirect(back_url)
    if only_finds:
        # Looking somebody up is no failed attempt to save.
        form = PeopleTypedForm(initial={name: request.POST.get(name, "") for name in form.fields})
    context = {
        "group": group,
        "name": wording.full_name(group),
        "form": form,
        "lines": found,
        "typed": bool(lines),
        "back_url": back_url,
        "is_over": group.is_over(request.today),
    }
    status = 422 if form.is_bound and form.errors else 200
    return show(request, "office/groups/add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def add_person(request: OfficeRequest, person_id: UUID) -> HttpResponse:
    """Ask into which group somebody comes, or let the person in."""
    person = get_person(person_id=person_id, viewer=request.viewer)
    if not find_people_chosen(person_ids=[person_id], viewer=request.viewer):
        # A group tells where somebody is: whoever may not know that a person is protected puts nobody there.
        raise NotFound
    groups = list_group_choices(viewer=request.viewer, on=request.today)
    is_post = request.method == "POST"
    form = GroupChoiceForm(
        request.POST if is_post else None, groups=groups, initial={"starts_on": request.today}
    )
    if is_post and form.is_valid():
        group_id = form.cleaned_data["group"]
        if _let_in(request, form, group_id, [person.id]):
            return redirect(address(request, "group", group_id=group_id))
    context = {
        "form": form,
        "name": DOTS if person.is_protected else person.display_name,
        "has_groups": bool(groups),
        "new_url": address(request, "new_group"),
        "back_url": address(request, "person", person_id=person.id),
    }
    return show(request, "office/groups/choose.html", context, status=422 if form.errors else 200)


def _let_in(
    request: OfficeRequest, form: PeopleTypedForm | GroupChoiceForm, group_id: UUID, chosen: Sequence[UUID]
) -> bool:
    people = find_people_chosen(person_ids=chosen, viewer=request.viewer)
    additions = [
        Addition(
            group_id=group_id,
            person_id=person.id,
            part=form.cleaned_data["part"],
            starts_on=form.cleaned_data["starts_on"],
        )
        for person in people
    ]
    try:
        came = add_to_group(additions=additions, actor=request.actor, at=request.now)
    except ParticipationRefused as refusal:
        form.add_error("starts_on", str(refusal))
        return False
    said = ngettext("%(count)s person came in.", "%(count)s people came in.", came) % {"count": number(came)}
    there = len(people) - came
    if there:
        already = ngettext(
            "%(count)s was in the group already.", "%(count)s were in the group already.", there
        )
        said = f"{said} {already % {'count': number(there)}}"
    (messages.success if came else messages.warning)(request, said)
    return True


def _first_day(group: GroupRow, today: date) -> date:
    return max(group.starts_on, today) if group.starts_on else today


def _find(request: OfficeRequest, group: GroupRow) -> list[TypedLine]:
    typed = request.POST.get("people", "").replace("\x00", "")[:5_000]
    lines = typed.replace(";", "\n").replace("\t", "\n").splitlines()
    return find_people_typed(lines=lines, group_id=group.id, viewer=request.viewer, on=request.today)


def _found(request: OfficeRequest, lines: Sequence[TypedLine]) -> list[dict[str, Any]]:
    """Return what was found, with ticks: as they were set, and at first where only one person can be meant."""
    ticked, shown = set(_ids(request.POST.getlist("person"))), set(_ids(request.POST.getlist("shown")))
    found = []
    met: set[UUID] = set()
    for line in lines:
        candidates = []
        for each in line.candidates:
            if each.person_id in met:
                continue
            met.add(each.person_id)
            is_only = len(line.candidates) == 1 and not line.has_more
            candidates.append(
                {
                    "id": each.person_id,
                    "name": DOTS if each.is_protected else each.display_name,
                    "note": " · ".join(
                        part
                        for part in (
                            _("No. %(number)s") % {"number": each.member_number}
                            if each.member_number
                            else "",
                            _("born %(year)s") % {"year": each.birth_year} if each.birth_year else "",
                        )
                        if part
                    ),
                    "is_in_group": each.is_in_group,
                    "is_ticked": not each.is_in_group
                    and (each.person_id in ticked or (is_only and each.person_id not in shown)),
                }
            )
        found.append(
            {
                "text": line.text,
                "candidates": candidates,
                "has_more": line.has_more,
                "is_nobody": not line.candidates,
            }
        )
    return found


def _ids(texts: Sequence[str]) -> list[UUID]:
    found = []
    for text in texts[:MOST_CHOSEN]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
