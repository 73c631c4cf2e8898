"""What waits for a person: one row each, with one button to the exact place."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.imports.queries import list_runs
from matrikel.kernel.actors import Right
from matrikel.kernel.queries import JobState, count_jobs
from matrikel.memberships.queries import count_members_without_contact
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import moment, number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem

MOST_COUNTED = 100
RUNS_LOOKED_AT = 10


def waiting(request: OfficeRequest, *, is_small: bool) -> tuple[RowItem, ...]:
    """Return everything that waits for whoever looks; what needs every member read only where they are few."""
    may = request.viewer.may
    rows: list[RowItem] = []
    if may(Right.PEOPLE_IMPORT):
        rows += _imports(request)
    if may(Right.JOBS_SEE):
        rows += _failed_jobs(request)
    if is_small and may(Right.PEOPLE_EDIT):
        rows += _without_contact(request)
    return tuple(rows)


def _imports(request: OfficeRequest) -> list[RowItem]:
    return [
        RowItem(
            icon="file-import",
            title=_("%(file)s waits for your yes") % {"file": run.file_name},
            line=_("%(add)s to add, %(update)s to update · uploaded %(when)s")
            % {"add": number(run.add), "update": number(run.update), "when": moment(run.created_at)},
            url=address(request, "import_run", run_id=run.id),
            action_label=_("Review"),
        )
        for run in list_runs(at=request.now, limit=RUNS_LOOKED_AT)
        if run.state == "REVIEW"
    ]


def _failed_jobs(request: OfficeRequest) -> list[RowItem]:
    failed = count_jobs(state=JobState.FAILED, most=MOST_COUNTED)
    if not failed:
        return []
    title = (
        _("%(count)s jobs or more failed")
        if failed == MOST_COUNTED
        else ngettext("%(count)s job failed", "%(count)s jobs failed", failed)
    )
    return [
        RowItem(
            icon="activity",
            title=title % {"count": number(failed)},
            line=_("Each can be tried once more."),
            url=state_url(address(request, "jobs"), {"state": JobState.FAILED.value}),
            action_label=_("Look"),
        )
    ]


def _without_contact(request: OfficeRequest) -> list[RowItem]:
    missing = count_members_without_contact(on=request.today, viewer=request.viewer)
    if not missing:
        return []
    title = ngettext("%(count)s member cannot be reached", "%(count)s members cannot be reached", missing) % {
        "count": number(missing)
    }
    return [
        RowItem(
            icon="user-question",
            title=title,
            line=_("no e-mail, no phone, no address"),
            url=address(request, "without_contact"),
            action_label=_("Complete"),
        )
    ]
