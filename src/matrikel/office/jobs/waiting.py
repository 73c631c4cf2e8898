"""What of the background work waits for a person."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matrikel.kernel.actors import Right
from matrikel.kernel.queries import JobState, count_jobs
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import number
from matrikel.ui.listing import state_url
from matrikel.ui.parts import RowItem

MOST_COUNTED = 100


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return one row for all the work that failed."""
    if not request.viewer.may(Right.JOBS_SEE):
        return []
    failed = count_jobs(state=JobState.FAILED, most=MOST_COUNTED)
    if not failed:
        return []
    title = (
        _("%(count)s tasks or more failed")
        if failed == MOST_COUNTED
        else ngettext("%(count)s task failed", "%(count)s tasks failed", failed)
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
