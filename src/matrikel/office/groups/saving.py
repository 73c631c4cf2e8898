"""Add a group, change it, close it, begin its next season."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.groups.actions.close_group import close_group
from matrikel.groups.actions.copy_group_to_next_season import NextSeason, copy_group_to_next_season
from matrikel.groups.actions.save_groups import GroupEdit, GroupOvertaken, GroupRefused, save_groups
from matrikel.groups.queries.groups import GroupRow, get_group
from matrikel.groups.queries.participants import MOST_ON_SHEET, ParticipantRow, list_participants
from matrikel.groups.rules import Kind, a_year_later
from matrikel.groups.rules import next_season as season_after
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.groups import wording
from matrikel.office.groups.forms import GroupForm, LastDayForm, NextSeasonForm
from matrikel.office.people.reach import units_in_reach
from matrikel.organisations.rules.modules import Module
from matrikel.ui.formatting import number

DAY = timedelta(1)
FIELD_OF = {"ends_on": "last_day", "": None}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def new_group(request: OfficeRequest) -> HttpResponse:
    """Ask what the group is, or add it and go on to its people."""
    form = _form(request, initial={"kind": Kind.TEAM.value, "starts_on": request.today})
    if request.method == "POST" and (group_id := _save(request, form, group=None)):
        messages.success(request, _("The group is there. Now add the people who are in it."))
        return redirect(address(request, "add_to_group", group_id=group_id))
    return _show_form(request, form, title=_("Add a group"), back_url=address(request, "groups"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def edit_group(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Ask what the group shall be, or save it."""
    group = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    form = _form(
        request,
        initial={
            "name": group.name,
            "kind": group.kind.value,
            "season": group.season,
            "unit": str(group.unit_id or ""),
            "starts_on": group.starts_on,
            "last_day": group.ends_on - DAY if group.ends_on else None,
            "version": group.version,
        },
    )
    back_url = address(request, "group", group_id=group_id)
    if request.method == "POST" and _save(request, form, group=group):
        messages.success(request, _("Saved."))
        return redirect(back_url)
    return _show_form(request, form, title=wording.full_name(group), back_url=back_url)


def _form(request: OfficeRequest, initial: dict[str, object]) -> GroupForm:
    units = units_in_reach(request.viewer)
    return GroupForm(
        request.POST if request.method == "POST" else None,
        units=[unit for unit in units if unit.closed_on is None or str(unit.id) == initial.get("unit")],
        needs_unit=request.viewer.unit_ids is not None,
        initial=initial,
    )


def _save(request: OfficeRequest, form: GroupForm, *, group: GroupRow | None) -> UUID | None:
    if not form.is_valid():
        return None
    values = form.cleaned_data
    last_day: date | None = values["last_day"]
    edit = GroupEdit(
        id=group.id if group else None,
        version=values["version"] if group else None,
        name=values["name"],
        kind=values["kind"],
        season=values["season"],
        unit_id=values.get("unit"),
        starts_on=values["starts_on"],
        ends_on=last_day + DAY if last_day else None,
    )
    try:
        (saved,) = save_groups(groups=[edit], actor=request.actor, at=request.now)
    except GroupRefused as refusal:
        form.add_error(FIELD_OF.get(refusal.field, refusal.field), str(refusal))
        return None
    except GroupOvertaken as overtaken:
        # What was typed stays; saving once more puts it in the place of the other's.
        data = request.POST.copy()
        data["version"] = str(group.version if group else "")
        form.data = data
        form.add_error(None, f"{overtaken} {_('Look below whether yours is right, then save once more.')}")
        return None
    return saved


def _show_form(request: OfficeRequest, form: GroupForm, *, title: str, back_url: str) -> HttpResponse:
    context = {"form": form, "title": title, "back_url": back_url}
    return show(request, "office/groups/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def close(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Say what closing does and ask when, or close."""
    group = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    form = LastDayForm(
        request.POST if request.method == "POST" else None, initial={"last_day": request.today}
    )
    back_url = address(request, "group", group_id=group_id)
    if request.method == "POST" and form.is_valid():
        ends_on = form.cleaned_data["last_day"] + DAY
        try:
            ended = close_group(group_id=group_id, ends_on=ends_on, actor=request.actor, at=request.now)
        except GroupRefused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            said = ngettext(
                "Closed: %(count)s person takes part no longer after that day.",
                "Closed: %(count)s people take part no longer after that day.",
                ended,
            )
            messages.success(request, said % {"count": number(ended)})
            return redirect(back_url)
    context = {
        "group": group,
        "name": wording.full_name(group),
        "people": wording.people_line(group),
        "form": form,
        "back_url": back_url,
    }
    return show(request, "office/groups/close.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_EDIT, module=Module.GROUPS)
def next_season(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Show who would go on and when, or begin the next season with those who are ticked."""
    group = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    begin = _likely_begin(group, request.today)
    # Of a group that is over, those go on who were in it on its last day.
    over_on = group.ends_on
    on = over_on - DAY if over_on is not None and over_on <= request.today else request.today
    people = list_participants(group_id=group_id, viewer=request.viewer, on=on, rows=MOST_ON_SHEET).rows
    form = NextSeasonForm(
        request.POST if request.method == "POST" else None,
        initial={
            "name": group.name,
            "season": season_after(group.season),
            "starts_on": begin,
            "closes_old": True,
        },
    )
    chosen = _chosen(request, people)
    if request.method == "POST" and form.is_valid():
        following = _begin_season(request, group, form, chosen)
        if following is not None:
            said = ngettext(
                "The next season is there with %(count)s person.",
                "The next season is there with %(count)s people.",
                len(chosen),
            )
            messages.success(request, said % {"count": number(len(chosen))})
            return redirect(address(request, "group", group_id=following))
    context = {
        "group": group,
        "name": wording.full_name(group),
        "form": form,
        "people": [
            {
                "id": row.id,
                "name": wording.shown_name(row),
                "part": wording.part_name(row.part),
                "age": wording.age_line(row),
                "is_chosen": row.id in chosen,
            }
            for row in people
        ],
        "back_url": address(request, "group", group_id=group_id),
    }
    return show(request, "office/groups/next_season.html", context, status=422 if form.errors else 200)


def _likely_begin(group: GroupRow, today: date) -> date:
    if group.ends_on is not None and group.ends_on >= today:
        return group.ends_on
    return max(a_year_later(group.starts_on), today) if group.starts_on else today


def _chosen(request: OfficeRequest, people: Sequence[ParticipantRow]) -> set[UUID]:
    every = {row.id for row in people}
    if request.method != "POST":
        return every
    return {row_id for row_id in every if str(row_id) in set(request.POST.getlist("selected"))}


def _begin_season(
    request: OfficeRequest, group: GroupRow, form: NextSeasonForm, chosen: set[UUID]
) -> UUID | None:
    values = form.cleaned_data
    plan = NextSeason(
        group_id=group.id,
        name=values["name"],
        season=values["season"],
        starts_on=values["starts_on"],
        ends_on=values["last_day"] + DAY if values["last_day"] else None,
        participation_ids=sorted(chosen),
        closes_old=values["closes_old"],
    )
    try:
        return copy_group_to_next_season(plan=plan, actor=request.actor, at=request.now)
    except GroupRefused as refusal:
        form.add_error(FIELD_OF.get(refusal.field, refusal.field), str(refusal))
    except NotFound:
        form.add_error(None, _("Somebody has left the group meanwhile. Look at the list and try once more."))
    return None
