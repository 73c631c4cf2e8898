"""One export from its preview to its file."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.exports.actions.cancel_export import cancel_export
from matrikel.exports.actions.confirm_export import confirm_export
from matrikel.exports.actions.fetch_export import fetch_export
from matrikel.exports.actions.release_export import release_export
from matrikel.exports.queries import ExportRow, Preview, get_export, preview_export, read_reason
from matrikel.exports.rules.cells import Cell as ExportCell
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import Refusal
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.exports import wording
from matrikel.office.frame import address, show
from matrikel.office.people import wording as people_wording
from matrikel.office.selections.columns import offered_columns
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Row
from matrikel.ui.parts import Fact, Figure
from matrikel.ui.run import RunView, Step

MEDIA = {
    "XLSX": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "CSV": ("csv", "text/csv; charset=utf-8"),
    "PDF": ("pdf", "application/pdf"),
    "LABELS": ("pdf", "application/pdf"),
    "ROLL": ("pdf", "application/pdf"),
}


@require_safe
@needs(Right.PEOPLE_SEE)
def export(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Show where the export stands, to whoever asked for it and to whoever oversees what leaves."""
    found = get_export(export_id=export_id, viewer=request.viewer)
    context = _head(request, found)
    if found.state == "MAKING":
        return show(request, "office/exports/progress.html", context | _progress(request, found))
    if found.state == "REVIEW" and found.account == request.viewer.account_id:
        seen = preview_export(export_id=export_id, viewer=request.viewer, on=request.today)
        return show(request, "office/exports/preview.html", context | _preview(request, found, seen))
    return show(request, "office/exports/result.html", context | _result(request, found))


@require_safe
@needs(Right.PEOPLE_SEE)
def progress(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Answer the page that watches; when the work is over, it moves on."""
    found = get_export(export_id=export_id, viewer=request.viewer)
    if found.state != "MAKING":
        return redirect(address(request, "export", export_id=export_id))
    return render(request, "ui/run_progress.html", _progress(request, found))


@require_POST
@needs(Right.PEOPLE_EXPORT, fresh=True)
def confirm(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Take the yes; a second one does nothing."""
    found = get_export(export_id=export_id, viewer=request.viewer)
    if found.state == "REVIEW":
        try:
            confirm_export(export_id=export_id, viewer=request.viewer, actor=request.actor, at=request.now)
        except Refusal as refusal:
            messages.warning(request, str(refusal))
    return redirect(address(request, "export", export_id=export_id))


@require_POST
@needs(Right.PEOPLE_EXPORT)
def cancel(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Stop the export."""
    get_export(export_id=export_id, viewer=request.viewer)
    try:
        cancel_export(export_id=export_id, viewer=request.viewer, actor=request.actor, at=request.now)
    except Refusal as refusal:
        messages.info(request, str(refusal))
    return redirect(address(request, "export", export_id=export_id))


@require_POST
@needs(Right.PEOPLE_EXPORT, fresh=True)
def fetch(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Hand the file over."""
    found = get_export(export_id=export_id, viewer=request.viewer)
    try:
        file = fetch_export(export_id=export_id, viewer=request.viewer, actor=request.actor, at=request.now)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(request, "export", export_id=export_id))
    _ending, media = MEDIA[found.form]
    return HttpResponse(
        file,
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{_file_name(request, found)}"'},
    )


def _file_name(request: OfficeRequest, found: ExportRow) -> str:
    """What the file is called where it is saved: whose it is, what it is, and of which day."""
    words = [request.association.name, wording.form_name(found.form)]
    day = request.association.day_of(found.finished_at or found.created_at)
    name = "-".join(slug for slug in map(slugify, words) if slug)
    return f"{name or 'people'}-{day.isoformat()}.{MEDIA[found.form][0]}"


@require_POST
@needs(Right.LOG_OPEN, fresh=True)
def release(request: OfficeRequest, export_id: UUID) -> HttpResponse:
    """Let another officer's large list go."""
    try:
        release_export(export_id=export_id, actor=request.actor, at=request.now)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect(address(request, "export", export_id=export_id))


def _head(request: OfficeRequest, found: ExportRow) -> dict[str, Any]:
    return {
        "title": _("Export: %(what)s") % {"what": wording.form_name(found.form)},
        "line": formatting.moment(found.created_at),
        "state": wording.state_pill(found.state),
        "export": found,
        "is_mine": found.account == request.viewer.account_id,
        "people_url": address(request, "people"),
        "history_url": address(request, "exports"),
        "confirm_url": address(request, "confirm_export", export_id=found.id),
        "cancel_url": address(request, "cancel_export", export_id=found.id),
        "release_url": address(request, "release_export", export_id=found.id)
        if found.state == "PAUSED"
        and request.viewer.may(Right.LOG_OPEN)
        and found.account != request.viewer.account_id
        else "",
        "fetch_url": address(request, "fetch_export", export_id=found.id),
        "facts": _facts(request, found),
        "technical": [
            Fact(term=term, value=value)
            for term, value in (
                (_("Number of the export"), str(found.id)),
                (_("SHA-256 of the file"), found.sha256),
            )
            if value
        ],
    }


def _facts(request: OfficeRequest, found: ExportRow) -> list[Fact]:
    names = dict(offered_columns(request))
    columns = [names.get(code, _("a field that is no longer asked")) for code in found.columns]
    reason = read_reason(export_id=found.id, viewer=request.viewer)
    pairs = [
        (_("For"), wording.purpose_with(found.purpose, found.recipient_name)),
        (_("Reason"), reason),
        (_("Beside the name"), ", ".join(columns)),
        (_("Taken out by"), people_wording.role_line(found.actor_role, found.actor_kind)),
    ]
    return [Fact(term=term, value=value) for term, value in pairs if value]


def _preview(request: OfficeRequest, found: ExportRow, seen: Preview) -> dict[str, Any]:
    headings = [heading.name for heading in seen.headings]
    if found.form == "LABELS":
        headings, lines = (
            [_("Address label")],
            [[_in_one_line(line)] for line in seen.lines],
        )
    else:
        lines = [[_shown(cell) for cell in line] for line in seen.lines]
    if found.form == "ROLL":
        # Paper to sign begins with the number; on the screen the name is each line's title, as everywhere.
        headings, *lines = ([name, number, *rest] for number, name, *rest in (headings, *lines))
    columns = tuple(Column(label=label, primary=not place) for place, label in enumerate(headings))
    rows = [
        Row(id=str(place), label=line[0], cells=tuple(Cell(text=text) for text in line))
        for place, line in enumerate(lines)
    ]
    out = sum(seen.left_out.values())
    stays = max(0, found.people - out)
    return {
        "columns": columns,
        "pairs": [(row, tuple(zip(columns, row.cells, strict=True))) for row in rows],
        "figures": (
            Figure(label=_("On the list"), value=number(stays), line=_("people")),
            Figure(label=_("Left out"), value=number(out), line=_("people"), amber=bool(out)),
            *_third(found, seen),
        ),
        "left_out": wording.left_out_lines(seen.left_out, may_know=request.viewer.may(Right.PROTECTED_SEE)),
        "button": ngettext("Take out %(count)s person", "Take out %(count)s people", stays)
        % {"count": number(stays)},
        "stays": stays,
    }


def _third(found: ExportRow, seen: Preview) -> tuple[Figure, ...]:
    """What else counts: the columns of a list, the votes of a roll, and on labels nothing."""
    if seen.voters is not None:
        return (Figure(label=_("Of them may vote"), value=number(seen.voters), line=_("people")),)
    if found.form == "LABELS":
        return ()
    return (Figure(label=_("Columns"), value=number(len(found.columns) + 1), line=_("with the name")),)


def _in_one_line(label: Sequence[ExportCell]) -> str:
    """A label on the screen; its postcode and place are not torn apart where the line ends."""
    *above, place = (str(cell) for cell in label)
    return ", ".join([*above, place.replace(" ", "\u00a0")])


def _shown(cell: ExportCell) -> str:
    return formatting.date(cell) if isinstance(cell, date) else str(cell)


def _progress(request: OfficeRequest, found: ExportRow) -> dict[str, Any]:
    seconds = (request.now - found.confirmed_at).total_seconds() if found.confirmed_at else 0.0
    speed = found.done / seconds if seconds > 1 and found.done else None
    view = RunView(
        title=_("Making the list"),
        step=Step.PROGRESS,
        done=found.done,
        total=found.people,
        per_second=speed,
        seconds_left=round(max(0, found.people - found.done) / speed) if speed else None,
        poll_url=address(request, "export_progress", export_id=found.id),
        page_url=address(request, "export", export_id=found.id),
        cancel_url=address(request, "cancel_export", export_id=found.id)
        if found.account == request.viewer.account_id
        else "",
        note=_("You may leave this page; the work goes on."),
    )
    return {"run": view}


def _result(request: OfficeRequest, found: ExportRow) -> dict[str, Any]:
    is_made = found.finished_at is not None and bool(found.sha256)
    gone_on = request.association.day_of(found.gone_at) if found.gone_at else None
    until = [Fact(term=_("Can be fetched until"), value=formatting.date(gone_on))] if gone_on else []
    return {
        "file_facts": [
            Fact(term=_("File"), value=_file_name(request, found)),
            Fact(term=_("Size"), value=filesizeformat(found.size)),
            *(until if found.state == "READY" else ()),
        ]
        if is_made
        else [],
        "figures": (
            Figure(label=_("On the list"), value=number(found.rows), line=_("people")),
            Figure(label=_("Fetched"), value=number(found.fetched), line=_("times")),
        )
        if is_made
        else (),
        "is_made": is_made,
        "gone_on": gone_on,
        "left_out": wording.left_out_lines(found.left_out, may_know=request.viewer.may(Right.PROTECTED_SEE)),
    }
