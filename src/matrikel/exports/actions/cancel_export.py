"""Throw an export away before it is ready."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.exports.errors import ExportRefused
from matrikel.exports.making import hold_export
from matrikel.exports.models import Export
from matrikel.exports.storage import remove_files
from matrikel.kernel.actors import Actor, Viewer
from matrikel.kernel.errors import NotFound
from matrikel.kernel.transactions import action


@action
def cancel_export(*, export_id: UUID, viewer: Viewer, actor: Actor, at: datetime) -> None:
    """
    Stop an export; what was made of it so far is deleted.

    :raises ExportRefused: it is ready, or over.
    :raises NotFound: this viewer has asked for no such export.
    """
    export = hold_export(export_id)
    if export.account != viewer.account_id:
        raise NotFound
    if export.state not in (Export.State.REVIEW, Export.State.PAUSED, Export.State.MAKING):
        raise ExportRefused(_("There is nothing to stop here any more."))
    export.state, export.finished_at = Export.State.CANCELLED, at
    export.save(update_fields=["state", "finished_at"])
    remove_files([export_id])
    record(acts=[Act(action="exports.cancelled", header={"export": str(export_id)})], actor=actor, at=at)
