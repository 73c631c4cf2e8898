"""What is wrong in which cell of the file, and the same rows as a file with a reason in its last column."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from matrikel.imports.actions.note_taking_out import note_taking_out
from matrikel.imports.queries import (
    ProblemPage,
    ProblemRow,
    RunDetails,
    get_run,
    list_problems,
    write_problem_rows,
)
from matrikel.imports.rules.problems import Reason
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.imports import run as run_pages
from matrikel.office.imports import wording
from matrikel.office.selections.searching import answer_search, sealed_words
from matrikel.ui.formatting import number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
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
    listing = _listing(request, details, state, page)
    if answer := answer_search(request, listing):
        return answer
    context = {
        **run_pages.head(request, details),
        "listing": listing,
        "tabs": run_pages.tabs(request, details, "import_problems") if details.run.state == "REVIEW" else (),
        **run_pages.download_urls(request, details),
    }
    return show(request, "office/imports/problems.html", context)


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
    body = write_problem_rows(run_id=run_id, kind=kind, heading=_("What is wrong"), say=wording.said_of)
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


def _listing(
    request: OfficeRequest, details: RunDetails, state: Mapping[str, str], page: ProblemPage
) -> Listing:
    path = address(request, "import_problems", run_id=details.run.id)
    kept = {"q": state["q"], "reason": state["reason"]}
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
        rows=tuple(_row(index, problem) for index, problem in enumerate(page.problems)),
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


def _row(index: int, problem: ProblemRow) -> Row:
    place = _("Row %(row)s") % {"row": number(problem.row)}
    if problem.column:
        place = _("Row %(row)s, %(column)s") % {"row": number(problem.row), "column": problem.column}
    return Row(
        id=str(index),
        label=place,
        cells=(
            Cell(text=place),
            Cell(text=problem.value),
            Cell(text=wording.problem_reason(problem)),
            Cell(text=wording.effect_name(problem.effect)),
        ),
    )
