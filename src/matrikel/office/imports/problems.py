"""What is wrong in which cell of the file, and the same rows as a file with a reason in its last column."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matrikel.imports.actions.mend_cells import CellMend, mend_cells
from matrikel.imports.actions.note_taking_out import note_taking_out
from matrikel.imports.errors import ImportRefused
from matrikel.imports.queries import (
    MendableCell,
    ProblemPage,
    ProblemRow,
    RunDetails,
    get_run,
    list_mendable,
    list_mended,
    list_problems,
    write_problem_rows,
)
from matrikel.imports.rules.problems import Reason
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.office.imports.rows import ASKED
from matrikel.office.selections.searching import WORDS, answer_search, carried_words, sealed_words
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    CellInput,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    SealedWords,
    state_url,
)

PAGE_ROWS = 50


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Right.PEOPLE_IMPORT)
def problems(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """List the problems in the order of the file."""
    details = get_run(run_id=run_id, at=request.now)
    state = _read_state(request.GET, sealed_words(request))
    page = list_problems(
        run_id=run_id, after=state["after"], limit=PAGE_ROWS, reason=state["reason"], search=state["q"]
    )
    if state["after"] and not page.problems:
        # The last ones of this page have been mended.
        return redirect(state_url(address(request, "import_problems", run_id=run_id), _kept(state)))
    is_review = details.run.state == "REVIEW"
    cells = list_mendable(run_id=run_id, problems=page.problems) if is_review else ()
    listing = _listing(request, details, state, page, cells)
    if answer := answer_search(request, listing):
        return answer
    context = {
        **run_pages.head(request, details),
        "listing": listing,
        "mend_form": MEND_FORM,
        "mend_url": address(request, "mend_import_cells", run_id=run_id) if any(cells) else "",
        "mend_kept": [(name, value) for name, value in _carried(state).items() if value],
        "mended_line": _mended_line(details.mended),
        "mended_cells": list_mended(run_id=run_id, limit=MENDED_SHOWN) if is_review else (),
        "give_back_url": address(request, "mend_import_cells", run_id=run_id),
        "tabs": run_pages.tabs(request, details, "import_problems") if details.run.state == "REVIEW" else (),
        **run_pages.download_urls(request, details),
    }
    return show(request, "office/imports/problems.html", context)


@require_POST
@needs(Right.PEOPLE_IMPORT)
def mend(request: OfficeRequest, run_id: UUID) -> HttpResponse:
    """Write the cells that somebody has mended, check the rows again, and say what is left."""
    before = get_run(run_id=run_id, at=request.now)
    here = address(request, "import_run", run_id=run_id)
    try:
        changed = mend_cells(run_id=run_id, mends=_mends(request.POST), actor=request.actor, at=request.now)
    except ImportRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect(here)
    after = get_run(run_id=run_id, at=request.now)
    if after.run.state != before.run.state:
        return redirect(here)
    _say_what_is_left(request, changed, after.run.problems)
    state = _read_state(request.POST, carried_words(request, request.POST.get(WORDS, "")))
    path = address(request, "import_problems", run_id=run_id)
    return redirect(state_url(path, _kept(state), after=state["after"], trail=state["trail"]))


def _say_what_is_left(request: OfficeRequest, changed: int, left: int) -> None:
    if not changed:
        messages.info(request, _("Nothing was written: every value is as it was."))
        return
    said = ngettext("%(count)s cell was mended.", "%(count)s cells were mended.", changed)
    rest = ngettext(
        "All rows were checked again: %(count)s problem is left.",
        "All rows were checked again: %(count)s problems are left.",
        left,
    )
    if not left:
        rest = _("All rows were checked again: no problem is left.")
    messages.success(request, f"{said % {'count': number(changed)}} {rest % {'count': number(left)}}")


def _mends(posted: QueryDict) -> list[CellMend]:
    mends = []
    for name, value in posted.items():
        kind, _mark, place = name.partition("_")
        row, _mark, column = place.partition("_")
        if kind == "cell" and all(
            each.isascii() and each.isdecimal() and len(each) < 9 for each in (row, column)
        ):
            mends.append(CellMend(row=int(row), column=int(column), value=str(value)))
    return mends


def _mended_line(mended: int) -> str:
    if not mended:
        return ""
    said = ngettext(
        "%(count)s cell is mended here so far.", "%(count)s cells are mended here so far.", mended
    )
    return said % {"count": number(mended)}


MEND_FORM = "mend-cells"
MENDED_SHOWN = 50
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
@needs(Right.PEOPLE_IMPORT)
def download(request: OfficeRequest, run_id: UUID, kind: str) -> HttpResponse:
    """Answer the rows with problems as they came, with a last column that says what is wrong."""
    details = get_run(run_id=run_id, at=request.now)
    note_taking_out(run_id=run_id, actor=request.actor, at=request.now)
    body = write_problem_rows(
        run_id=run_id,
        kind=kind,
        mended=_("Mended in the preview") if "mended" in request.GET else "",
        heading=_("What is wrong"),
        say=wording.said_of,
    )
    title = wording.run_title(details.run)
    name = title.rpartition(".")[0] or title
    response = HttpResponse(body, content_type=KINDS[kind])
    attachment = content_disposition_header(
        as_attachment=True, filename=_("%(name)s problems.%(kind)s") % {"name": name, "kind": kind}
    )
    # nosemgrep: people-leave-as-a-file-by-the-export-service-only - the rows as they came in, on record since above
    response.headers["Content-Disposition"] = attachment or "attachment"
    return response


def _read_state(query: Mapping[str, str], words: str) -> dict[str, str]:
    reason = query.get("reason", "")
    return {
        "q": words,
        "reason": reason if reason in set(Reason) else "",
        "after": _mark(query.get("after", "")),
        "trail": ",".join(filter(None, map(_mark, query.get("trail", "").split(",")[-200:]))),
    }


def _mark(text: str) -> str:
    parts = text.split(".")
    is_mark = len(parts) == 2 and all(part.isascii() and part.isdecimal() and len(part) < 9 for part in parts)
    return text if is_mark else ""


def _kept(state: Mapping[str, str]) -> dict[str, str]:
    return {"q": state["q"], "reason": state["reason"]}


def _carried(state: Mapping[str, str]) -> dict[str, str]:
    """Return where the list stands, for a form beside it; the words that are searched go sealed."""
    words = state["q"]
    return {
        "reason": state["reason"],
        "after": state["after"],
        "trail": state["trail"],
        WORDS: words.token if isinstance(words, SealedWords) else "",
    }


def _listing(
    request: OfficeRequest,
    details: RunDetails,
    state: Mapping[str, str],
    page: ProblemPage,
    cells: Sequence[Sequence[MendableCell]],
) -> Listing:
    path = address(request, "import_problems", run_id=details.run.id)
    kept = _kept(state)
    count = details.problems_by_reason.get(state["reason"], 0) if state["reason"] else details.run.problems
    trail = [mark for mark in state["trail"].split(",") if mark]
    chips: tuple[Chip, ...] = ()
    if state["reason"]:
        chips = (
            Chip(
                label=wording.reason_name(state["reason"]), remove_url=state_url(path, {**kept, "reason": ""})
            ),
        )
    return Listing(
        title=_("Problems"),
        url=path,
        self_url=state_url(path, kept),
        count_line=ngettext("%(count)s problem", "%(count)s problems", count) % {"count": number(count)},
        search_label=_("Search by row, column or value"),
        search_value=state["q"],
        search_posts=True,
        kept=(("reason", state["reason"]),) if state["reason"] else (),
        chips=chips,
        clear_url=path if any(kept.values()) else "",
        filters=(_reasons(path, kept, details),),
        columns=(
            Column(label=_("Row and column"), primary=True),
            Column(label=_("Value")),
            Column(label=_("What is wrong")),
            Column(label=_("What is done"), quiet=True),
        ),
        rows=tuple(
            _row(request, details, index, problem, cells[index] if cells else ())
            for index, problem in enumerate(page.problems)
        ),
        range_line=ngettext("%(count)s on this page", "%(count)s on this page", len(page.problems))
        % {"count": number(len(page.problems))},
        next_url=state_url(
            path, kept, after=page.next, trail=",".join([*trail, *filter(None, [state["after"]])])
        )
        if page.next
        else "",
        previous_url=state_url(path, kept, after=trail[-1] if trail else "", trail=",".join(trail[:-1]))
        if state["after"]
        else "",
        empty_title=_("No problems"),
        empty_text=_("Every row of the file could be read.")
        if details.run.rows and not details.run.problems
        else _("The rows of the file are no longer kept."),
    )


def _reasons(path: str, kept: Mapping[str, str], details: RunDetails) -> Filter:
    by_count = sorted(details.problems_by_reason.items(), key=lambda pair: -pair[1])
    return Filter(
        label=_("What is wrong"),
        options=tuple(
            Option(
                label=f"{wording.reason_name(reason)} ({number(count)})",
                url=state_url(path, {**kept, "reason": reason}),
                current=kept["reason"] == reason,
            )
            for reason, count in by_count
        ),
    )


def _row(
    request: OfficeRequest,
    details: RunDetails,
    index: int,
    problem: ProblemRow,
    mendable: Sequence[MendableCell],
) -> Row:
    place = _("Row %(row)s") % {"row": number(problem.row)}
    if problem.column:
        place = _("Row %(row)s, %(column)s") % {"row": number(problem.row), "column": problem.column}
    return Row(
        id=str(index),
        label=place,
        cells=(
            Cell(text=place),
            _value(problem, place, mendable),
            Cell(text=wording.problem_reason(problem)),
            Cell(text=wording.effect_name(problem.effect), url=_decided_at(request, details, problem)),
        ),
    )


def _value(problem: ProblemRow, place: str, mendable: Sequence[MendableCell]) -> Cell:
    """What stands there, or the cells in which it is mended."""
    if not mendable:
        return Cell(text=problem.value)
    return Cell(
        text="" if problem.column else problem.value,
        inputs=tuple(
            CellInput(
                name=f"cell_{cell.row}_{cell.column}",
                value=cell.value,
                label=place if problem.column else cell.heading,
                form=MEND_FORM,
                shows_label=not problem.column,
                about="" if problem.column else place,
            )
            for cell in mendable
        ),
    )


_DECIDED_AT = {
    Reason.PERHAPS_KNOWN.value: "import_rows",
    Reason.NEWER_IN_REGISTER.value: "import_rows",
    Reason.SAME_AS_ROW.value: "import_doubles",
    Reason.SAME_BUT_NUMBERS_DIFFER.value: "import_doubles",
    Reason.PERHAPS_SAME_AS_ROW.value: "import_doubles",
}


def _decided_at(request: OfficeRequest, details: RunDetails, problem: ProblemRow) -> str:
    """Where somebody decides whom a row means, which no value in a cell says."""
    name = _DECIDED_AT.get(problem.reason, "") if details.run.state == "REVIEW" and not details.clubs else ""
    if not name:
        return ""
    query = {"meets": ASKED} if problem.reason == Reason.NEWER_IN_REGISTER else {}
    return state_url(address(request, name, run_id=details.run.id), query)
