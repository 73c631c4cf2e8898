"""Let an export go on that was paused because its officer takes out more than usual."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.making import hold_export
from matrikel.exports.models import Export
from matrikel.kernel.actors import Actor
from matrikel.kernel.jobs import defer
from matrikel.kernel.transactions import action


@action
def release_export(*, export_id: UUID, actor: Actor, at: datetime) -> None:
    """
    Have the file made, as a job with its officer's own rights.

    :raises ExportRefused: it does not wait, or whoever releases it is whoever asked for it.
    :raises NotFound: there is no such export in this association.
    """
    export = hold_export(export_id)
    if export.state != Export.State.PAUSED:
        raise ExportRefused(_("This list is not waiting any more."))
    if actor.id is None or export.account == actor.id:
        raise ExportRefused(_("Somebody else has to let your own list go."))
    export.state, export.confirmed_at = Export.State.MAKING, at
    export.save(update_fields=["state", "confirmed_at"])
    header = {"export": str(export_id), "people": export.people}
    record(acts=[Act(action="exports.released", header=header)], actor=actor, at=at)
    defer("exports.make", export_id=export_id)
