"""One bulk edit from its preview to its result."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matrikel.bulkedits.actions.cancel_bulk_edit import cancel_bulk_edit
from matrikel.bulkedits.actions.confirm_bulk_edit import confirm_bulk_edit
from matrikel.bulkedits.actions.undo_bulk_edit import undo_bulk_edit
from matrikel.bulkedits.kinds.base import is_to_be_made
from matrikel.bulkedits.queries import EditDetails, TargetRow, get_edit, list_targets
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Forbidden, Refusal
from matrikel.office.bulkedits import wording
from matrikel.office.bulkedits.kinds import Kind, known_kind, with_new
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Figure
from matrikel.ui.run import RunView, Step

AT_WORK = ("CHECKING", "APPLYING", "UNDOING")


@require_safe
@needs(Right.PEOPLE_EDIT)
def edit(request: OfficeRequest, edit_id: UUID) -> HttpResponse:
    """Show where the bulk edit stands."""
    details = get_edit(edit_id=edit_id, viewer=request.viewer, at=request.now)
    kind = with_new(known_kind(request, details.edit.kind), details.values)
    context = _head(request, details, kind)
    if details.edit.state in AT_WORK:
        return show(request, "office/bulkedits/progress.html", context | _progress(request, details))
    if details.edit.state == "REVIEW":
        return show(request, "office/bulkedits/preview.html", context | _preview(request, details, kind))
    return show(request, "office/bulkedits/result.html", context | _result(request, details))


@require_safe
@needs(Right.PEOPLE_EDIT)
def progress(request: OfficeRequest, edit_id: UUID) -> HttpResponse:
    """Answer the page that watches; when the work is over, it moves on."""
    details = get_edit(edit_id=edit_id, viewer=request.viewer, at=request.now)
    if details.edit.state not in AT_WORK:
        return redirect(address(request, "bulk_edit", edit_id=edit_id))
    return render(request, "ui/run_progress.html", _progress(request, details))


@require_POST
@needs(Right.PEOPLE_EDIT)
def confirm(request: OfficeRequest, edit_id: UUID) -> HttpResponse:
    """Take the yes; a second one does nothing."""
    details = get_edit(edit_id=edit_id, viewer=request.viewer, at=request.now)
    if details.edit.state == "REVIEW":
        makes_tag = details.edit.kind == "tag_add" and is_to_be_made(details.values)
        if makes_tag and not request.viewer.may(Right.TAGS_EDIT):
            raise Forbidden
        try:
            confirm_bulk_edit(
                edit_id=edit_id, unit_ids=request.viewer.unit_ids, actor=request.actor, at=request.now
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    return redirect(address(request, "bulk_edit", edit_id=edit_id))


@require_POST
@needs(Right.PEOPLE_EDIT)
def cancel(request: OfficeRequest, edit_id: UUID) -> HttpResponse:
    """Stop the bulk edit."""
    get_edit(edit_id=edit_id, viewer=request.viewer, at=request.now)
    try:
        cancel_bulk_edit(edit_id=edit_id, actor=request.actor, at=request.now)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    return redirect(address(request, "bulk_edit", edit_id=edit_id))


@require_POST
@needs(Right.PEOPLE_EDIT)
def undo(request: OfficeRequest, edit_id: UUID) -> HttpResponse:
    """Take the bulk edit back; a second click does nothing."""
    details = get_edit(edit_id=edit_id, viewer=request.viewer, at=request.now)
    if details.edit.state not in ("UNDOING", "UNDONE"):
        try:
            undo_bulk_edit(
                edit_id=edit_id, unit_ids=request.viewer.unit_ids, actor=request.actor, at=request.now
            )
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    return redirect(address(request, "bulk_edit", edit_id=edit_id))


def _head(request: OfficeRequest, details: EditDetails, kind: Kind) -> dict[str, Any]:
    edit_id = details.edit.id
    return {
        "title": _("Change for many: %(what)s") % {"what": kind.name},
        "line": formatting.moment(details.edit.created_at),
        "state": wording.state_pill(details.edit.state),
        "edit": details.edit,
        "people_url": address(request, "people"),
        "history_url": address(request, "bulk_edits"),
        "confirm_url": address(request, "confirm_bulk_edit", edit_id=edit_id),
        "cancel_url": address(request, "cancel_bulk_edit", edit_id=edit_id),
        "undo_url": address(request, "undo_bulk_edit", edit_id=edit_id) if details.can_undo else "",
        "undo_until": request.association.day_of(details.undo_until) if details.undo_until else None,
    }


def _after(request: OfficeRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else -1


def _preview(request: OfficeRequest, details: EditDetails, kind: Kind) -> dict[str, Any]:
    edit_id, path = details.edit.id, address(request, "bulk_edit", edit_id=details.edit.id)
    page = list_targets(
        edit_id=edit_id,
        states=["CHANGE"],
        viewer=request.viewer,
        at=request.now,
        after=_after(request, "after"),
        with_plan=True,
    )
    columns = (
        Column(label=_("Name"), primary=True),
        Column(label=_("Now"), quiet=True),
        Column(label=_("Then")),
    )
    rows = [_change_row(request, target, kind) for target in page.rows]
    return {
        "figures": (
            Figure(label=_("Will change"), value=number(details.edit.to_change), line=_("people")),
            Figure(label=_("As it is already"), value=number(details.edit.same), line=_("people")),
            Figure(
                label=_("Left out"),
                value=number(details.edit.left_out),
                line=_("people, see below") if details.edit.left_out else _("people"),
                amber=bool(details.edit.left_out),
            ),
        ),
        "columns": columns,
        "pairs": [(row, tuple(zip(columns, row.cells, strict=True))) for row in rows],
        "next_url": f"{path}?after={page.next_after}" if page.next_after is not None else "",
        "first_url": path if _after(request, "after") >= 0 else "",
        "button": wording.change_button(details.edit.to_change),
        "made": wording.made_line(kind.code, details.values),
        **_left_out(request, details),
    }


def _change_row(request: OfficeRequest, target: TargetRow, kind: Kind) -> Row:
    name, country = _name(target), request.association.country
    planned = target.planned
    before = wording.shown(kind, planned.before, country=country) if planned else ""
    after = wording.shown(kind, planned.after, country=country) if planned else ""
    return Row(
        id=str(target.person_id),
        label=name,
        cells=(
            Cell(text=name, url=address(request, "person", person_id=target.person_id)),
            Cell(text=before or "—"),
            Cell(text=after or "—"),
        ),
    )


def _name(target: TargetRow) -> str:
    return people_wording.DOTS if target.is_protected else target.display_name


def _left_out(request: OfficeRequest, details: EditDetails) -> dict[str, Any]:
    if not details.edit.left_out:
        return {}
    path = address(request, "bulk_edit", edit_id=details.edit.id)
    page = list_targets(
        edit_id=details.edit.id,
        states=["LEFT_OUT"],
        viewer=request.viewer,
        at=request.now,
        after=_after(request, "left_after"),
    )
    return {
        "left_out": [
            {
                "name": _name(target),
                "url": address(request, "person", person_id=target.person_id),
                "reason": wording.reason(target.reason),
            }
            for target in page.rows
        ],
        "left_next_url": f"{path}?left_after={page.next_after}#left-out"
        if page.next_after is not None
        else "",
    }


def _progress(request: OfficeRequest, details: EditDetails) -> dict[str, Any]:
    found = details.edit
    titles = {
        "CHECKING": _("Looking at what would change"),
        "APPLYING": _("Changing the people"),
        "UNDOING": _("Taking the change back"),
    }
    checked = found.to_change + found.same + found.left_out
    done = {
        "CHECKING": checked,
        "APPLYING": found.changed,
        "UNDOING": found.undone + found.kept,
    }[found.state]
    total = {"CHECKING": found.people, "APPLYING": found.to_change, "UNDOING": found.changed}[found.state]
    seconds = (request.now - found.confirmed_at).total_seconds() if found.confirmed_at else 0.0
    speed = done / seconds if found.state == "APPLYING" and seconds > 1 and done else None
    view = RunView(
        title=titles[found.state],
        step=Step.PREVIEW if found.state == "CHECKING" else Step.PROGRESS,
        done=done,
        total=total,
        per_second=speed,
        seconds_left=round((total - done) / speed) if speed else None,
        poll_url=address(request, "bulk_edit_progress", edit_id=found.id),
        page_url=address(request, "bulk_edit", edit_id=found.id),
        cancel_url="" if found.state == "UNDOING" else address(request, "cancel_bulk_edit", edit_id=found.id),
        note=_("Nothing is changed yet. You may leave this page.")
        if found.state == "CHECKING"
        else _("You may leave this page; the work goes on."),
    )
    return {"run": view}


def _result(request: OfficeRequest, details: EditDetails) -> dict[str, Any]:
    found = details.edit
    kept = (
        list_targets(edit_id=found.id, states=["KEPT"], viewer=request.viewer, at=request.now).rows
        if found.kept
        else ()
    )
    return {
        "figures": (
            Figure(label=_("Changed back"), value=number(found.undone), line=_("people"))
            if found.state == "UNDONE"
            else Figure(label=_("Changed"), value=number(found.changed), line=_("people")),
            Figure(label=_("As it was already"), value=number(found.same), line=_("people")),
            Figure(label=_("Left out"), value=number(found.left_out), line=_("people")),
        )
        if found.confirmed_at
        else (),
        "kept": [(_name(target), address(request, "person", person_id=target.person_id)) for target in kept],
        "kept_more": max(0, found.kept - len(kept)),
        **_left_out(request, details),
    }
