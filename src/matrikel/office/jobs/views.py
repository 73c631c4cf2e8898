"""The work that goes on without anybody watching: what runs, what ran, what failed, and once more."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from matrikel.audit.actions.record import Act, record
from matrikel.kernel import jobs as kernel_jobs
from matrikel.kernel.actors import Right
from matrikel.kernel.errors import NotFound
from matrikel.kernel.queries import JobPage, JobRow, JobState, count_jobs, list_jobs, list_regular_jobs
from matrikel.office.doors import OfficeRequest, needs
from matrikel.office.frame import address, show
from matrikel.office.jobs import wording
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import (
    Cell,
    Chip,
    Column,
    Filter,
    Listing,
    Option,
    Row,
    SelectionAction,
    render_results,
    state_url,
    wants_results,
)

MOST_AT_ONCE = 100


@require_safe
@needs(Right.JOBS_SEE)
def jobs(request: OfficeRequest) -> HttpResponse:
    """Show one page of jobs, newest first."""
    state = _read_state(request.GET)
    search = state["q"]
    page = list_jobs(
        states=[JobState(state["state"])] if state["state"] else (),
        names=wording.codes_named(search) if search else None,
        before=_mark(request.GET.get("before", "")),
        after=_mark(request.GET.get("after", "")),
    )
    listing = _listing(request, state, page, failed=count_jobs(state=JobState.FAILED))
    if wants_results(request):
        return render_results(request, listing)
    regular = list_regular_jobs(at=request.now)
    return show(
        request,
        "office/jobs/list.html",
        {
            "listing": listing,
            "regular": [wording.regular_row(each, today=request.today) for each in regular],
        },
    )


@require_POST
@needs(Right.JOBS_SEE)
def retry(request: OfficeRequest) -> HttpResponse:
    """Start the chosen jobs once more; those that did not fail are left alone."""
    chosen = [_mark(each) for each in request.POST.getlist("selected")[:MOST_AT_ONCE]]
    if any(job_id is None for job_id in chosen):
        raise NotFound
    again = [job_id for job_id in chosen if kernel_jobs.retry_failed(job_id=job_id or 0)]
    done = len(again)
    if done:
        # The kernel lies below the log and cannot write there itself.
        act = Act(action="jobs.retried", header={"jobs": again})
        record(acts=[act], actor=request.actor, at=request.now)
        said = ngettext(
            "%(count)s task is tried once more.", "%(count)s tasks are tried once more.", done
        ) % {"count": number(done)}
        messages.success(request, said)
    else:
        messages.warning(request, _("Nothing was started: only tasks that failed can be tried once more."))
    return redirect(address(request, "jobs"))


def _read_state(query: Mapping[str, str]) -> dict[str, str]:
    state = query.get("state", "")
    return {
        "q": query.get("q", "").replace("\x00", "").strip()[:200],
        "state": state if state in set(JobState) else "",
    }


def _mark(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def _listing(request: OfficeRequest, state: Mapping[str, str], page: JobPage, *, failed: int) -> Listing:
    path = address(request, "jobs")
    chips = (
        (
            Chip(
                label=_("State: %(name)s") % {"name": wording.STATE_NAMES[JobState(state["state"])]},
                remove_url=state_url(path, {**state, "state": ""}),
            ),
        )
        if state["state"]
        else ()
    )
    return Listing(
        title=_("Background work"),
        url=path,
        self_url=state_url(path, state),
        count_line=_count_line(failed),
        search_label=_("Search by kind of work"),
        search_value=state["q"],
        kept=(("state", state["state"]),) if state["state"] else (),
        chips=chips,
        clear_url=path if any(state.values()) else "",
        filters=(
            Filter(
                label=_("State"),
                options=tuple(
                    Option(
                        label=capfirst(str(wording.STATE_NAMES[each])),
                        url=state_url(path, {**state, "state": each.value}),
                        current=state["state"] == each.value,
                    )
                    for each in JobState
                ),
            ),
        ),
        columns=(
            Column(label=_("Work"), primary=True),
            Column(label=_("State")),
            Column(label=_("Asked for"), numeric=True, quiet=True),
            Column(label=_("Begun"), numeric=True, quiet=True),
            Column(label=_("Over"), numeric=True, quiet=True),
            Column(label=_("Attempts"), numeric=True, quiet=True),
        ),
        rows=tuple(_row(request, row) for row in page.rows),
        actions=(
            (SelectionAction(label=_("Try once more"), url=address(request, "retry_jobs"), icon="refresh"),)
            if any(row.state is JobState.FAILED for row in page.rows)
            else ()
        ),
        selection_note=_("Only tasks that failed are tried again"),
        range_line=ngettext("%(count)s task on this page", "%(count)s tasks on this page", len(page.rows))
        % {"count": number(len(page.rows))},
        next_url=state_url(path, state, before=str(page.next_before)) if page.next_before else "",
        previous_url=state_url(path, state, after=str(page.previous_after)) if page.previous_after else "",
        empty_title=_("Nothing has run yet"),
        empty_text=_("Long work, such as an import, is done in the background and shows up here."),
    )


def _row(request: OfficeRequest, row: JobRow) -> Row:
    name = wording.job_name(row.name)
    return Row(
        id=str(row.id),
        label=name,
        cells=(
            Cell(text=name, url=_progress_url(request, row)),
            Cell(pills=(wording.state_pill(row.state),)),
            Cell(text=moment(row.queued_at) if row.queued_at else ""),
            Cell(text=moment(row.started_at) if row.started_at else ""),
            Cell(text=moment(row.ended_at) if row.ended_at and row.state not in _UNFINISHED else ""),
            Cell(text=number(row.attempts) if row.attempts else ""),
        ),
    )


def _progress_url(request: OfficeRequest, row: JobRow) -> str:
    """Return the page that shows how far the run has come, while it goes on or waits for somebody to mend it."""
    room = row.name.partition(".")[0]
    if row.about is None or row.state not in (*_UNFINISHED, JobState.FAILED):
        return ""
    if room == "imports" and request.viewer.may(Right.PEOPLE_IMPORT):
        return address(request, "import_run", run_id=row.about)
    if room == "bulkedits" and request.viewer.may(Right.PEOPLE_EDIT):
        return address(request, "bulk_edit", edit_id=row.about)
    return ""


_UNFINISHED = (JobState.WAITING, JobState.RUNNING)


def _count_line(failed: int) -> str:
    if not failed:
        return _("Nothing has failed")
    if failed >= MOST_AT_ONCE:
        return _("%(count)s or more have failed") % {"count": number(failed)}
    return ngettext("%(count)s has failed", "%(count)s have failed", failed) % {"count": number(failed)}
