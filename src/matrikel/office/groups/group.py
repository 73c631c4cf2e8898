"""A group's page: who is in it, who leads it, how old they are."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matrikel.groups.queries.groups import GroupRow, get_group
from matrikel.groups.queries.participants import (
    ParticipantPage,
    ParticipantRow,
    count_ages,
    list_participants,
)
from matrikel.groups.rules import Part
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.groups import wording
from matrikel.office.groups.ages import draw_ages
from matrikel.office.people.wording import protected_pill
from matrikel.office.selections.searching import answer_search, sealed_words
from matrikel.organisations.rules.modules import Module
from matrikel.people.rules import phones
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Column,
    Listing,
    Row,
    SelectionAction,
    state_url,
)
from matrikel.ui.parts import Tab


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_SEE, module=Module.GROUPS)
def group(request: OfficeRequest, group_id: UUID) -> HttpResponse:
    """Show one page of a group's people, leaders first."""
    found = get_group(group_id=group_id, viewer=request.viewer, on=request.today)
    state = {
        "q": sealed_words(request),
        "former": "1" if request.GET.get("former") else "",
    }
    page = list_participants(
        group_id=group_id,
        viewer=request.viewer,
        on=request.today,
        former=bool(state["former"]),
        search=state["q"],
        after=_id(request.GET.get("after", "")),
        before=_id(request.GET.get("before", "")),
    )
    listing = _listing(request, found, page, state)
    if answer := answer_search(request, listing):
        return answer
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    is_open = may_edit and not found.is_over(request.today)
    ages = draw_ages(count_ages(group_id=group_id, viewer=request.viewer, on=request.today))
    here = {"group_id": group_id}
    return show(
        request,
        "office/groups/group.html",
        {
            "group": found,
            "line": head_line(found),
            "is_over": found.is_over(request.today),
            "listing": listing,
            "tabs": _tabs(request, found, state),
            "leaders": [] if state["former"] else _leaders(request, page),
            "ages": ages,
            "sheet_url": address(request, "group_sheet", **here),
            "export_url": state_url(address(request, "new_export"), {"group": str(found.id)})
            if request.viewer.may(Right.PEOPLE_EXPORT)
            else "",
            "add_url": address(request, "add_to_group", **here) if is_open else "",
            "edit_url": address(request, "edit_group", **here) if may_edit else "",
            "next_url": address(request, "next_season", **here) if may_edit else "",
            "close_url": address(request, "close_group", **here) if is_open else "",
        },
    )


def head_line(found: GroupRow, *, people: str = "") -> str:
    """Return what stands below a group's name; `people` is said in place of how many are in it."""
    parts = [
        capfirst(wording.kind_name(found.kind)),
        found.unit_name,
        wording.times(found.starts_on, found.ends_on),
        people or wording.people_line(found),
    ]
    return " · ".join(part for part in parts if part)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _tabs(request: OfficeRequest, found: GroupRow, state: Mapping[str, str]) -> list[Tab]:
    path = address(request, "group", group_id=found.id)
    return [
        Tab(label=_("Now"), url=path, current=not state["former"]),
        Tab(label=_("Before"), url=state_url(path, {}, former="1"), current=bool(state["former"])),
    ]


def _leaders(request: OfficeRequest, page: ParticipantPage) -> list[dict[str, Any]]:
    """Return how to reach those who lead the group; they are on its first page."""
    return [
        {
            **reachable(request, row),
            "url": address(request, "person", person_id=row.person_id),
        }
        for row in page.rows
        if row.part is Part.LEADER
    ]


def _phone(request: OfficeRequest, row: ParticipantRow) -> str:
    return phones.display(row.phone, request.association.country) if row.phone else ""


def reachable(request: OfficeRequest, row: ParticipantRow) -> dict[str, Any]:
    """Return who somebody is in a group and how to reach them, in words."""
    return {
        "name": wording.shown_name(row),
        "part": capfirst(wording.part_name(row.part)),
        "age": wording.age_line(row),
        "phone": _phone(request, row),
        "email": row.email,
    }


def _listing(
    request: OfficeRequest, found: GroupRow, page: ParticipantPage, state: Mapping[str, str]
) -> Listing:
    path = address(request, "group", group_id=found.id)
    is_former = bool(state["former"])
    may_edit = request.viewer.may(Right.PEOPLE_EDIT)
    is_open = may_edit and not found.is_over(request.today)
    actions = (
        SelectionAction(
            label=_("Left the group"),
            url=address(request, "leave_group", group_id=found.id),
            icon="user-minus",
        ),
        SelectionAction(
            label=_("Another part"),
            url=address(request, "change_part", group_id=found.id),
            icon="arrows-exchange",
        ),
    )
    return Listing(
        title=wording.full_name(found),
        url=path,
        self_url=state_url(path, state),
        count_line=head_line(found),
        search_label=_("Search in this group"),
        search_value=state["q"],
        search_posts=True,
        kept=(("former", "1"),) if is_former else (),
        clear_url=state_url(path, {"former": state["former"]}) if state["q"] else "",
        columns=(
            Column(label=_("Name"), primary=True),
            Column(label=_("Part")),
            Column(label=_("Age"), numeric=True),
            Column(label=_("No."), numeric=True, quiet=True),
            Column(label=_("When"), quiet=True),
        ),
        rows=tuple(_row(request, row) for row in page.rows),
        actions=actions if may_edit and not is_former and page.rows else (),
        range_line=ngettext("%(count)s person on this page", "%(count)s people on this page", len(page.rows))
        % {"count": number(len(page.rows))},
        next_url=state_url(path, state, after=str(page.next_after)) if page.next_after else "",
        previous_url=state_url(path, state, before=str(page.previous_before)) if page.previous_before else "",
        empty_title=_("Nobody has left this group") if is_former else _("Nobody is in this group yet"),
        empty_text=_("Whoever leaves is listed here, with the dates.")
        if is_former
        else _("Type or paste the names, several at once; they are looked up in the register."),
        empty_url=address(request, "add_to_group", group_id=found.id) if is_open and not is_former else "",
        empty_action=_("Add people"),
    )


def _row(request: OfficeRequest, row: ParticipantRow) -> Row:
    name = wording.shown_name(row)
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(
                text=name,
                url=address(request, "person", person_id=row.person_id),
                initials="••" if row.is_protected else row.initials,
                pills=(protected_pill(),) if row.is_protected else (),
            ),
            Cell(pills=(wording.part_pill(row.part),)),
            Cell(text=wording.age_line(row)),
            Cell(text=row.member_number),
            Cell(text=wording.since(row, request.today)),
        ),
    )
