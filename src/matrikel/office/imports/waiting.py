"""What of the imports waits for a person."""

from django.utils.translation import gettext as _

from matrikel.imports.queries import list_runs
from matrikel.kernel.actors import Right
from matrikel.office.doors import OfficeRequest
from matrikel.office.frame import address
from matrikel.ui.formatting import moment, number
from matrikel.ui.parts import RowItem

RUNS_LOOKED_AT = 10


def waiting(request: OfficeRequest, *, is_small: bool) -> list[RowItem]:
    """Return the files that were read and wait for a yes."""
    if not request.viewer.may(Right.PEOPLE_IMPORT):
        return []
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
