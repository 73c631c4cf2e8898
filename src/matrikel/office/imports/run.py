"""One import from its file to its result: what will happen, the yes to it, its progress, and what happened."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.imports.actions.cancel_import import cancel_import
from matrikel.imports.actions.choose_sheet import choose_sheet
from matrikel.imports.actions.confirm_import import confirm_import
from matrikel.imports.actions.resume_import import resume_import
from matrikel.imports.actions.set_ground import set_ground
from matrikel.imports.errors import ImportRefused
from matrikel.imports.formats.workbook.child import SAMPLE as SHEET_SAMPLE
from matrikel.imports.queries import (
    NameInFile,
    PreviewRow,
    RunDetails,
    SheetInFile,
    StaysOn,
    get_run,
    list_kept,
    list_preview,
)
from matrikel.imports.rules.couples import OnCouple
from matrikel.imports.rules.fields import ColumnState
from matrikel.imports.rules.problems import Effect, Reason
from matrikel.imports.runs import UNDO_DAYS
from matrikel.kernel.actors import Right
from matrikel.memberships.queries import list_membership_types
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import wording
from matrikel.office.imports.allowed import refuse_what_is_not_allowed
from matrikel.office.imports.forms import ChoicesForm, GroundForm, initial_choices, initial_ground
from matrikel.organisations.rules.modules import Module
from matrikel.ui import formatting
from matrikel.ui.formatting import number
from matrikel.ui.listing import Cell, Column, Row, state_url
from matrikel.ui.parts import Figure, Tab
from matrikel.ui.run import RunView, Step

AT_WORK = ("READING", "CHECKING", "APPLYING", "UNDOING")
SAMPLE_ROWS = 15
KEPT_SHOWN = 50
NAMES_SHOWN = 12


@require_safe
@needs(Right.PEOPLE_IMPORT)
def run(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Show where the import stands."""
    details = get_run(run_id=run_id, at=request.now)
    if details.run.state in AT_WORK:
        return show(
            request, "office/imports/progress.html", head(request, details) | _progress(request, details)
        )
    if details.run.state == "REVIEW":
        return show_preview(request, details)
    if details.run.state == "HANDED_ON":
        return redirect(address(request, "import_clubs", run_id=run_id))
    return show(request, "office/imports/result.html", head(request, details) | _result(request, details))


@require_safe
@needs(Right.PEOPLE_IMPORT)
def progress(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Answer the page that watches; when the work is over, it moves on."""
    details = get_run(run_id=run_id, at=request.now)
    if details.run.state not in AT_WORK:
        return redirect(address(request, "import_run", run_id=run_id))
    return render(request, "ui/run_progress.html", _progress(request, details))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def confirm(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Ask for the yes and take it; a second yes does nothing."""
    details = get_run(run_id=run_id, at=request.now)
    here = redirect(address(request, "import_run", run_id=run_id))
    if details.run.state != "REVIEW":
        return here
    if details.clubs:
        return redirect(address(request, "import_clubs", run_id=run_id))
    form = _ground_form(request, details)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            refuse_what_is_not_allowed(request, details.columns)
            if form is not None:
                set_ground(run_id=run_id, **form.cleaned_data, actor=request.actor, at=request.now)
            if not confirm_import(run_id=run_id, actor=request.actor, at=request.now):
                said = _(
                    "The register has changed since this list was checked. Look at the new numbers first."
                )
                messages.warning(request, said)
            return here
        except ImportRefused as refusal:
            if get_run(run_id=run_id, at=request.now).run.state != "REVIEW":
                return here
            if form is None:
                messages.warning(request, str(refusal))
                return here
            form.add_error(None, str(refusal))
    context = head(request, details) | {
        "details": details,
        "people": details.run.add + details.run.update,
        "undecided": [column for column in details.columns if column.state == ColumnState.DOUBTED],
        "columns_url": address(request, "import_columns", run_id=run_id),
        "left_out": [
            column
            for column in details.columns
            if column.state == ColumnState.LEFT_OUT and not column.is_ours
        ],
        "text_left_out": [
            column.header or column.letters for column in details.columns if wording.leaves_text_out(column)
        ],
        "open_lines": _open_lines(details),
        "problems_url": address(request, "import_problems", run_id=run_id),
        "names_undecided": details.names_undecided,
        "undo_until": request.association.day_of(details.run.created_at) + timedelta(days=UNDO_DAYS),
        "ground_form": form,
        **_beside(request, details),
    }
    status = 422 if form is not None and form.errors else 200
    return show(request, "office/imports/confirm.html", context, status=status)


def _open_lines(details: RunDetails) -> list[str]:
    """Return what of the problems is open when somebody is about to say yes: what stays out, and what is doubted."""
    found = details.problems_by_effect
    out = found.get(Effect.ROW_SKIPPED.value, 0)
    values = found.get(Effect.VALUE_LEFT_OUT.value, 0) + found.get(Effect.ADDRESS_PROTECTED.value, 0)
    doubted, kept = found.get(Effect.DOUBT.value, 0), found.get(Effect.OLD_KEPT.value, 0)
    said = (
        (
            out,
            ngettext(
                "%(count)s row with a problem stays out.", "%(count)s rows with a problem stay out.", out
            ),
        ),
        (values, ngettext("%(count)s value stays out.", "%(count)s values stay out.", values)),
        (
            doubted,
            ngettext(
                "%(count)s doubtful value is saved as we read it.",
                "%(count)s doubtful values are saved as we read them.",
                doubted,
            ),
        ),
        (
            kept,
            ngettext(
                "Of %(count)s row what the register knows better is kept.",
                "Of %(count)s rows what the register knows better is kept.",
                kept,
            ),
        ),
    )
    return [line % {"count": number(count)} for count, line in said if count]


def _ground_form(request: OfficeRequest, details: RunDetails) -> GroundForm | None:
    """Return the form that asks for the ground, where a membership says something sensitive."""
    if not details.consent.is_needed:
        return None
    posted = request.POST if request.method == "POST" else None
    return GroundForm(posted, consent=details.consent, initial=initial_ground(details.consent))


@require_POST
@needs(Right.PEOPLE_IMPORT)
def cancel(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Stop the import."""
    try:
        cancel_import(run_id=run_id, actor=request.actor, at=request.now)
    except ImportRefused as refusal:
        messages.info(request, str(refusal))
    return redirect(address(request, "import_run", run_id=run_id))


@require_POST
@needs(Right.PEOPLE_IMPORT)
def resume(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Go on with an import that was stopped or stands still."""
    try:
        resume_import(run_id=run_id, actor=request.actor, at=request.now)
    except ImportRefused as refusal:
        messages.info(request, str(refusal))
    return redirect(address(request, "import_run", run_id=run_id))


def show_preview(
    request: OfficeRequest, details: RunDetails, *, form: ChoicesForm | None = None, status: int = 200
) -> HttpResponse:
    """Show what will happen, with samples."""
    run_id = details.run.id
    rows = list_preview(run_id=run_id, limit=SAMPLE_ROWS)
    context = head(request, details) | {
        "details": details,
        "tabs": tabs(request, details, "import_run"),
        "figures": figures_ahead(details),
        "doubted": [column for column in details.columns if column.state == ColumnState.DOUBTED],
        "columns_url": address(request, "import_columns", run_id=run_id),
        "rows_url": address(request, "import_rows", run_id=run_id),
        "asks_households": bool(details.households) and request.association.has(Module.RELATIONS),
        "asks_couples": bool(_couples_in(details)),
        "couples_url": state_url(
            address(request, "import_problems", run_id=run_id), {"reason": Reason.TWO_PEOPLE.value}
        ),
        **_beside(request, details),
        "choices_url": address(request, "import_choices", run_id=run_id),
        "sample_columns": _sample_columns(),
        "sample_rows": [
            (row, tuple(zip(_sample_columns(), row.cells, strict=True))) for row in map(_sample_row, rows)
        ],
        "form": form
        or ChoicesForm(
            types=list_membership_types(), words=details.types_in_file, initial=initial_choices(details)
        ),
        "taken_types": [word for word in details.types_in_file if word.type_id is not None],
        **sheet_choice(request, details),
    }
    return show(request, "office/imports/preview.html", context, status=status)


def sheet_choice(request: OfficeRequest, details: RunDetails) -> dict[str, Any]:
    """Return which sheet of a workbook was read, and the others; nothing where there is no choice."""
    if not details.can_choose_sheet:
        return {}
    return {
        "sheets": [(sheet.name, _sheet_line(sheet), sheet.name == details.sheet) for sheet in details.sheets],
        "sheet_url": address(request, "import_sheet", run_id=details.run.id),
    }


def _sheet_line(sheet: SheetInFile) -> str:
    if sheet.rows >= SHEET_SAMPLE:
        return _("%(name)s (more than %(count)s rows)") % {
            "name": sheet.name,
            "count": number(sheet.rows - 1),
        }
    rows = ngettext("%(name)s (%(count)s row)", "%(name)s (%(count)s rows)", sheet.rows)
    return rows % {"name": sheet.name, "count": number(sheet.rows)}


@require_POST
@needs(Right.PEOPLE_IMPORT)
def sheet(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Read another sheet of the workbook."""
    try:
        choose_sheet(run_id=run_id, sheet=request.POST.get("sheet", ""), actor=request.actor, at=request.now)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect(address(request, "import_run", run_id=run_id))


def part_name(page: str) -> str:
    """Return what a part of the preview is called."""
    return {
        "import_run": _("What will happen"),
        "import_columns": _("Columns"),
        "import_rows": _("People already there"),
        "import_doubles": _("Twice in the file"),
        "import_clubs": _("Clubs"),
        "import_problems": _("Problems"),
    }[page]


def tabs(request: OfficeRequest, details: RunDetails, current: str) -> list[Tab]:
    """Return the parts of the preview."""
    doubted = sum(column.state == ColumnState.DOUBTED for column in details.columns)
    # Who is there already is each club's own question.
    people = {"import_clubs": len(details.clubs)} if details.clubs else {"import_rows": details.matched}
    if details.doubled and not details.clubs:
        people["import_doubles"] = details.doubled
    parts = {
        "import_run": 0,
        "import_columns": doubted,
        **people,
        "import_problems": details.run.problems,
    }
    return [
        Tab(
            label=part_name(name),
            url=address(request, name, run_id=details.run.id),
            count=count,
            current=name == current,
        )
        for name, count in parts.items()
    ]


def figures_ahead(details: RunDetails) -> tuple[Figure, ...]:
    """Return the numbers of what will happen."""
    run = details.run
    if details.clubs:
        return (
            Figure(label=_("Clubs"), value=number(len(details.clubs)), line=_("named in the file")),
            Figure(label=_("Rows"), value=number(run.rows), line=_("go on to their clubs")),
            Figure(
                label=_("Problems"),
                value=number(run.problems),
                line=_("in rows and cells"),
                amber=bool(run.problems),
            ),
        )
    return (
        Figure(label=_("To add"), value=number(run.add), line=_("people who are not in the register")),
        Figure(label=_("To update"), value=number(run.update), line=_("people who are there already")),
        Figure(label=_("To leave"), value=number(run.skip), line=_left_line(run.keep)),
        Figure(
            label=_("Problems"),
            value=number(run.problems),
            line=_("good rows do not wait for them"),
            amber=bool(run.problems),
        ),
    )


def _beside(request: OfficeRequest, details: RunDetails) -> dict[str, Any]:
    """Return what is brought in beside people, in words."""
    households = guardians = couples = off = ""
    is_off = not request.association.has(Module.RELATIONS)
    if is_off and (details.households or details.guardians):
        off = _(
            "The file speaks of families, but “Households and guardians” is switched off here: nobody is laid together"
            " with anybody."
        )
    if count := _couples_in(details):
        couples = wording.couples_line(OnCouple(details.on_couple)) % {"count": number(count)}
    if details.households and details.wants_households and not is_off:
        said = ngettext(
            "%(count)s household is formed of people who belong to one family or share name and address. Who has a"
            " home already stays there.",
            "%(count)s households are formed of people who belong to one family or share name and address. Who has a"
            " home already stays there.",
            details.households,
        )
        households = said % {"count": number(details.households)}
    if details.guardians and not is_off:
        said = ngettext(
            "%(count)s parent or guardian is tied to a child; who is not in the register is added as a contact.",
            "%(count)s parents or guardians are tied to children; who is not in the register is added as a contact.",
            details.guardians,
        )
        guardians = said % {"count": number(details.guardians)}
    return {
        "off_line": off,
        "modules_url": address(request, "settings_modules")
        if off and request.viewer.may(Right.SETTINGS_EDIT)
        else "",
        "households_line": households,
        "guardians_line": guardians,
        "couples_line": couples,
        "gathered_lines": _gathered_ahead(details),
    }


def _gathered_ahead(details: RunDetails) -> list[str]:
    """Return which groups, tags and notes columns bring, and which of them are new."""
    lines, gathered = [], details.gathered
    if gathered.groups:
        said = ngettext(
            "%(count)s group of the file, %(fresh)s of them new: %(names)s.",
            "%(count)s groups of the file, %(fresh)s of them new: %(names)s.",
            len(gathered.groups),
        )
        lines.append(said % _named(gathered.groups))
    if gathered.tags:
        said = ngettext(
            "%(count)s tag of the file, %(fresh)s of them new: %(names)s.",
            "%(count)s tags of the file, %(fresh)s of them new: %(names)s.",
            len(gathered.tags),
        )
        lines.append(said % _named(gathered.tags))
    if gathered.notes:
        said = ngettext("%(count)s row brings a note.", "%(count)s rows bring a note.", gathered.notes)
        lines.append(said % {"count": number(gathered.notes)})
    return lines


def _named(names: Sequence[NameInFile]) -> dict[str, str]:
    shown = ", ".join(f"{each.name} {number(each.rows)}" for each in names[:NAMES_SHOWN])
    return {
        "count": number(len(names)),
        "fresh": number(sum(each.is_new for each in names)),
        "names": f"{shown}, …" if len(names) > NAMES_SHOWN else shown,
    }


def _gathered_behind(details: RunDetails) -> list[str]:
    """Return what columns have brought beside people."""
    lines = []
    if details.grouped:
        said = ngettext(
            "%(count)s place in a group was given.", "%(count)s places in groups were given.", details.grouped
        )
        lines.append(said % {"count": number(details.grouped)})
    if details.tagged:
        said = ngettext("%(count)s person got tags.", "%(count)s people got tags.", details.tagged)
        lines.append(said % {"count": number(details.tagged)})
    if details.noted:
        said = ngettext("%(count)s note was written.", "%(count)s notes were written.", details.noted)
        lines.append(said % {"count": number(details.noted)})
    return lines


def _couples_in(details: RunDetails) -> int:
    """Return how many rows of the file name two people, whatever is done with them."""
    return details.problems_by_reason.get(Reason.TWO_PEOPLE.value, 0)


def _left_line(unchanged: int) -> str:
    if not unchanged:
        return _("rows that change nothing")
    said = ngettext(
        "rows that change nothing; %(count)s person is there just so",
        "rows that change nothing; %(count)s people are there just so",
        unchanged,
    )
    return said % {"count": number(unchanged)}


def head(request: OfficeRequest, details: RunDetails) -> dict[str, Any]:
    """Return what stands on top of every page of the import."""
    run_id = details.run.id
    return {
        "title": wording.run_title(details.run),
        "mends": wording.mends_line(details),
        "line": _line(details),
        "state": wording.state_pill(details.run.state),
        "is_review": details.run.state == "REVIEW",
        "run_url": address(request, "import_run", run_id=run_id),
        "confirm_url": address(request, "confirm_import", run_id=run_id),
        "cancel_url": address(request, "cancel_import", run_id=run_id),
        "list_url": address(request, "imports"),
        "new_url": address(request, "new_import"),
        "resume_url": address(request, "resume_import", run_id=run_id) if details.can_resume else "",
    }


def _line(details: RunDetails) -> str:
    parts = [_("uploaded %(when)s") % {"when": formatting.moment(details.run.created_at)}]
    if details.sheet:
        parts.insert(0, _("sheet “%(name)s”") % {"name": details.sheet})
    if details.run.rows:
        rows = ngettext("%(count)s row", "%(count)s rows", details.run.rows)
        parts.insert(0, rows % {"count": number(details.run.rows)})
    return " · ".join(parts)


def _progress(request: OfficeRequest, details: RunDetails) -> dict[str, Any]:
    found, run_id, state = details.run, details.run.id, details.run.state
    titles = {
        "READING": _("Reading the file"),
        "CHECKING": _("Checking the rows"),
        "APPLYING": _("Bringing in the people"),
        "UNDOING": _("Taking the import back"),
    }
    notes = {
        "READING": _("Nothing is changed while the file is read. You may leave this page."),
        "CHECKING": _("Nothing is changed while the rows are checked. You may leave this page."),
        "APPLYING": _("You may leave this page; the work goes on."),
        "UNDOING": _("You may leave this page; the work goes on."),
    }
    done = {"APPLYING": found.applied_rows, "UNDOING": details.undone_rows}.get(state, 0)
    total = {"APPLYING": found.rows, "UNDOING": found.applied_rows}.get(state, 0)
    seconds = (request.now - details.confirmed_at).total_seconds() if details.confirmed_at else 0.0
    speed = done / seconds if state == "APPLYING" and seconds > 1 and done else None
    if details.can_resume:
        notes[state] = _("This has stood still for a while. Go on with it, or stop it.")
    view = RunView(
        title=titles[state],
        step=Step.PROGRESS if state in ("APPLYING", "UNDOING") else Step.PREVIEW,
        done=done,
        total=total,
        per_second=speed,
        seconds_left=round((total - done) / speed) if speed else None,
        poll_url=address(request, "import_progress", run_id=run_id),
        page_url=address(request, "import_run", run_id=run_id),
        cancel_url="" if state == "UNDOING" else address(request, "cancel_import", run_id=run_id),
        note=notes[state],
    )
    return {"run": view}


def _result(request: OfficeRequest, details: RunDetails) -> dict[str, Any]:
    found = details.run
    kept = list_kept(run_id=found.id) if details.kept else ()
    is_undone = found.state == "UNDONE"
    return {
        "details": details,
        "refused": wording.file_reason(details.refused_reason, details.refused_params)
        if found.state == "REFUSED"
        else "",
        "figures": _figures_behind(details) if found.applied_rows else (),
        "people_url": address(request, "people"),
        "undo_url": address(request, "undo_import", run_id=found.id) if found.can_undo else "",
        "problems_url": address(request, "import_problems", run_id=found.id) if found.problems else "",
        **download_urls(request, details),
        **sheet_choice(request, details),
        "again_url": address(request, "begin_import_again", run_id=found.id)
        if details.can_begin_again
        else "",
        "is_undone": is_undone,
        "gathered_lines": _gathered_behind(details),
        "kept": [stays_line(request, each) for each in kept[:KEPT_SHOWN]],
        "kept_more": max(0, len(kept) - KEPT_SHOWN),
    }


def stays_line(request: OfficeRequest, each: StaysOn) -> tuple[str, str, str, str]:
    """Return who stays, their page, why, and where what was changed is seen."""
    return (
        each.name,
        address(request, "person", person_id=each.person_id),
        wording.why_stays(each.why),
        address(request, "person_history", person_id=each.person_id),
    )


def _figures_behind(details: RunDetails) -> tuple[Figure, ...]:
    found = details.run
    if found.state == "UNDONE":
        gone = max(0, found.added + found.updated - details.kept)
        return (
            Figure(label=_("Taken back"), value=number(gone), line=_("people whom it had added or updated")),
            Figure(label=_("Stayed"), value=number(details.kept), line=_("people, as they are now")),
        )
    rest = found.rows - found.applied_rows
    return (
        Figure(label=_("Added"), value=number(found.added), line=_("new people")),
        Figure(label=_("Updated"), value=number(found.updated), line=_("people who were there already")),
        Figure(
            label=_("Left as they were"),
            value=number(max(0, found.applied_rows - found.added - found.updated)),
            line=_("rows that changed nothing"),
        ),
        Figure(label=_("Not reached"), value=number(rest), line=_("rows after the stop"))
        if rest
        else Figure(
            label=_("Problems"),
            value=number(found.problems),
            line=_("in rows and cells"),
            amber=bool(found.problems),
        ),
    )


def download_urls(request: OfficeRequest, details: RunDetails, *, mended: bool = False) -> dict[str, str]:
    """Return where the rows with problems, or with mended cells, are taken out; empty where there are none."""
    is_there = bool(details.run.problems or (mended and details.mended)) and bool(details.columns)
    return {
        f"{kind}_url": address(request, f"import_problem_{kind}", run_id=details.run.id) if is_there else ""
        for kind in ("xlsx", "csv")
    }


def _sample_columns() -> tuple[Column, ...]:
    return (
        Column(label=_("Name"), primary=True),
        Column(label=_("What happens")),
        Column(label=_("Born"), numeric=True),
        Column(label=_("Contact")),
        Column(label=_("Address")),
        Column(label=_("Type")),
        Column(label=_("Member since"), numeric=True),
    )


def _sample_row(row: PreviewRow) -> Row:
    return Row(
        id=str(row.key),
        label=row.name,
        cells=(
            Cell(text=row.name, note=_("row %(row)s") % {"row": number(row.row)}),
            Cell(pills=(wording.action_pill(row.action),)),
            Cell(text=wording.date_or_text(row.born)),
            Cell(text=row.contact),
            Cell(text=row.address),
            Cell(text=row.membership_type),
            Cell(text=wording.dated(row.joined, row.joined_precision)),
        ),
    )
