"""Say yes to an export that was seen."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.making import hold_export, make_file
from matrikel.exports.models import Export
from matrikel.exports.rules.limits import AT_ONCE
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def confirm_export(*, export_id: UUID, viewer: Viewer, actor: Actor, at: datetime) -> None:
    """
    Let the file be made: at once for some hundred people, by a job for more.

    :raises ExportRefused: it does not wait for a yes.
    :raises NotFound: this viewer has asked for no such export.
    """
    export = hold_export(export_id)
    if export.account != viewer.account_id:
        raise NotFound
    if export.state != Export.State.REVIEW:
        raise ExportRefused(_("This list is not waiting for a confirmation."))
    export.state, export.confirmed_at = Export.State.MAKING, at
    export.save(update_fields=["state", "confirmed_at"])
    header = {"export": str(export_id), "purpose": export.purpose, "people": export.people}
    record(acts=[Act(action="exports.confirmed", header=header)], actor=actor, at=at)
    if export.people <= AT_ONCE:
        make_file(export_id=export_id, viewer=viewer, at=at)
    else:
        defer("exports.make", export_id=export_id)
